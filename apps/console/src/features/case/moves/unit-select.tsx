import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { kindName } from '../../admin/unit-kind.ts'
import { unitsQuery } from '../../cases/queries.ts'
import { UnitLoadLine, useUnitLoads } from '../../dispatch-rules/unit-load.tsx'

interface UnitSelectProps<V> {
  readonly value?: V
  readonly onChange?: (value: V) => void
  readonly id?: string
}

function useUnitOptions(kinds?: readonly string[]) {
  const units = useQuery(unitsQuery)
  const fitting = (units.data?.units ?? []).filter(({ kind }) => !kinds || kinds.includes(kind))
  return { loading: units.isLoading, options: fitting.map(({ id, name, kind }) => ({ value: id, label: name, title: kindName(kind) })) }
}

interface UnitSelectOneProps extends UnitSelectProps<string> {
  /** Only units of these kinds. */
  readonly kinds?: readonly string[]
}

/** One unit, found by its name; dispatchers see what each has in hand. */
export function UnitSelect({ value, onChange, id, kinds }: UnitSelectOneProps) {
  const { options, loading } = useUnitOptions(kinds)
  const loads = useUnitLoads()
  return (
    <>
      <Select {...(id ? { id } : {})} showSearch={{ optionFilterProp: 'label' }} allowClear value={value ?? null} onChange={(next) => { if (next !== null) onChange?.(next) }} options={options} loading={loading} placeholder="选择单位，可输入名称"
        optionRender={(option) => <>{option.label}<UnitLoadLine load={loads.get(String(option.value))} /></>} />
      <UnitLoadLine load={value === undefined ? undefined : loads.get(value)} />
    </>
  )
}

/** Several units. */
export function UnitsSelect({ value, onChange, id }: UnitSelectProps<string[]>) {
  const { options, loading } = useUnitOptions()
  return <Select {...(id ? { id } : {})} mode="multiple" showSearch={{ optionFilterProp: 'label' }} value={value ?? []} onChange={(next) => onChange?.(next)} options={options} loading={loading} placeholder="选择单位，可多选" />
}
