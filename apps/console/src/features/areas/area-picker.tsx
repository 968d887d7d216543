import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { Cascader } from 'antd'
import { useState } from 'react'
import type { AreaRow } from '@yihu/contracts'
import { areasQuery } from '../cases/queries.ts'
import { areaOptions, chainOf } from './area-options.ts'

interface AreaPickerProps {
  /** The `path` of an area. */
  readonly value: string | undefined
  readonly onChange: (path: string | undefined) => void
  /** What no choice means. */
  readonly none?: string
}

/** Street ▸ community ▸ grid: each level is fetched when it is opened. */
export function AreaPicker({ value, onChange, none = '全部区域' }: AreaPickerProps) {
  const queries = useQueryClient()
  const [opened, setOpened] = useState<readonly string[]>([])
  const tops = useQuery(areasQuery(undefined))
  const above = useQuery({ queryKey: ['areas', 'above', value ?? null], queryFn: () => walkTo(queries, value ?? ''), enabled: value !== undefined, staleTime: Infinity })
  const below = useQueries({ queries: opened.map((code) => areasQuery(code)) })
  const known = [...(tops.data?.areas ?? []), ...(above.data ?? []), ...below.flatMap(({ data }) => data?.areas ?? [])]
  return (
    <Cascader
      className="area-picker"
      aria-label="区域"
      options={areaOptions(known)}
      // A chain whose names are still on their way would show as codes.
      value={value && known.some(({ path }) => path === value) ? chainOf(value, known) : []}
      placeholder={value ? '正在查找…' : none}
      changeOnSelect
      allowClear
      loadData={(chosen) => {
        const code = chosen.at(-1)?.code
        if (code) setOpened((codes) => [...new Set([...codes, code])])
      }}
      onChange={(chain) => onChange(chain?.at(-1))}
      displayRender={(labels) => labels.slice(-2).join(' ▸ ')}
    />
  )
}

/** Every area on the way down to a path that came with the address, with its neighbours. */
async function walkTo(queries: QueryClient, path: string): Promise<AreaRow[]> {
  const seen: AreaRow[] = []
  let level = (await queries.ensureQueryData(areasQuery(undefined))).areas
  for (;;) {
    seen.push(...level)
    const next = level.find((area) => path.startsWith(`${area.path}.`))
    if (!next) return seen
    level = (await queries.ensureQueryData(areasQuery(next.code))).areas
  }
}
