import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm, Space, Table } from 'antd'
import { useState } from 'react'
import { dropRound } from '@yihu/contracts'
import type { AnswerOf, listRounds, RoundRow } from '@yihu/contracts'
import { weekdaysText } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { Failed, Loading, textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { GRID_KEY, roundsQuery } from './grid-queries.ts'
import { RoundDialog } from './round-dialog.tsx'

type Place = AnswerOf<typeof listRounds>['places'][number]

/** Who walks which place when, and which places were not walked in the hours that were planned. */
export function Rounds({ area }: { readonly area: string | undefined }) {
  const can = useCan()
  const [edited, setEdited] = useState<RoundRow | 'new' | null>(null)
  const found = useQuery(roundsQuery(area))
  if (found.isPending) return <Loading rows={8} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { rounds, places, people, since, until, asOf } = found.data
  const mayPlan = can('grid.leave')
  return (
    <>
      <div className="grid-routines-head">
        <p className="soft">谁在星期几、几点走哪里，手机的「今天」里看得到；休假时由顶岗的人走。工地的早踏早查可以配一张检查表。</p>
        {mayPlan ? <Button type="primary" onClick={() => setEdited('new')}>排一个班次</Button> : null}
      </div>
      <Table<RoundRow> size="small" rowKey="id" scroll={{ x: 820 }} pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }} dataSource={rounds} locale={{ emptyText: mayPlan ? '还没有排过班次。点“排一个班次”开始。' : '还没有排过班次。' }} columns={[
        { title: '哪里', render: (_, { areaName }) => areaName },
        { title: '名称', width: 150, render: (_, { form, isEvening }) => <>{form.name}{isEvening ? <span className="soft">　☾ 晚上</span> : null}</> },
        { title: '什么时候', width: 230, render: (_, { form }) => `${weekdaysText(form.weekdays)} ${form.from}–${form.to}${form.ends ? `，到 ${form.ends}` : ''}` },
        { title: '谁走', width: 100, render: (_, { userName }) => userName },
        ...(mayPlan ? [{ title: '操作', width: 140, render: (_: unknown, row: RoundRow) => <Space size={4}><Button size="small" aria-label={`修改${row.areaName}的${row.form.name}`} onClick={() => setEdited(row)}>改</Button><Drop row={row} /></Space> }] : []),
      ]} />
      <Walked places={places} since={since} until={until} />
      <p className="list-end">截至 <When at={asOf} />。只说地方：当时前后一小时里那里有走访、巡查或检查的记录就算走到，不管是谁记的。</p>
      {edited ? <RoundDialog round={edited === 'new' ? null : edited} people={people} onClose={() => setEdited(null)} /> : null}
    </>
  )
}

/** Places, those with most left out first. */
function Walked({ places, since, until }: { readonly places: readonly Place[]; readonly since: string; readonly until: string }) {
  if (places.every(({ planned }) => planned === 0)) return null
  const sorted = places.toSorted((a, b) => b.planned - b.walked - (a.planned - a.walked) || (a.path < b.path ? -1 : 1))
  return (
    <section aria-label="走到了没有">
      <h2>走到了没有（{since} 至 {until}）</h2>
      <Table<Place> size="small" rowKey="path" scroll={{ x: 560 }} pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }} dataSource={sorted} columns={[
        { title: '哪里', render: (_, { name }) => name },
        { title: '排了', width: 80, align: 'right', render: (_, { planned }) => planned },
        { title: '有记录', width: 130, align: 'right', render: (_, { planned, walked }) => <span className={walked === planned ? 'tone-green' : walked === 0 ? 'tone-red' : 'tone-amber'}>{walked === planned ? '●' : walked === 0 ? '▲' : '◆'} {walked}</span> },
        { title: '其中晚上', width: 110, align: 'right', render: (_, { evenings, walkedEvenings }) => (evenings === 0 ? '—' : `${walkedEvenings} / ${evenings}`) },
      ]} />
    </section>
  )
}

function Drop({ row: { id, version, areaName, form: { name } } }: { readonly row: RoundRow }) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const drop = useMutation({
    mutationFn: () => api.call(dropRound, { params: { id }, query: { version } }),
    onSuccess: () => void message.success('已取消，手机上不再出现'),
    onError: (error) => void message.error(textOf(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: [GRID_KEY] }),
  })
  return <Popconfirm title="取消这个班次？" description="走过的记录都在。" okText="取消班次" cancelText="留着" onConfirm={() => drop.mutate()}><Button size="small" loading={drop.isPending} aria-label={`取消${areaName}的${name}`}>取消</Button></Popconfirm>
}
