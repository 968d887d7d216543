import { FilterOutlined } from '@ant-design/icons'
import { Badge, Button, Popover } from 'antd'
import type { InputRef } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { Ref } from 'react'
import { useCan } from '../../app/session.ts'
import { FilterBox } from './filter-box.tsx'
import { filterCount } from './inbox-search.ts'
import type { InboxSearch, ListName } from './inbox-search.ts'
import type { ChangeSearch } from './more-filters.tsx'

const AreaPicker = lazy(async () => ({ default: (await import('../areas/area-picker.tsx')).AreaPicker }))
const ExportButton = lazy(async () => ({ default: (await import('../exports/export-button.tsx')).ExportButton }))
const MoreFilters = lazy(async () => ({ default: (await import('./more-filters.tsx')).MoreFilters }))

interface FiltersProps {
  readonly desk: ListName
  readonly search: InboxSearch
  readonly onChange: ChangeSearch
  readonly boxRef: Ref<InputRef>
}

/** Area, words and the rest in a fold; all of it but the words lives in the address. */
export function Filters({ desk, search, onChange, boxRef }: FiltersProps) {
  const can = useCan()
  const [isOpen, setOpen] = useState(false)
  const { q: _words, ...rest } = search
  const count = filterCount(rest) + (search.sort ? 1 : 0)
  return (
    <div className="filters" role="search" aria-label="筛选案件">
      <Suspense fallback={<span className="area-picker" aria-busy="true" />}><AreaPicker value={search.area} onChange={(area) => onChange({ area })} /></Suspense>
      <FilterBox search={search} onChange={onChange} boxRef={boxRef} />
      <Popover trigger="click" placement="bottomRight" open={isOpen} onOpenChange={setOpen}
        content={<Suspense fallback={<div className="more-filters" aria-busy="true" />}><MoreFilters desk={desk} search={search} onChange={onChange} /></Suspense>}>
        <Badge count={count} size="small">
          <Button icon={<FilterOutlined />} aria-expanded={isOpen} aria-label={count > 0 ? `筛选，已用 ${count} 项` : '筛选'}>筛选</Button>
        </Badge>
      </Popover>
      {can('export.make') ? <Suspense><ExportButton list={desk} search={search} /></Suspense> : null}
    </div>
  )
}
