import { Select } from 'antd'
import { useState } from 'react'
import { RELATION_KINDS } from '@yihu/domain'
import type { RelationKindName } from '@yihu/domain'
import { useCan } from '../../app/session.ts'
import { AreaPicker } from '../areas/area-picker.tsx'
import { TakeOut } from './take-out.tsx'

const KINDS = Object.entries(RELATION_KINDS).map(([value, { label }]) => ({ value: value as RelationKindName, label })) // keys of a literal table

/** Relations have no list of their own: which of them go on a sheet is chosen here. */
export function RelationsOut() {
  const can = useCan()
  const [area, setArea] = useState<string>()
  const [kind, setKind] = useState<RelationKindName>()
  if (!can('person.read')) return null
  const what = ['关系表', area ? '所选区域' : '', KINDS.find(({ value }) => value === kind)?.label ?? '全部关系'].filter(Boolean).join('，')
  return (
    <section className="card">
      <h2>关系表</h2>
      <p className="soft">谁住哪里、在哪家单位、属于哪个党组织、谁联系谁。改过以后，可以在导入里照样导进来。</p>
      <div className="export-decide">
        <AreaPicker value={area} onChange={setArea} />
        <Select className="export-kind" aria-label="哪种关系" value={kind ?? null} onChange={(value: RelationKindName | null) => setKind(value ?? undefined)} allowClear placeholder="全部关系" options={KINDS} showSearch={{ optionFilterProp: 'label' }} />
        <TakeOut asked={{ register: { of: 'relation', ...(area ? { area } : {}), ...(kind ? { kind } : {}) } }} what={what} clear="person.reveal" label="导出关系表" />
      </div>
    </section>
  )
}
