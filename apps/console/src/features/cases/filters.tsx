import { FilterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Badge, Button, Input, Popover, Select, TreeSelect } from 'antd'
import type { InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Ref } from 'react'
import { SOURCES } from '@yihu/contracts'
import { AreaPicker } from '../areas/area-picker.tsx'
import { classTree } from './class-tree.ts'
import { DUE_WORDS, filterCount } from './inbox-search.ts'
import type { InboxSearch } from './inbox-search.ts'
import { classesQuery } from './queries.ts'

interface FiltersProps {
  readonly search: InboxSearch
  /** Changes some filters; `undefined` drops one. */
  readonly onChange: (change: { [K in keyof InboxSearch]?: InboxSearch[K] | undefined }) => void
  readonly boxRef: Ref<InputRef>
}

/** Area, words and the rest in a fold; all of it lives in the address. */
export function Filters({ search, onChange, boxRef }: FiltersProps) {
  const { q: _words, ...rest } = search
  const count = filterCount(rest)
  return (
    <div className="filters" role="search" aria-label="筛选案件">
      <AreaPicker value={search.area} onChange={(area) => onChange({ area })} />
      <SearchWords value={search.q ?? ''} onSearch={(q) => onChange({ q: q || undefined })} boxRef={boxRef} />
      <Popover trigger="click" placement="bottomRight" content={<MoreFilters search={search} onChange={onChange} />}>
        <Badge count={count} size="small">
          <Button icon={<FilterOutlined />} aria-label={count > 0 ? `筛选，已用 ${count} 项` : '筛选'}>筛选</Button>
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

function MoreFilters({ search, onChange }: Omit<FiltersProps, 'boxRef'>) {
  const classes = useQuery(classesQuery)
  return (
    <div className="more-filters">
      <label htmlFor="filter-due">时限</label>
      <Select id="filter-due" allowClear placeholder="不限" value={search.due ?? null} onChange={(due) => onChange({ due: due ?? undefined })}
        options={Object.entries(DUE_WORDS).map(([value, label]) => ({ value: value as keyof typeof DUE_WORDS, label }))} // entries of a literal table
      />
      <label htmlFor="filter-class">分类</label>
      <TreeSelect id="filter-class" allowClear placeholder="不限" value={search.classCode ?? null} onChange={(classCode) => onChange({ classCode: classCode ?? undefined })}
        treeData={classTree(classes.data?.classes ?? [])} showSearch={{ treeNodeFilterProp: 'title' }} loading={classes.isLoading} />
      <label htmlFor="filter-source">来源</label>
      <Select id="filter-source" allowClear placeholder="不限" value={search.source ?? null} onChange={(source) => onChange({ source: source ?? undefined })}
        options={Object.entries(SOURCES).map(([value, label]) => ({ value: value as keyof typeof SOURCES, label }))} // entries of a literal table
      />
      <label htmlFor="filter-sort">排列</label>
      <Select id="filter-sort" value={search.sort ?? 'due'} onChange={(sort) => onChange({ sort: sort === 'newest' ? 'newest' : undefined })}
        options={[{ value: 'due', label: '先到期的在前' }, { value: 'newest', label: '新登记的在前' }]} />
      <Button onClick={() => onChange({ due: undefined, classCode: undefined, source: undefined, q: undefined, sort: undefined })}>清除筛选</Button>
    </div>
  )
}
