import { AutoComplete, Input } from 'antd'
import type { InputRef } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, Ref } from 'react'
import { suggestionsFor } from './filter-suggest.ts'
import { readFilterText, writeFilterText } from './filter-text.ts'
import type { Dictionary } from './filter-words.ts'
import { NO_FILTERS } from './inbox-search.ts'
import type { InboxSearch } from './inbox-search.ts'
import type { ChangeSearch } from './more-filters.tsx'
import { useDictionary } from './use-dictionary.ts'

const TYPING_MS = 350
const POPUP_WIDTH = Math.min(420, globalThis.innerWidth - 24)
const PLACEHOLDER = '编号、地址，或 状态:处置 超期'
const NOTHING: Dictionary = { areas: [], classes: [], units: [], people: [] }

interface FilterBoxProps {
  readonly search: InboxSearch
  readonly onChange: ChangeSearch
  readonly boxRef: Ref<InputRef>
}

/** One box for all filters: they stand in it as a text, whoever set them, and what is typed there becomes filters. */
export function FilterBox({ search, onChange, boxRef }: FilterBoxProps) {
  const { dictionary } = useDictionary()
  // Until the names are here a text cannot be told from words; what was asked for by words can.
  const shown = useMemo(() => (dictionary ? writeFilterText(search, dictionary) : (search.q ?? '')), [search, dictionary])
  const [text, setText] = useState(shown)
  const [last, setLast] = useState(shown)
  const [isTyping, setTyping] = useState(false)
  if (last !== shown) {
    setLast(shown)
    if (!isTyping) setText(shown)
  }
  const read = useMemo(() => readFilterText(text, dictionary ?? NOTHING), [text, dictionary])
  const problems = dictionary && !(isTyping && /[:：]$/u.test(text)) ? read.problems : []
  const apply = useRef<() => void>(undefined)
  useEffect(() => {
    apply.current = () => {
      const { sort, ...rest } = read.search
      onChange({ ...NO_FILTERS, ...rest, ...(search.sort === 'distance' && sort === undefined ? {} : { sort }) })
    }
  })
  useEffect(() => {
    if (!isTyping || !dictionary) return
    const timer = setTimeout(() => apply.current?.(), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text, isTyping, dictionary])
  const type = (next: string) => {
    setTyping(true)
    setText(next)
  }
  const leave = () => {
    if (isTyping && dictionary) apply.current?.()
    setTyping(false)
    // What was understood is written as the list understands it; what was not stays to be mended.
    if (read.problems.length === 0 && dictionary) setText(writeFilterText({ ...read.search }, dictionary))
  }
  return (
    <div className="filter-words">
      <Suggesting text={text} dictionary={dictionary} isTyping={isTyping} onType={type} onLeave={leave} boxRef={boxRef} problem={problems.join('；')} />
      {problems.length > 0 ? <p id="filter-problems" className="filter-problems" role="status">{problems.join('；')}</p> : null}
    </div>
  )
}

interface SuggestingProps {
  readonly text: string
  readonly dictionary: Dictionary | null
  readonly isTyping: boolean
  /** What was not understood; empty when all was. */
  readonly problem: string
  readonly onType: (text: string) => void
  readonly onLeave: () => void
  readonly boxRef: Ref<InputRef>
}

function Suggesting({ text, dictionary, isTyping, problem, onType, onLeave, boxRef }: SuggestingProps) {
  const [isOpen, setOpen] = useState(false)
  // Enter opens what the same key has just left.
  const [isFocused, setFocused] = useState(false)
  const options = useMemo(
    () => (dictionary && isOpen ? suggestionsFor(isTyping || text === '' ? text : `${text} `, dictionary) : []).map(({ text: value, label, hint }) => ({
      value, label: <span className="filter-choice"><span>{label}</span><span className="soft">{hint}</span></span>,
    })),
    [dictionary, isOpen, isTyping, text],
  )
  return (
    <AutoComplete className="filter-auto" value={text} options={options} open={isOpen && isFocused && options.length > 0} onOpenChange={setOpen} popupMatchSelectWidth={POPUP_WIDTH}
      showSearch={{ filterOption: false, onSearch: onType }} onSelect={onType} onFocus={() => setFocused(true)} onBlur={() => { setFocused(false); onLeave() }} defaultActiveFirstOption={false}
      popupRender={(menu) => <>{problem ? <p className="filter-popup-problems">{problem}</p> : null}{menu}</>}>
      <Input ref={boxRef} onKeyDown={leaveByKey} placeholder={PLACEHOLDER} aria-label="在列表里搜索" allowClear status={problem ? 'warning' : ''} {...(problem ? { 'aria-describedby': 'filter-problems' } : {})} />
    </AutoComplete>
  )
}

/** Enter and Esc give the keyboard back to the list; Enter on a suggestion takes that one first. */
function leaveByKey(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.nativeEvent.isComposing) return
  const isChoosing = /_\d+$/u.test(event.currentTarget.getAttribute('aria-activedescendant') ?? '')
  if (event.key === 'Escape' || (event.key === 'Enter' && !isChoosing)) event.currentTarget.blur()
}
