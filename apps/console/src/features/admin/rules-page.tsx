import { useQuery } from '@tanstack/react-query'
import { Input, Table } from 'antd'
import { useState } from 'react'
import { listDutyRules } from '@yihu/contracts'
import type { AnswerOf } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, NoPermission } from '../../app/conditions.tsx'
import { focusableRows } from '../../app/focusable-rows.ts'
import { useCan } from '../../app/session.ts'

type Rule = AnswerOf<typeof listDutyRules>['rules'][number]

/** Who gets what, in plain words, and how often a rule was wrong. */
export function RulesPage() {
  const can = useCan()
  return can('duty.read') ? <Rules /> : <NoPermission what="派遣规则" />
}

function Rules() {
  const [words, setWords] = useState('')
  const rules = useQuery({ queryKey: ['rules'], queryFn: ({ signal }) => api.call(listDutyRules, { signal }) })
  if (rules.isError) return <Failed error={rules.error} retry={() => void rules.refetch()} />
  const asked = words.trim()
  const rows = (rules.data?.rules ?? []).filter(({ id, text, targetName, classPrefix }) => `${id} ${text} ${targetName} ${classPrefix}`.includes(asked))
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>派遣规则</h1><span className="soft">被退回多的规则该改；派遣时会显示用了哪一条</span>
        <Input.Search className="sheet-search" value={words} onChange={(event) => setWords(event.target.value)} placeholder="分类、单位、编号" aria-label="查找规则" allowClear />
      </div>
      <Table<Rule> rowKey="id" onRow={focusableRows} size="small" dataSource={rows} loading={rules.isPending} pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }} scroll={{ x: 720 }} sticky
        locale={{ emptyText: asked ? `没有含“${asked}”的规则` : '还没有派遣规则' }}
        columns={[
          { title: '规则', dataIndex: 'text', render: (text: string, { note }) => <>{text}{note ? <p className="soft rule-note">{note}</p> : null}</> },
          { title: '派给', dataIndex: 'targetName', width: 180 },
          { title: '方式', dataIndex: 'isAuto', width: 96, render: (isAuto: boolean) => (isAuto ? '自动派遣' : '建议') },
          { title: '用过', dataIndex: 'used', align: 'right', width: 72, sorter: (a, b) => a.used - b.used },
          { title: '被退回', dataIndex: 'returns', align: 'right', width: 88, sorter: (a, b) => a.returns - b.returns, render: (returns: number) => <span className={returns > 0 ? 'tone-red' : ''}>{returns}</span> },
        ]} />
    </div>
  )
}
