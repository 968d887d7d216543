import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Space, Table } from 'antd'
import { useState } from 'react'
import { actOnHeld, HELD_ACTS, HELD_LIMIT, listHeld } from '@yihu/contracts'
import type { HeldAct, HeldReport } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading, textOf } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { HeldDialog } from './held-dialog.tsx'

/** The reports of a heap; all are chosen at first. */
export function HeldReports({ heap }: { readonly heap: string }) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [left, setLeft] = useState<readonly string[]>([])
  const [asked, setAsked] = useState<HeldAct | null>(null)
  const found = useQuery({ queryKey: ['held', heap], queryFn: ({ signal }) => api.call(listHeld, { body: { heap }, signal }) })
  const act = useMutation({
    mutationFn: (body: { readonly ids: string[]; readonly act: HeldAct; readonly into?: string; readonly note?: string }) => api.call(actOnHeld, { body }),
    onSuccess: ({ decided, numbers }, { act: name }) => {
      void message.success(name === 'drop' ? `${decided} 件不受理，原因已告诉报事人` : `${decided} 件已受理：${numbers.slice(0, 3).join('、')}${numbers.length > 3 ? ' 等' : ''}`)
      setAsked(null)
      setLeft([])
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['held'] }),
  })
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { reports } = found.data
  const ids = reports.map(({ id }) => id).filter((id) => !left.includes(id))
  return (
    <>
      <Space wrap>
        <Button size="small" type="primary" disabled={ids.length === 0} loading={act.isPending} onClick={() => act.mutate({ ids, act: 'take' }, { onError: (error) => void message.error(textOf(error)) })}>{HELD_ACTS.take}</Button>
        <Button size="small" disabled={ids.length === 0} onClick={() => setAsked('join')}>{HELD_ACTS.join}</Button>
        <Button size="small" disabled={ids.length === 0} onClick={() => setAsked('drop')}>{HELD_ACTS.drop}</Button>
        <span className="soft">已选 {ids.length} 件{reports.length === HELD_LIMIT ? `，一次先办 ${HELD_LIMIT} 件` : ''}</span>
      </Space>
      <Table<HeldReport> rowKey="id" size="small" pagination={{ pageSize: 20, hideOnSinglePage: true }} dataSource={reports} rowSelection={{ selectedRowKeys: ids, onChange: (keys) => setLeft(reports.map(({ id }) => id).filter((id) => !keys.includes(id))), getCheckboxProps: ({ number }) => ({ 'aria-label': `选 ${number}` }) }} columns={[
        { title: '原话', render: (_, { text }) => text },
        { title: '哪里', width: 120, render: (_, { areaName }) => areaName },
        { title: '什么时候', width: 150, render: (_, { at }) => <When at={at} /> },
      ]} />
      {asked === 'join' || asked === 'drop' ? <HeldDialog act={asked} count={ids.length} isBusy={act.isPending} problem={act.isError ? textOf(act.error) : null} onDone={(more) => act.mutate({ ids, act: asked, ...more })} onClose={() => setAsked(null)} /> : null}
    </>
  )
}
