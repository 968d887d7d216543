import { useCallback, useEffect, useRef, useState } from 'react'
import type { OutboxItem } from '@yihu/domain'
import { newId } from '../model/ids.ts'
import { done } from './outbox.ts'
import { phoneNow, setPhone } from './phone.ts'
import type { Draft } from './phone.ts'
import { forget, keep } from './sealed.ts'
import { FULL_TEXT, isFull } from './space.ts'

const PAUSE_MS = 250

type Kept = 'kept' | 'full'

let lastWrite: Promise<Kept> = Promise.resolve('kept')

/** Keeps a form half filled in, or forgets it; one write after the other, so that an old one never comes back. */
export function keepDraft(key: string, draft: Draft | null): Promise<Kept> {
  const { seal, drafts } = phoneNow()
  if (!seal) return lastWrite
  const next = new Map(drafts)
  if (draft) next.set(key, draft)
  else next.delete(key)
  setPhone({ drafts: next })
  const write = async (): Promise<Kept> => {
    try {
      await (draft ? keep(seal, { kind: 'draft', id: key }, draft) : forget(seal.owner, { kind: 'draft', id: key }))
      return 'kept'
    } catch (error) {
      if (!isFull(error)) throw error
      setPhone({ problem: FULL_TEXT })
      return 'full'
    }
  }
  lastWrite = lastWrite.then(write, write)
  return lastWrite
}

interface Form<V> {
  readonly values: V
  readonly photos: readonly string[]
  /** Everything typed so far is on the phone. */
  readonly isKept: boolean
  readonly set: (change: Partial<V>) => void
  readonly setPhotos: (photos: readonly string[]) => void
  /**
   * Hands the form in once, however often it is tapped: its draft goes, its photos stay with what was made of it. `full`:
   * the phone had no room, everything stays as it is; `again`: it is handed in already.
   */
  readonly handIn: (deed: Pick<OutboxItem, 'kind' | 'key' | 'body'>) => Promise<'kept' | 'full' | 'again'>
}

/** A form whose every keystroke is kept (a quarter second later, or at once when the page goes away). */
export function useDraft<V extends Readonly<Record<string, unknown>>>(key: string, empty: V): Form<V> {
  const kept = phoneNow().drafts.get(key)
  const [form, setForm] = useState<{ id: string; values: V; photos: readonly string[] }>(() => ({ id: kept?.id ?? newId(), values: { ...empty, ...(kept?.values as Partial<V> | undefined) }, photos: kept?.photos ?? [] })) // kept by this very form
  const isHandedIn = useRef(false)
  const newest = useRef(form)
  const [isKept, setKept] = useState(kept !== undefined)
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; write: () => Promise<void> } | null>(null)
  const flush = useCallback(() => {
    const now = waiting.current
    waiting.current = null
    if (!now) return
    clearTimeout(now.timer)
    void now.write()
  }, [])
  const change = useCallback((part: { values?: V; photos?: readonly string[] }) => {
    if (isHandedIn.current) return
    const next = { ...newest.current, ...part }
    newest.current = next
    setForm(next)
    setKept(false)
    if (waiting.current) clearTimeout(waiting.current.timer)
    const write = async () => {
      const kept = await keepDraft(key, { ...next, changedAt: Date.now() })
      if (newest.current === next) setKept(kept === 'kept')
    }
    waiting.current = { write, timer: setTimeout(flush, PAUSE_MS) }
  }, [key, flush])
  useEffect(() => {
    const hidden = () => { if (document.visibilityState === 'hidden') flush() }
    document.addEventListener('visibilitychange', hidden)
    addEventListener('pagehide', flush)
    return () => {
      document.removeEventListener('visibilitychange', hidden)
      removeEventListener('pagehide', flush)
      flush()
    }
  }, [flush])
  return {
    ...form,
    isKept,
    set: (values) => change({ values: { ...newest.current.values, ...values } }),
    setPhotos: (photos) => {
      change({ photos })
      flush()
    },
    handIn: async (deed) => {
      const kept = await once(isHandedIn, () => done({ id: newest.current.id, ...deed }))
      if (kept !== 'kept') return kept
      if (waiting.current) clearTimeout(waiting.current.timer)
      waiting.current = null
      await keepDraft(key, null)
      return kept
    },
  }
}

/** A second tap while the first is at work, or after it, does nothing; what was not kept may be tried again. */
async function once(isDone: { current: boolean }, hand: () => Promise<Kept>): Promise<Kept | 'again'> {
  if (isDone.current) return 'again'
  isDone.current = true
  let kept: Kept = 'full'
  try {
    kept = await hand()
    return kept
  } finally {
    isDone.current = kept === 'kept'
  }
}
