import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select, Tag } from 'antd'
import { DEVICE_HEALTH } from '@yihu/contracts'
import type { DeviceHealth } from '@yihu/contracts'
import { AreaPicker } from '../areas/area-picker.tsx'
import { productsQuery } from './device-queries.ts'
import type { DeviceSearch } from './device-search.ts'
import { HEALTH_MARKS, HEALTHS } from './health.tsx'

interface DeviceFiltersProps {
  readonly search: DeviceSearch
  readonly counts: Readonly<Record<DeviceHealth, number>> | undefined
  readonly words: string
  readonly onWords: (words: string) => void
  readonly onChange: (next: Partial<Record<keyof DeviceSearch, string | undefined>>) => void
}

/** Words, product, area; and how they are, each with the number of the list it opens. */
export function DeviceFilters({ search, counts, words, onWords, onChange }: DeviceFiltersProps) {
  const products = useQuery(productsQuery)
  return (
    <>
      <div className="filters">
        <Input id="device-words" className="filter-words" value={words} onChange={(event) => onWords(event.target.value)} placeholder="编号、名称、地址或负责人" aria-label="查找设备" allowClear />
        <AreaPicker value={search.area} onChange={(area) => onChange({ area })} />
        <Select className="device-product" aria-label="产品" value={search.product ?? null} onChange={(product: string | null) => onChange({ product: product ?? undefined })} allowClear placeholder="全部产品" showSearch={{ optionFilterProp: 'label' }}
          loading={products.isPending} options={(products.data?.products ?? []).map(({ id, name }) => ({ value: id, label: name }))} />
        {search.kind ? <Tag closable onClose={() => onChange({ kind: undefined })}>类别：{search.kind}</Tag> : null}
      </div>
      <div className="device-states" role="group" aria-label="状况">
        <StateButton isHere={search.health === undefined} onPress={() => onChange({ health: undefined })}>全部{counts ? ` ${Object.values(counts).reduce((sum, count) => sum + count, 0)}` : ''}</StateButton>
        {HEALTHS.map((health) => (
          <StateButton key={health} isHere={search.health === health} onPress={() => onChange({ health })}>
            <span aria-hidden="true" className={search.health === health ? '' : `tone-${HEALTH_MARKS[health].tone}`}>{HEALTH_MARKS[health].shape}</span> {DEVICE_HEALTH[health]}{counts ? ` ${counts[health]}` : ''}
          </StateButton>
        ))}
      </div>
    </>
  )
}

function StateButton({ isHere, onPress, children }: { readonly isHere: boolean; readonly onPress: () => void; readonly children: React.ReactNode }) {
  return <Button size="small" type={isHere ? 'primary' : 'text'} aria-pressed={isHere} onClick={onPress}>{children}</Button>
}
