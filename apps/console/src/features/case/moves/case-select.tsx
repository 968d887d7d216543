import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { listCases } from '@yihu/contracts'
import { api } from '../../../app/api.ts'
import { duplicatesQuery } from '../../cases/queries.ts'

interface CaseSelectProps {
  readonly value?: string
  readonly onChange?: (value: string) => void
  readonly id?: string
  readonly caseId: string
}

/** Another case: the likely duplicates first, any other by number or words. */
export function CaseSelect({ value, onChange, id, caseId }: CaseSelectProps) {
  const [text, setText] = useState('')
  const asked = useDeferredValue(text.trim())
  const likely = useQuery(duplicatesQuery(caseId))
  const found = useQuery({
    queryKey: ['cases', 'command', asked],
    queryFn: ({ signal }) => api.call(listCases, { query: { q: asked, limit: 8, sort: 'newest' }, signal }),
    enabled: asked.length >= 2,
  })
  const suggested = (likely.data?.duplicates ?? []).map((one) => one.case)
  const rows = [...new Map([...suggested, ...(asked.length >= 2 ? (found.data?.cases ?? []) : [])].map((row) => [row.id, row])).values()]
  const options = rows.filter((row) => row.id !== caseId).map((row) => ({ value: row.id, label: `${row.number} ${row.title}（${row.stateLabel}）` }))
  return (
    <Select {...(id ? { id } : {})} value={value ?? null} onChange={(next) => { if (next !== null) onChange?.(next) }} options={options} loading={found.isLoading && asked.length >= 2}
      showSearch={{ optionFilterProp: 'label', onSearch: setText }} placeholder="选择相似案件，或输入编号查找" />
  )
}
