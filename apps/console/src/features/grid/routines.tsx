import { useQuery } from '@tanstack/react-query'
import { Button, Table } from 'antd'
import { useState } from 'react'
import type { RoutineRow } from '@yihu/contracts'
import { RHYTHMS, VISIT_ACTS } from '@yihu/domain'
import { Failed, Loading } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { routinesQuery } from './grid-queries.ts'
import { RoutineDialog } from './routine-dialog.tsx'

/** What the street asks of its grids, as shipped or as it decided, and its campaigns. */
export function Routines() {
  const can = useCan()
  const [edited, setEdited] = useState<RoutineRow | 'routine' | 'campaign' | null>(null)
  const found = useQuery(routinesQuery)
  if (found.isPending) return <Loading rows={8} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const isEditable = can('grid.routine')
  return (
    <>
      <div className="grid-routines-head">
        <p className="soft">五必是每日必巡、每周必巡、每月必访、每季必谈、每年必评；专项有开始和结束，每处做一次。看谁、怎样做，街道自己定。</p>
        {isEditable ? <span className="grid-buttons"><Button onClick={() => setEdited('campaign')}>开一个专项</Button><Button onClick={() => setEdited('routine')}>加一项</Button></span> : null}
      </div>
      <Table<RoutineRow> size="small" rowKey="id" scroll={{ x: 900 }} pagination={false} dataSource={found.data.routines} columns={[
        { title: '名称', width: 160, render: (_, { form }) => form.name },
        { title: '多久一次', width: 110, render: (_, { form }) => RHYTHMS[form.rhythm] },
        { title: '做什么，看谁', render: (_, { form, of }) => <>{VISIT_ACTS[form.act]}：{of}<p className="soft">{form.how}</p></> },
        { title: '现在', width: 190, render: (_, { form, window }) => (!form.isActive ? <span className="soft">‖ 停用</span> : window ? <span className="tone-green">● {window.from} 至 {window.to}</span> : <span className="soft">○ 不在期里</span>) },
        { title: '改动', width: 130, render: (_, { changedBy, changedAt }) => (changedAt ? <>{changedBy}，<When at={changedAt} /></> : <span className="soft">出厂设置</span>) },
        ...(isEditable ? [{ title: '操作', width: 80, render: (_: unknown, row: RoutineRow) => <Button size="small" aria-label={`修改${row.form.name}`} onClick={() => setEdited(row)}>修改</Button> }] : []),
      ]} />
      {edited ? <RoutineDialog routine={typeof edited === 'string' ? null : edited} isCampaign={edited === 'campaign'} onClose={() => setEdited(null)} /> : null}
    </>
  )
}
