import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input, Table } from 'antd'
import { useState } from 'react'
import type { DeliberationRow } from '@yihu/contracts'
import { DELIBERATION_STEPS } from '@yihu/domain'
import { Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { AreaPicker } from '../areas/area-picker.tsx'
import { useSettled } from '../intake/class-suggestions.tsx'
import { deliberationsQuery } from './deliberation-queries.ts'
import { readDeliberationSearch } from './deliberation-search.ts'
import type { DeliberationSearch } from './deliberation-search.ts'
import { HallsDialog } from './halls-dialog.tsx'
import { ProposalDialog } from './proposal-dialog.tsx'
import { StateMark } from './state-mark.tsx'
import './deliberation.css'

/** 五步议事: what residents propose, and how far each is. */
export function DeliberationsPage() {
  const can = useCan()
  return can('deliberation.read') ? <Deliberations /> : <NoPermission what="五步议事" />
}

function Deliberations() {
  const can = useCan()
  const navigate = useNavigate()
  const search = readDeliberationSearch(useSearch({ strict: false }))
  const [opened, setOpened] = useState<'new' | 'halls' | null>(null)
  const [words, setWords] = useState(search.q ?? '')
  const found = useInfiniteQuery(deliberationsQuery({ ...search, q: useSettled(words.trim(), 350) }))
  const change = (next: Partial<Record<keyof DeliberationSearch, string | number | undefined>>) => void navigate({ to: '/deliberations', search: (last) => readDeliberationSearch({ ...last, ...next }), replace: true })
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const [first] = found.data.pages
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>五步议事</h1>
        <AreaPicker value={search.area} onChange={(area) => change({ area })} />
        <Input className="sheet-search" value={words} onChange={(event) => setWords(event.target.value)} placeholder="编号、题目或内容" aria-label="查找提议" allowClear />
        <Button onClick={() => setOpened('halls')}>一厅一品</Button>
        {can('deliberation.write') ? <Button type="primary" onClick={() => setOpened('new')}>代居民提议</Button> : null}
      </div>
      <p className="soft">提事、定事、议事、办事、评事：居民在 i雪宫「议一议」里看得到每一步。共 {first?.total ?? 0} 件，<When at={first?.asOf ?? ''} /> 的情况。</p>
      <Steps search={search} counts={first?.counts ?? {}} total={first?.total ?? 0} onChange={(step) => change({ step })} />
      <Rows rows={found.data.pages.flatMap((page) => page.deliberations)} />
      {found.hasNextPage ? <Button block type="link" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>更多提议</Button> : null}
      {opened === 'new' ? <ProposalDialog onClose={() => setOpened(null)} onDone={(id) => void navigate({ to: '/deliberations/$id', params: { id } })} /> : null}
      {opened === 'halls' ? <HallsDialog onClose={() => setOpened(null)} /> : null}
    </div>
  )
}

interface StepsProps {
  readonly search: DeliberationSearch
  readonly counts: Readonly<Record<string, number>>
  readonly total: number
  readonly onChange: (step: number | undefined) => void
}

function Steps({ search, counts, total, onChange }: StepsProps) {
  const choices = [[undefined, '全部', total] as const, ...DELIBERATION_STEPS.map((name, at) => [at + 1, name, counts[String(at + 1)] ?? 0] as const)]
  return (
    <div className="del-steps" role="group" aria-label="步骤">
      {choices.map(([step, label, count]) => <Button key={label} size="small" type={search.step === step ? 'primary' : 'text'} aria-pressed={search.step === step} onClick={() => onChange(step)}>{label} {count}</Button>)}
    </div>
  )
}

function Rows({ rows }: { readonly rows: readonly DeliberationRow[] }) {
  return (
    <Table<DeliberationRow> rowKey="id" size="small" pagination={false} scroll={{ x: 1000 }} dataSource={rows} locale={{ emptyText: '没有这样的提议。居民在「议一议」里提，也可以点“代居民提议”。' }} columns={[
      { title: '提议', render: (_, { id, title }) => <Link to="/deliberations/$id" params={{ id }}>{title}</Link> },
      { title: '编号', width: 120, render: (_, { number }) => number },
      { title: '社区', width: 120, render: (_, { areaName }) => areaName },
      { title: '走到', width: 190, render: (_, row) => <><span className="soft">{row.stepName}</span> <StateMark row={row} /></> },
      { title: '支持', width: 70, align: 'right', render: (_, { supports }) => supports },
      { title: '下一步', width: 160, render: (_, { nextAct }) => nextAct },
      { title: '提出', width: 120, render: (_, { at }) => <When at={at} /> },
    ]} />
  )
}
