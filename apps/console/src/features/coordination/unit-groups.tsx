import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { UNIT_KINDS } from '@yihu/contracts'
import { kindName } from '../admin/unit-kind.ts'
import { unitsQuery } from '../cases/queries.ts'

interface UnitGroupsSelectProps {
  readonly value?: string[]
  readonly onChange?: (value: string[]) => void
  readonly id?: string
}

/** Units to call together, by name or a whole kind of them at once (社区、专营单位、党建联盟单位…). */
export function UnitGroupsSelect({ value = [], onChange, id }: UnitGroupsSelectProps) {
  const units = useQuery(unitsQuery)
  const groups = [...Map.groupBy(units.data?.units ?? [], ({ kind }) => kind)].toSorted(([a], [b]) => order(a) - order(b))
  const add = (ids: readonly string[]) => onChange?.([...new Set([...value, ...ids])])
  return (
    <>
      <Select {...(id ? { id } : {})} mode="multiple" showSearch={{ optionFilterProp: 'label' }} value={value} onChange={(next) => onChange?.(next)} loading={units.isLoading} placeholder="选择单位，可多选"
        options={groups.map(([kind, members]) => ({ label: kindName(kind), title: kindName(kind), options: members.map(({ id: unitId, name }) => ({ value: unitId, label: name })) }))} />
      <span className="unit-groups" role="group" aria-label="成组加入">
        {groups.map(([kind, members]) => <Button key={kind} size="small" onClick={() => add(members.map(({ id: unitId }) => unitId))}>+ 全部{kindName(kind)} {members.length}</Button>)}
        {value.length > 0 ? <Button size="small" type="text" onClick={() => onChange?.([])}>清空</Button> : null}
      </span>
    </>
  )
}

const kinds: readonly string[] = Object.keys(UNIT_KINDS)

function order(kind: string): number {
  const place = kinds.indexOf(kind)
  return place < 0 ? kinds.length : place
}
