import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { AutoComplete } from 'antd'
import { suggestAddresses } from '@yihu/contracts'
import type { AddressHint } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { useSettled } from './class-suggestions.tsx'

const TYPING_MS = 150

interface AddressInputProps {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (value: string) => void
  readonly onPick: (hint: AddressHint) => void
}

/** An address, completed from the area tree while it is heard: ↓ and Enter take one, with its place on the map. */
export function AddressInput({ id, value = '', onChange, onPick }: AddressInputProps) {
  const asked = useSettled(value.trim(), TYPING_MS)
  const found = useQuery({
    queryKey: ['addresses', asked],
    queryFn: ({ signal }) => api.call(suggestAddresses, { query: { q: asked }, signal }),
    enabled: asked.length >= 2,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })
  const hints = asked.length >= 2 ? (found.data?.addresses ?? []) : []
  const options = hints.map((hint) => ({
    value: hint.text,
    label: <span className="address-hint"><span>{hint.text}{hint.confidence < 1 ? <span className="tone-amber"> 可能是</span> : null}</span><span className="soft">{hint.areaName}</span></span>,
  }))
  return (
    <AutoComplete {...(id ? { id } : {})} value={value} onChange={(next: string) => onChange?.(next)} options={options} showSearch={{ filterOption: false }} maxLength={200}
      placeholder="小区、楼号或路口，↓ Enter 选用" onSelect={(text: string) => {
        const hint = hints.find((one) => one.text === text)
        if (hint) onPick(hint)
      }} />
  )
}
