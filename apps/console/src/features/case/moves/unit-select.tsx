import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { unitsQuery } from '../../cases/queries.ts'

interface UnitSelectProps<V> {
  readonly value?: V
  readonly onChange?: (value: V) => void
  readonly id?: string
}

function useUnitOptions() {
  const units = useQuery(unitsQuery)
  return { loading: units.isLoading, options: (units.data?.units ?? []).map(({ id, name, kind }) => ({ value: id, label: name, title: kind })) }
}

/** One unit, found by its name. */
export function UnitSelect({ value, onChange, id }: UnitSelectProps<string>) {
  const { options, loading } = useUnitOptions()
  return <Select {...(id ? { id } : {})} showSearch={{ optionFilterProp: 'label' }} allowClear value={value ?? null} onChange={(next) => { if (next !== null) onChange?.(next) }} options={options} loading={loading} placeholder="选择单位，可输入名称" />
}

/** Several units. */
export function UnitsSelect({ value, onChange, id }: UnitSelectProps<string[]>) {
  const { options, loading } = useUnitOptions()
  return <Select {...(id ? { id } : {})} mode="multiple" showSearch={{ optionFilterProp: 'label' }} value={value ?? []} onChange={(next) => onChange?.(next)} options={options} loading={loading} placeholder="选择单位，可多选" />
}
