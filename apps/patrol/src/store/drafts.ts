import { useEffect, useState, useSyncExternalStore } from 'react'
import type { OutboxItem } from '@yihu/domain'
import { holdForm } from '../model/form.ts'
import type { FormContent, HeldForm, Kept, Photos } from '../model/form.ts'
import { newId } from '../model/ids.ts'
import { allStored } from '../model/storing.ts'
import { done } from './outbox.ts'
import { onPhone, phoneNow, setPhone } from './phone.ts'
import type { Draft } from './phone.ts'
import { forget, keep, read } from './sealed.ts'
import { UNDROPPED_TEXT, unkept, wasKept } from './space.ts'

const changed = new BroadcastChannel('yihu-patrol-drafts')
changed.addEventListener('message', ({ data }: MessageEvent<string>) => void reload(data))

let last: Promise<unknown> = Promise.resolve()

/** One after the other, so that an old draft never comes back. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work, work)
  last = next
  return next
}

function show(key: string, draft: Draft | null): void {
  const next = new Map(phoneNow().drafts)
  if (draft) next.set(key, draft)
  else next.delete(key)
  setPhone({ drafts: next })
}

/** Keeps a form half filled in, or forgets it; other tabs hear of it. `full`: the phone did not do it, which every page says. */
export function keepDraft(key: string, draft: Draft | null): Promise<Kept> {
  const { seal } = phoneNow()
  if (!seal) return Promise.resolve('full')
  if (draft) show(key, draft)
  return inTurn(async () => {
    // Logged out meanwhile: nothing of theirs comes back.
    if (phoneNow().seal?.owner !== seal.owner) return 'full'
    try {
      await (draft ? keep(seal, { kind: 'draft', id: key }, draft) : forget(seal.owner, { kind: 'draft', id: key }))
      if (!draft && phoneNow().seal === seal) show(key, null)
      changed.postMessage(key)
      return wasKept('work')
    } catch (error) {
      return unkept(error, { of: 'work', text: draft ? undefined : UNDROPPED_TEXT })
    }
  })
}

/** Another tab has kept a draft or dropped it; what was written here since is newer. */
async function reload(key: string): Promise<void> {
  const before = phoneNow()
  await inTurn(async () => {
    const { seal, drafts } = phoneNow()
    if (!seal || seal !== before.seal) return
    const draft = await read<Draft>(seal, { kind: 'draft', id: key })
    if (phoneNow().drafts.get(key) === drafts.get(key) && draft?.changedAt !== drafts.get(key)?.changedAt) show(key, draft ?? null)
  })
}

type Values = Readonly<Record<string, unknown>>

interface Live<V extends Values> {
  readonly form: HeldForm<V>
  /** How many pages show it. */
  pages: number
}

/** Forms that are open, or to which something is still being added, by the name of their draft. */
const lives = new Map<string, Live<Values>>()

function liveOf<V extends Values>(key: string, empty: V): Live<V> {
  const known = lives.get(key) as Live<V> | undefined // opened under this name by the same page
  if (known) return known
  let own = phoneNow().drafts.get(key)
  const form = holdForm<V>({
    empty, draft: own, newId, stored: allStored,
    keep: (draft) => {
      own = draft ?? undefined
      return keepDraft(key, draft)
    },
  })
  const live: Live<V> = { form, pages: 0 }
  const stop = onPhone(() => {
    const now = phoneNow().drafts.get(key)
    if (lives.get(key) !== (live as unknown)) stop()
    else if (now !== own) {
      own = now
      form.adopt(now)
    }
  })
  lives.set(key, live)
  return live
}

/** Nobody shows it any more: it is kept, and let go once nothing is being added to it. */
function leave(key: string, live: Live<never>): void {
  live.pages -= 1
  live.form.flush()
  void allStored().then(() => { if (live.pages === 0 && lives.get(key) === (live as unknown)) lives.delete(key) })
}

interface Form<V> extends FormContent<V> {
  readonly isKept: boolean
  readonly set: (change: Partial<V> | ((values: V) => Partial<V>)) => void
  /** Photos are on the phone at once. */
  readonly setPhotos: (change: (photos: Photos) => Photos) => void
  readonly flush: () => void
  /** It is being handed in and waits for a photo, so that its button says so. */
  readonly isAwaited: boolean
  /** What stands in it once every photo that is being stored is in it: what is handed in is made from this, all of it. */
  readonly whole: () => Promise<FormContent<V>>
  /** Hands it in once, however often it is tapped: its draft goes, its photos stay with what was made of it. */
  readonly handIn: (deed: Pick<OutboxItem, 'kind' | 'key' | 'body'>) => Promise<Kept | 'again'>
}

/** A form whose every keystroke is kept (a quarter second later, or at once when the page goes away). */
export function useDraft<V extends Values>(key: string, empty: V): Form<V> {
  const [live] = useState(() => liveOf(key, empty))
  const [isAwaited, setAwaited] = useState(false)
  const { form } = live
  const content = useSyncExternalStore(form.subscribe, form.content)
  const isKept = useSyncExternalStore(form.subscribe, form.isKept)
  useEffect(() => {
    const hidden = () => { if (document.visibilityState === 'hidden') form.flush() }
    live.pages += 1
    document.addEventListener('visibilitychange', hidden)
    addEventListener('pagehide', form.flush)
    return () => {
      document.removeEventListener('visibilitychange', hidden)
      removeEventListener('pagehide', form.flush)
      leave(key, live as unknown as Live<never>) // let go under its name alone
    }
  }, [key, live, form])
  // What comes late, when the page was left and opened again, belongs to the form that is open now.
  const now = (): HeldForm<V> => liveOf(key, empty).form
  return {
    ...content,
    isKept,
    isAwaited,
    set: (change) => now().set(typeof change === 'function' ? change : () => change),
    setPhotos: (change) => now().setPhotos(change),
    flush: () => now().flush(),
    whole: async () => {
      setAwaited(true)
      return form.whole().finally(() => setAwaited(false))
    },
    handIn: async (deed) => {
      const kept = await form.handIn((id) => done({ id, ...deed }))
      if (kept === 'kept' && lives.get(key) === (live as unknown)) lives.delete(key)
      return kept
    },
  }
}
