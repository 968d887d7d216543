import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { readFilterText, writeFilterText } from './filter-text.ts'
import { NO_FILTERS } from './inbox-search.ts'
import type { InboxSearch } from './inbox-search.ts'
import type { ChangeSearch } from './more-filters.tsx'
import { NO_NAMES, useDictionary } from './use-dictionary.ts'

const TYPING_MS = 350

/** The filters as a text that somebody may be writing: read a moment after the last key, written anew when they leave. */
export function useFilterText(search: InboxSearch, onChange: ChangeSearch) {
  const { shown, dictionary, want } = useShown(search)
  const [text, setText] = useState(shown)
  const [last, setLast] = useState(shown)
  const [isTyping, setTyping] = useState(false)
  const isHere = useRef(false)
  if (last !== shown) {
    setLast(shown)
    if (!isTyping) setText(shown)
  }
  const read = useMemo(() => readFilterText(text, dictionary ?? NO_NAMES), [text, dictionary])
  const apply = () => {
    const { sort, ...rest } = read.search
    onChange({ ...NO_FILTERS, ...rest, ...(search.sort === 'distance' && sort === undefined ? {} : { sort }) })
  }
  useSoon(isTyping && dictionary ? text : null, () => {
    apply()
    if (!isHere.current) setTyping(false)
  })
  return {
    text, dictionary, isTyping,
    /** What was not understood; empty when all was. */
    problem: dictionary && !(isTyping && /[:：]$/u.test(text)) ? read.problems.join('；') : '',
    enter: () => { isHere.current = true; want() },
    type: (next: string) => { setTyping(true); setText(next) },
    leave: () => {
      isHere.current = false
      // Without the names it cannot be read yet; it is as soon as they are here.
      if (!dictionary) return
      if (isTyping) apply()
      setTyping(false)
      // What was understood is written as the list understands it; what was not stays to be mended.
      if (read.problems.length === 0) setText(writeFilterText({ ...read.search }, dictionary))
    },
  }
}

/** Does something a moment after the text has come to rest; null: nothing is being written. */
function useSoon(text: string | null, act: () => void): void {
  const latest = useEffectEvent(act)
  useEffect(() => {
    if (text === null) return
    const timer = setTimeout(() => latest(), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
}

/** The filters of the address as a text. The names of the street are fetched for whoever types, and to show a filter that has one. */
function useShown(search: InboxSearch) {
  const [isUsed, setUsed] = useState(false)
  const { area, classCode, unit, person } = search
  const hasName = [area, classCode, unit, person].some((value) => value !== undefined && value !== 'me')
  const { dictionary } = useDictionary({ isWanted: isUsed || hasName })
  const shown = useMemo(() => (dictionary !== null || !hasName ? writeFilterText(search, dictionary ?? NO_NAMES) : (search.q ?? '')), [search, dictionary, hasName])
  return { shown, dictionary, want: () => setUsed(true) }
}
