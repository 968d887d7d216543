import { AutoComplete, Input } from 'antd'
import type { InputRef } from 'antd'
import { useMemo, useState } from 'react'
import type { KeyboardEvent, Ref } from 'react'
import { suggestionsFor } from './filter-suggest.ts'
import type { Dictionary } from './filter-words.ts'
import type { InboxSearch } from './inbox-search.ts'
import type { ChangeSearch } from './more-filters.tsx'
import { useFilterText } from './use-filter-text.ts'

const POPUP_WIDTH = Math.min(420, globalThis.innerWidth - 24)
const PLACEHOLDER = '编号、地址，或 状态:处置 超期'
interface FilterBoxProps {
  readonly search: InboxSearch
  readonly onChange: ChangeSearch
  readonly boxRef: Ref<InputRef>
}

/** One box for all filters: they stand in it as a text, whoever set them, and what is typed there becomes filters. */
export function FilterBox({ search, onChange, boxRef }: FilterBoxProps) {
  const { text, dictionary, problem, isTyping, enter, type, leave } = useFilterText(search, onChange)
  return (
    <div className="filter-words">
      <Suggesting text={text} dictionary={dictionary} isTyping={isTyping} onType={type} onEnter={enter} onLeave={leave} boxRef={boxRef} problem={problem} />
      {problem ? <p id="filter-problems" className="filter-problems" role="status">{problem}</p> : null}
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
  readonly onEnter: () => void
  readonly onLeave: () => void
  readonly boxRef: Ref<InputRef>
}

function Suggesting({ text, dictionary, isTyping, problem, onType, onEnter, onLeave, boxRef }: SuggestingProps) {
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
      showSearch={{ filterOption: false, onSearch: onType }} onSelect={onType} onFocus={() => { setFocused(true); onEnter() }} onBlur={() => { setFocused(false); onLeave() }} defaultActiveFirstOption={false}
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
