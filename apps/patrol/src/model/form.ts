import type { Draft } from '../store/phone.ts'

/** What stands in a form. */
export interface FormContent<V> {
  /** What will be made of it has this id. */
  readonly id: string
  readonly values: V
  readonly photos: readonly string[]
}

export type Photos = readonly string[]

/** A form half filled in, one for all that show it: whoever adds to it, also after its page was left, adds to what stands there now. */
export interface HeldForm<V> {
  content(): FormContent<V>
  /** Everything typed so far is on the phone. */
  isKept(): boolean
  set(change: (values: V) => Partial<V>): void
  setPhotos(change: (photos: Photos) => Photos): void
  /** Keeps what was typed now, not a moment later. */
  flush(): void
  /** The draft was changed elsewhere: by another tab, or it was dropped. What is just being typed here stays, as a form of its own where the other one is gone. */
  adopt(draft: Draft | undefined): void
  /** What stands in it once every photo that is being stored is in it. */
  whole(): Promise<FormContent<V>>
  /** Hands it in once, however often it is tapped; `again`: it is handed in already. */
  handIn(hand: (id: string) => Promise<Kept>): Promise<Kept | 'again'>
  subscribe(heard: () => void): () => void
}

/** `full`: the phone did not keep it, everything stays as it was. */
export type Kept = 'kept' | 'full'

interface Holding<V> {
  readonly empty: V
  readonly draft: Draft | undefined
  readonly keep: (draft: Draft | null) => Promise<Kept>
  /** Resolves when no photo is being stored. */
  readonly stored: () => Promise<void>
  readonly newId: () => string
}

/** So long after the last keystroke a form is kept. */
const PAUSE_MS = 250

/** Holds a form, from what was kept of it. */
export function holdForm<V extends Readonly<Record<string, unknown>>>(holding: Holding<V>): HeldForm<V> {
  const typing = typeInto(holding)
  const { now, show, change, flush, rest } = typing
  let isHandedIn = false
  const typed = (part: Partial<FormContent<V>>): void => { if (!isHandedIn) change(part) }
  return {
    content: () => now().content,
    isKept: () => now().isKept,
    set: (next) => typed({ values: { ...now().content.values, ...next(now().content.values) } }),
    setPhotos: (next) => {
      typed({ photos: next(now().content.photos) })
      flush()
    },
    flush,
    adopt: (from) => {
      if (isHandedIn) return
      if (!typing.isWaiting()) show({ content: contentOf(from, holding), isKept: from !== undefined })
      else if (!from) show({ content: { ...now().content, id: holding.newId() } })
    },
    whole: async () => {
      await holding.stored()
      return now().content
    },
    handIn: async (hand) => {
      if (isHandedIn) return 'again'
      // What was typed last is kept before it goes, so that keeping it later does not speak for what was not handed in.
      flush()
      isHandedIn = true
      let kept: Kept = 'full'
      try {
        kept = await hand(now().content.id)
      } finally {
        isHandedIn = kept === 'kept'
      }
      if (kept === 'full') return kept
      rest()
      // It is in the outbox: a draft that does not go now goes when the phone is opened next.
      await holding.keep(null)
      return kept
    },
    subscribe: typing.subscribe,
  }
}

function contentOf<V extends Readonly<Record<string, unknown>>>(from: Draft | undefined, { empty, newId }: Pick<Holding<V>, 'empty' | 'newId'>): FormContent<V> {
  return { id: from?.id ?? newId(), values: { ...empty, ...(from?.values as Partial<V> | undefined) }, photos: from?.photos ?? [] } // kept by this very form
}

interface Typed<V> {
  readonly content: FormContent<V>
  readonly isKept: boolean
}

/** What is being typed, kept a moment after the last keystroke. */
function typeInto<V extends Readonly<Record<string, unknown>>>(holding: Holding<V>) {
  const listeners = new Set<() => void>()
  let typed: Typed<V> = { content: contentOf(holding.draft, holding), isKept: holding.draft !== undefined }
  let timer: ReturnType<typeof setTimeout> | null = null
  const show = (next: Partial<Typed<V>>): void => {
    typed = { ...typed, ...next }
    for (const heard of listeners) heard()
  }
  const rest = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  const write = async (): Promise<void> => {
    rest()
    const { content } = typed
    const kept = await holding.keep({ ...content, changedAt: Date.now() })
    if (typed.content === content) show({ isKept: kept === 'kept' })
  }
  return {
    now: () => typed,
    show,
    rest,
    isWaiting: () => timer !== null,
    flush: (): void => { if (timer !== null) void write() },
    change: (part: Partial<FormContent<V>>): void => {
      rest()
      show({ content: { ...typed.content, ...part }, isKept: false })
      timer = setTimeout(() => void write(), PAUSE_MS)
    },
    subscribe: (heard: () => void) => {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
  }
}
