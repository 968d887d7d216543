import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Table } from 'antd'
import { useState } from 'react'
import { CHECK_SUBJECTS } from '@yihu/contracts'
import type { ChecklistRow } from '@yihu/contracts'
import { Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { checklistsQuery } from './checks-queries.ts'
import { readChecksSearch } from './checks-search.ts'
import { Designer } from './designer.tsx'
import { NewChecklist } from './new-checklist.tsx'
import './checks.css'

/** 检查表: what is asked on the spot, written and published here. */
export function ChecksPage() {
  const can = useCan()
  const { at } = readChecksSearch(useSearch({ strict: false }))
  if (!can('check.read')) return <NoPermission what="检查表" />
  return at ? <Designer key={at} id={at} /> : <Lists />
}

function Lists() {
  const can = useCan()
  const navigate = useNavigate()
  const [isNew, setNew] = useState(false)
  const found = useQuery(checklistsQuery)
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>检查表</h1>{can('check.edit') ? <Button type="primary" onClick={() => setNew(true)}>新建检查表</Button> : null}</div>
      <p className="soft">网格员在手机上填的就是这里发布的那一版；查出的隐患各立一件案，整改、复查都在案件上。数字点开是清单。</p>
      <Table<ChecklistRow> rowKey="id" size="small" pagination={false} scroll={{ x: 900 }} dataSource={found.data.lists} locale={{ emptyText: '还没有检查表。点“新建检查表”开始。' }} columns={[
        { title: '检查表', render: (_, { id, name }) => <Link to="/checks" search={{ at: id }}>{name}</Link> },
        { title: '对象', width: 110, render: (_, { subject }) => CHECK_SUBJECTS[subject] },
        { title: '版本', width: 150, render: (_, row) => <Version row={row} /> },
        { title: '项', width: 60, align: 'right', render: (_, { items }) => items },
        { title: '填过', width: 80, align: 'right', render: (_, { id, sheets }) => (sheets > 0 ? <Link to="/checks/sheets" search={{ list: id }} aria-label={`填过 ${sheets} 张，看清单`}>{sheets}</Link> : 0) },
        { title: '未办完的隐患', width: 120, align: 'right', render: (_, { id, openDangers }) => (openDangers > 0 ? <Link to="/checks/dangers" search={{ list: id }} aria-label={`未办完的隐患 ${openDangers} 处，看清单`}>{openDangers}</Link> : 0) },
        { title: '最近一次', width: 120, render: (_, { lastFilledAt }) => (lastFilledAt ? <When at={lastFilledAt} /> : <span className="soft">没有填过</span>) },
        { title: '操作', width: 140, render: (_, { id, name }) => <Button size="small" href={`/api/v1/checks/lists/${id}/paper`} aria-label={`打印空白表：${name}`}>打印空白表</Button> },
      ]} />
      {isNew ? <NewChecklist onDone={(id) => void navigate({ to: '/checks', search: { at: id } })} onClose={() => setNew(false)} /> : null}
    </div>
  )
}

function Version({ row: { version, isActive, hasDraft } }: { readonly row: ChecklistRow }) {
  return (
    <>
      {version === 0 ? <span className="soft">○ 还没发布</span> : isActive ? <span className="tone-green">● 第 {version} 版</span> : <span className="soft">‖ 停用（第 {version} 版）</span>}
      {hasDraft ? <span className="tone-amber"> ◆ 有草稿</span> : null}
    </>
  )
}
