import { useCallback, useRef, useState } from 'react'
import { type Draft, EMPTY_DRAFT, isEmpty, readDraft } from '../../model/draft.ts'
import { dropPhoto } from '../../platform/photo-store'
import { clearStore, readStore, writeStore } from '../../platform/store.ts'

const KEY = 'draft'

export interface DraftHold {
  readonly draft: Draft
  readonly change: (part: Partial<Draft>) => void
  readonly clear: () => void
  /** The draft as it is now, for work that outlives a rendering. */
  readonly current: () => Draft
  /** False where the device keeps nothing (private mode, full). */
  readonly isKept: boolean
  /** Something from an earlier visit was found. */
  readonly wasFound: boolean
}

/** What is being written, kept on the device with every change. */
export function useDraft(): DraftHold {
  const [draft, setDraft] = useState(() => readDraft(readStore(KEY)))
  const [wasFound, setFound] = useState(() => !isEmpty(draft))
  const [isKept, setKept] = useState(true)
  const held = useRef(draft)

  const change = useCallback((part: Partial<Draft>) => {
    held.current = { ...held.current, ...part }
    setDraft(held.current)
    setKept(writeStore(KEY, held.current))
  }, [])

  const clear = useCallback(() => {
    const { scanned, photos, voice } = held.current
    for (const { key } of [...photos, ...(voice ? [voice] : [])]) void dropPhoto(key)
    held.current = { ...EMPTY_DRAFT, scanned }
    setDraft(held.current)
    setFound(false)
    clearStore(KEY)
  }, [])

  const current = useCallback(() => held.current, [])
  return { draft, change, clear, current, isKept, wasFound }
}
