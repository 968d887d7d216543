import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm, Table } from 'antd'
import { useState } from 'react'
import { LEAVE_STATES, undoLeave } from '@yihu/contracts'
import type { LeaveRow, LeaveState } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading, textOf } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { GRID_KEY, leavesQuery } from './grid-queries.ts'
import { LeaveDialog } from './leave-dialog.tsx'
import { LeaveSpread } from './leave-spread.tsx'

const MARKS: Readonly<Record<LeaveState, readonly [tone: string, shape: string]>> = { planned: ['tone-amber', '△'], running: ['tone-green', '●'], over: ['soft', '○'], undone: ['soft', '‖'] }

/** Who is away and who takes over which buildings; what is lent ends by itself. */
export function Leaves() {
  const [isPlanning, setPlanning] = useState(false)
  const found = useQuery(leavesQuery)
  if (found.isPending) return <Loading rows={6} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  return (
    <>
      <div className="grid-routines-head">
        <p className="soft">网格员休假时，他的楼栋按负荷分给同社区的网格员，这几天里他们看得到、做得了；到期或撤销自动收回。交给别人之前，在「网络和挂包」里打印那个网格的交接单。</p>
        <Button type="primary" onClick={() => setPlanning(true)}>安排休假</Button>
      </div>
      <Table<LeaveRow> size="small" rowKey="id" scroll={{ x: 760 }} pagination={{ pageSize: 20, hideOnSinglePage: true }} dataSource={found.data.leaves} locale={{ emptyText: '还没有安排过。点“安排休假”先看看会怎样分。' }} expandable={{ expandedRowRender: (leave) => <LeaveSpread plan={leave} /> }} columns={[
        { title: '谁', width: 120, render: (_, { user }) => user.name },
        { title: '哪几天', width: 210, render: (_, { since, until }) => (since === until ? since : `${since} 至 ${until}`) },
        { title: '状态', width: 110, render: (_, { state }) => <span className={MARKS[state][0]}>{MARKS[state][1]} {LEAVE_STATES[state]}</span> },
        { title: '谁顶岗', render: (_, { pieces }) => [...new Set(pieces.map(({ to }) => to.name))].join('、') },
        { title: '安排的人', width: 170, render: (_, { by, at, undoneBy }) => <>{by}，<When at={at} />{undoneBy ? <span className="soft">，{undoneBy}撤销</span> : null}</> },
        { title: '操作', width: 80, render: (_, { id, state, user }) => (state === 'planned' || state === 'running' ? <Undo id={id} name={user.name} /> : null) },
      ]} />
      {isPlanning ? <LeaveDialog workers={found.data.workers} onClose={() => setPlanning(false)} /> : null}
    </>
  )
}

function Undo({ id, name }: { readonly id: string; readonly name: string }) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const undo = useMutation({
    mutationFn: () => api.call(undoLeave, { params: { id } }),
    onSuccess: () => void message.success('已撤销，借出的楼栋收回了'),
    onError: (error) => void message.error(textOf(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: [GRID_KEY] }),
  })
  return <Popconfirm title="撤销这次安排？" description="顶岗的人马上看不到这些楼栋；做过的记录都在。" okText="撤销" cancelText="不撤" onConfirm={() => undo.mutate()}><Button size="small" loading={undo.isPending} aria-label={`撤销${name}的休假安排`}>撤销</Button></Popconfirm>
}
