import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { REGISTERS } from '@yihu/domain'
import type { Register } from '@yihu/domain'
import { textOf } from '../../app/conditions.tsx'
import { AreaPicker } from '../areas/area-picker.tsx'
import { useSettled } from '../intake/class-suggestions.tsx'
import { LISTS } from './register-lists.ts'
import type { RegisterLine } from './register-lists.ts'

/** An entry that was found: its id, what it is called, and where it belongs. */
export interface Found {
  readonly id: string
  readonly label: string
  readonly areaPath: string
}

interface EntryFindProps {
  readonly register: Register
  readonly id?: string
  readonly value?: Found | undefined
  readonly onChange?: (found: Found | undefined) => void
  /** Not to be found: the entry one stands on. */
  readonly except?: string
  /** Where one begins to look. */
  readonly area?: string | undefined
  /** Only households of this house: there is no place to be chosen. */
  readonly house?: string | undefined
}

const MOST = 50
const SETTLED_MS = 350

/** Finds one entry of a register, by what its list can be asked for; a place narrows what has an address. */
export function EntryFind({ register, id, value, onChange, except, area: from, house }: EntryFindProps) {
  const [words, setWords] = useState('')
  const [chosenArea, setArea] = useState<string>()
  const area = chosenArea ?? from
  const q = useSettled(words.trim(), SETTLED_MS)
  const { find, read } = LISTS[register]
  const hasPlace = house === undefined && (register === 'house' || register === 'household')
  // Of people and organisations nobody looks through a list: they are asked for by name.
  const isAsked = find === null || (hasPlace && area !== undefined) || q !== ''
  const found = useQuery({
    queryKey: ['registers', register, 'find', area ?? null, house ?? null, find === null ? '' : q],
    queryFn: ({ signal }) => read({ limit: MOST, ...(hasPlace && area ? { area } : {}), ...(house ? { house } : {}), ...(find === null || q === '' ? {} : { q }) }, signal), enabled: isAsked,
  })
  const lines = (found.data?.lines ?? []).filter((line) => line.id !== except)
  const options = lines.map((line) => ({ value: line.id, label: labelOf(register, line) }))
  if (value && !options.some((option) => option.value === value.id)) options.unshift({ value: value.id, label: value.label })
  return (
    <div className="entry-find">
      {hasPlace ? <AreaPicker value={area} onChange={setArea} none="先选楼栋" /> : null}
      <Select {...(id === undefined ? {} : { id })} aria-label={`查找${REGISTERS[register]}`} allowClear placeholder={find ?? '户主或住处'} value={value?.id ?? null} options={options} loading={found.isFetching}
        showSearch={find === null ? { optionFilterProp: 'label' } : { filterOption: false, onSearch: setWords }}
        notFoundContent={found.isError ? textOf(found.error) : isAsked && !found.isFetching ? `没有找到${REGISTERS[register]}` : '写几个字查找'}
        onChange={(next: string | null) => { const line = lines.find((one) => one.id === next); onChange?.(line ? { id: line.id, label: labelOf(register, line), areaPath: line.areaPath } : undefined) }} />
    </div>
  )
}

/** What tells it from the others: of two people of one name also the telephone, masked. */
const TELLING: Readonly<Partial<Record<Register, readonly number[]>>> = { person: [0, 1, 2, 5] }

function labelOf(register: Register, { cells }: RegisterLine): string {
  return (TELLING[register] ?? [0, 1, 2]).map((at) => cells[at]).filter(Boolean).join(' · ')
}
