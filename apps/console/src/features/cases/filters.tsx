import { FilterOutlined } from '@ant-design/icons'
import { Badge, Button, Input, Popover } from 'antd'
import type { InputRef } from 'antd'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { Ref } from 'react'
import type { Desk } from '@yihu/contracts'
import { filterCount } from './inbox-search.ts'
import type { InboxSearch } from './inbox-search.ts'
import type { ChangeSearch } from './more-filters.tsx'

const AreaPicker = lazy(async () => ({ default: (await import('../areas/area-picker.tsx')).AreaPicker }))
const MoreFilters = lazy(async () => ({ default: (await import('./more-filters.tsx')).MoreFilters }))

interface FiltersProps {
  readonly desk: Desk
  readonly search: InboxSearch
  readonly onChange: ChangeSearch
  readonly boxRef: Ref<InputRef>
}

/** Area, words and the rest in a fold; all of it lives in the address. */
export function Filters({ desk, search, onChange, boxRef }: FiltersProps) {
  const [isOpen, setOpen] = useState(false)
  const { q: _words, ...rest } = search
  const count = filterCount(rest) + (search.sort ? 1 : 0)
  return (
    <div className="filters" role="search" aria-label="筛选案件">
      <Suspense fallback={<span className="area-picker" aria-busy="true" />}><AreaPicker value={search.area} onChange={(area) => onChange({ area })} /></Suspense>
      <SearchWords value={search.q ?? ''} onSearch={(q) => onChange({ q: q || undefined })} boxRef={boxRef} />
      <Popover trigger="click" placement="bottomRight" open={isOpen} onOpenChange={setOpen}
        content={<Suspense fallback={<div className="more-filters" aria-busy="true" />}><MoreFilters desk={desk} search={search} onChange={onChange} /></Suspense>}>
        <Badge count={count} size="small">
          <Button icon={<FilterOutlined />} aria-expanded={isOpen} aria-label={count > 0 ? `筛选，已用 ${count} 项` : '筛选'}>筛选</Button>
        </Badge>
      </Popover>
    </div>
  )
}

const TYPING_MS = 350

function SearchWords({ value, onSearch, boxRef }: { readonly value: string; readonly onSearch: (text: string) => void; readonly boxRef: Ref<InputRef> }) {
  const [text, setText] = useState(value)
  const [last, setLast] = useState(value)
  if (last !== value) {
    setLast(value)
    setText(value)
  }
  const search = useRef(onSearch)
  useEffect(() => {
    search.current = onSearch
  })
  useEffect(() => {
    if (text.trim() === value) return
    const timer = setTimeout(() => search.current(text.trim()), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text, value])
  return <Input ref={boxRef} className="filter-words" value={text} onChange={(event) => setText(event.target.value)} placeholder="编号、标题、地址" aria-label="在列表里搜索" allowClear />
}
