import { useCallback, useEffect, useRef, useState } from 'react'
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
  /** The form was handed in: its draft goes, its photos stay with what was made of it. */
  readonly finish: () => Promise<void>
}

/** A form whose every keystroke is kept (a quarter second later, or at once when the page goes away). */
export function useDraft<V extends Readonly<Record<string, unknown>>>(key: string, empty: V): Form<V> {
  const kept = phoneNow().drafts.get(key)
  const [form, setForm] = useState<{ values: V; photos: readonly string[] }>(() => ({ values: { ...empty, ...(kept?.values as Partial<V> | undefined) }, photos: kept?.photos ?? [] })) // kept by this very form
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
    finish: async () => {
      if (waiting.current) clearTimeout(waiting.current.timer)
      waiting.current = null
      newest.current = { values: empty, photos: [] }
      setForm(newest.current)
      setKept(false)
      await keepDraft(key, null)
    },
  }
}
