import { useQueries, useQuery } from '@tanstack/react-query'
import { Cascader } from 'antd'
import { useState } from 'react'
import { areasQuery } from '../cases/queries.ts'
import { areaOptions, chainOf } from './area-options.ts'

interface AreaPickerProps {
  /** The `path` of an area. */
  readonly value: string | undefined
  readonly onChange: (path: string | undefined) => void
}

/** Street ▸ community ▸ grid: each level is fetched when it is opened. */
export function AreaPicker({ value, onChange }: AreaPickerProps) {
  const [opened, setOpened] = useState<readonly string[]>([])
  const tops = useQuery(areasQuery(undefined))
  const parents = [...new Set([...opened])]
  const below = useQueries({ queries: parents.map((code) => areasQuery(code)) })
  const known = [...(tops.data?.areas ?? []), ...below.flatMap(({ data }) => data?.areas ?? [])]
  const options = areaOptions(known)
  return (
    <Cascader
      className="area-picker"
      aria-label="区域"
      options={options}
      value={value ? chainOf(value, known) : []}
      placeholder="全部区域"
      changeOnSelect
      allowClear
      loadData={(chosen) => {
        const code = chosen.at(-1)?.code
        if (code) setOpened((codes) => [...codes, code])
      }}
      onChange={(chain) => onChange(chain?.at(-1))}
      displayRender={(labels) => labels.slice(-2).join(' ▸ ')}
    />
  )
}
