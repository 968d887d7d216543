import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { listAreas } from '@yihu/contracts'
import { api } from '../../app/api.ts'

interface Props<V> {
  readonly value?: V
  readonly onChange?: (value: V) => void
  readonly id?: string
}

function useAreaOptions() {
  const areas = useQuery({
    queryKey: ['areas', 'scopes'],
    queryFn: async ({ signal }) => {
      const levels = ['district', 'street', 'community', 'grid'] as const
      const answers = await Promise.all(levels.map((level) => api.call(listAreas, { query: { level, limit: 1000 }, signal })))
      return answers.flatMap((answer) => answer.areas)
    },
  })
  return { loading: areas.isLoading, options: (areas.data ?? []).map(({ path, name, levelName }) => ({ value: path, label: `${name}（${levelName}）` })) }
}

/** Several areas that somebody is responsible for. */
export function AreasSelect({ value = [], onChange, id }: Props<string[]>) {
  const { loading, options } = useAreaOptions()
  return <Select {...(id ? { id } : {})} mode="multiple" value={value} onChange={(next) => onChange?.(next)} showSearch={{ optionFilterProp: 'label' }} loading={loading} placeholder="街道、社区或网格" options={options} />
}

/** One area, or none. */
export function AreaSelect({ value = null, onChange, id }: Props<string | null>) {
  const { loading, options } = useAreaOptions()
  return <Select {...(id ? { id } : {})} allowClear value={value} onChange={(next) => onChange?.(next ?? null)} showSearch={{ optionFilterProp: 'label' }} loading={loading} placeholder="不限区域" options={options} />
}
