import { useQuery } from '@tanstack/react-query'
import { Button, Table } from 'antd'
import { useState } from 'react'
import { listDistrictCalls, listUnitScores } from '@yihu/contracts'
import type { DistrictCall, UnitScore } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { ScoreDialog } from './score-dialog.tsx'

/** How the street scored the answers of the district's units, and the answered calls it may still score. */
export function UnitScores({ isHeld }: { readonly isHeld: boolean }) {
  const can = useCan()
  const [scored, setScored] = useState<DistrictCall | null>(null)
  const scores = useQuery({ queryKey: ['powers', 'scores'], queryFn: ({ signal }) => api.call(listUnitScores, { query: {}, signal }) })
  const calls = useQuery({ queryKey: ['coordination', 'calls', 'scoring'], queryFn: ({ signal }) => api.call(listDistrictCalls, { query: {}, signal }), enabled: can('power.score') })
  if (scores.isError) return <p className="tone-red" role="alert">{textOf(scores.error)}</p>
  const given = scores.data?.scores ?? []
  const known = new Set(given.map(({ callId }) => callId))
  const open = (calls.data?.calls ?? []).filter((call) => call.answer && !known.has(call.id))
  return (
    <>
      {can('power.score') ? (
        <section className="card" aria-label="待评分的应答">
          <h2>待评分的应答（近 90 天）</h2>
          {isHeld ? null : <p className="tone-amber">“考核评价权”还没有登记或不在有效期，现在不能评分。</p>}
          <Table<DistrictCall> rowKey="id" size="small" dataSource={open} loading={calls.isPending} pagination={{ pageSize: 10, hideOnSinglePage: true }} scroll={{ x: 640 }}
            locale={{ emptyText: '没有等待评分的应答' }}
            columns={[
              { title: '部门', key: 'unit', render: (_value, { unit }) => unit.name },
              { title: '事项', key: 'case', render: (_value, { number, title }) => `${number} ${title}` },
              { title: '应答', key: 'answer', render: (_value, { state, isLate, answer }) => `${state === 'agreed' ? '承接' : '不承接'}${isLate ? '（超时）' : ''}：${answer?.note ?? ''}` },
              { title: '操作', key: 'do', render: (_value, call) => <Button type="link" size="small" disabled={!isHeld} onClick={() => setScored(call)}>评分</Button> },
            ]} />
        </section>
      ) : null}
      <section className="card" aria-label="已评分">
        <h2>已评分（近 90 天）{scores.data ? <span className="soft"> <When at={scores.data.asOf} /> 的情况</span> : null}</h2>
        {(scores.data?.units ?? []).length > 0 ? <p>{scores.data?.units.map(({ unit, count, mean }) => `${unit.name} ${mean} 分（${count} 件）`).join('；')}</p> : null}
        <Table<UnitScore> rowKey="callId" size="small" dataSource={given} loading={scores.isPending} pagination={{ pageSize: 20, hideOnSinglePage: true }} scroll={{ x: 640 }}
          locale={{ emptyText: '还没有评分' }}
          columns={[
            { title: '部门', key: 'unit', render: (_value, { unit }) => unit.name },
            { title: '分数', dataIndex: 'score', render: (score: number) => <span aria-label={`${score} 分`}>{'★'.repeat(score)}{'☆'.repeat(5 - score)}</span> },
            { title: '理由', dataIndex: 'note' },
            { title: '案件', dataIndex: 'caseNumber' },
            { title: '评分人', key: 'by', render: (_value, { by, at }) => <>{by}，<When at={at} /></> },
          ]} />
      </section>
      {scored ? <ScoreDialog call={scored} onClose={() => setScored(null)} /> : null}
    </>
  )
}
