import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Table } from 'antd'
import type { AnswerOf, gridBurden } from '@yihu/contracts'
import { ASKED_OFTEN, FEWEST_WORKERS } from '@yihu/domain'
import { Failed, Loading } from '../../app/conditions.tsx'
import { focusableRows } from '../../app/focusable-rows.ts'
import { When } from '../../app/when.tsx'
import { burdenQuery } from './grid-queries.ts'

type Answer = AnswerOf<typeof gridBurden>

/** 减负表: what the work costs those who do it. Nobody stands in it by name, and there is nothing to rank. */
export function Burden({ area }: { readonly area: string | undefined }) {
  const found = useQuery(burdenQuery(area))
  if (found.isPending) return <Loading rows={10} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { area: place, asOf, since } = found.data
  return (
    <>
      <p className="soft">{place.name}，{since} 以来，截至 <When at={asOf} />。量的是给基层添了多少负担，不量人：没有人名、不排名、不看在线时长。</p>
      <Figures burden={found.data} />
      <Weeks weeks={found.data.weeks} />
      <Notices notices={found.data.notices} />
      <Refused refused={found.data.refused} />
      <Questions questions={found.data.questions} />
      <Sheets burden={found.data} />
    </>
  )
}

function Figures({ burden: { weeks, notices, questions, refused, sheets } }: { readonly burden: Answer }) {
  const week = weeks.find(({ told }) => told)
  const told = week?.told
  const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0)
  const figures = [
    { id: 'burden-weeks', name: '一天从第一条到最后一条', value: told ? `${told.hours} 小时` : '不说', hint: told ? `${week?.from ?? ''} 那一周的中间一天，${told.records} 条记录；晚上 6 点到早上 6 点的占 ${told.evening}%` : `记录的人不足 ${FEWEST_WORKERS} 个` },
    { id: 'burden-notices', name: '夜里的通知', value: `${sum(notices.map(({ night }) => night))} 条`, hint: `共 ${sum(notices.map(({ all }) => all))} 条` },
    { id: 'burden-refused', name: '重复采集被挡下', value: `${refused.length} 项`, hint: '数据池里已有，不让再问' },
    { id: 'burden-questions', name: '可以不再问的', value: `${questions.filter(({ mayBeDropped }) => mayBeDropped).length} 项`, hint: '问了很多次，几乎没有新情况' },
    { id: 'burden-sheets', name: '现场填的检查表', value: `${sum(sheets.map(({ filled }) => filled))} 张`, hint: `在用 ${sheets.length} 种` },
  ]
  return (
    <ul className="grid-cards">{figures.map(({ id, name, value, hint }) => (
      <li key={id} className="card grid-card"><h2>{name}</h2><p><a className="grid-share" href={`#${id}`}>{value}</a></p><p className="soft">{hint}</p></li>
    ))}</ul>
  )
}

function Weeks({ weeks }: { readonly weeks: Answer['weeks'] }) {
  return (
    <section id="burden-weeks">
      <h2>一天多长</h2>
      <p className="soft">一个人一天里自己记下的第一条和最后一条（走访、检查、案件）之间几小时（只有一条的日子不算），取中间的一天；晚上的是 6 点到第二天早上 6 点记的，占这一周全部记录。不是在线时长，也不是考勤。不足 {FEWEST_WORKERS} 个人的一周不说。</p>
      <Table size="small" rowKey="from" onRow={focusableRows} pagination={false} scroll={{ x: 520 }} dataSource={weeks} locale={{ emptyText: '这四周还没有记录' }} columns={[
        { title: '哪一周（周一）', dataIndex: 'from', width: 150 },
        { title: '人数', align: 'right', render: (_, { told }) => told?.people ?? <span className="soft">不足 {FEWEST_WORKERS} 人</span> },
        { title: '中间的一天', align: 'right', render: (_, { told }) => (told ? `${told.hours} 小时` : '') },
        { title: '一天记录', align: 'right', render: (_, { told }) => (told ? `${told.records} 条` : '') },
        { title: '晚上的', align: 'right', render: (_, { told }) => (told ? `${told.evening}%` : '') },
      ]} />
    </section>
  )
}

function Notices({ notices }: { readonly notices: Answer['notices'] }) {
  return (
    <section id="burden-notices">
      <h2>通知网格员多少，夜里多少</h2>
      <p className="soft">夜里是晚上 9 点到早上 7 点；几个人收到算几条。发到工作群的，不急的本来就等到早上 7 点。</p>
      <Table size="small" rowKey="kind" onRow={focusableRows} pagination={false} scroll={{ x: 480 }} dataSource={notices} locale={{ emptyText: '这四周没有给网格员发过通知' }} columns={[
        { title: '哪一种', dataIndex: 'name' },
        { title: '共', dataIndex: 'all', align: 'right', width: 90 },
        { title: '夜里', align: 'right', width: 90, render: (_, { night }) => (night > 0 ? <span className="tone-amber">▲ {night}</span> : 0) },
        { title: '其中红牌', dataIndex: 'urgent', align: 'right', width: 100 },
      ]} />
    </section>
  )
}

function Refused({ refused }: { readonly refused: Answer['refused'] }) {
  return (
    <section id="burden-refused">
      <h2>重复采集，不让发布</h2>
      <p className="soft">全街道近四周里挡下过的，次数从头算起。</p>
      <Table size="small" rowKey={({ listId, item }) => `${listId} ${item}`} pagination={{ pageSize: 10, hideOnSinglePage: true }} scroll={{ x: 640 }} dataSource={refused} locale={{ emptyText: '没有检查表因为重复采集被挡下' }} columns={[
        { title: '检查表', width: 180, render: (_, { listId, listName }) => <Link to="/checks" search={{ at: listId }}>{listName}</Link> },
        { title: '想问的', dataIndex: 'item' },
        { title: '数据池里的', dataIndex: 'field', width: 120 },
        { title: '挡下（累计），最近一次', width: 190, render: (_, { times, at }) => <>{times} 次，<When at={at} /></> },
        { title: '现在', width: 110, render: (_, { isStillAsked }) => (isStillAsked ? <span className="tone-amber">△ 还在草稿里</span> : <span className="tone-green">● 已去掉</span>) },
      ]} />
    </section>
  )
}

function Questions({ questions }: { readonly questions: Answer['questions'] }) {
  return (
    <section id="burden-questions">
      <h2>问过的，有没有问出新情况</h2>
      <p className="soft">近 90 天走访核实的项目和检查表里判隐患的项目。问过 {ASKED_OFTEN} 次以上、50 次里最多 1 次有新情况的，可以不再问，或者隔久一点问。核实为不对、不清楚的，查出隐患的，算有新情况；问法改过的只算现在这样问的。</p>
      <Table size="small" rowKey={({ of, text }) => `${of} ${text}`} pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }} scroll={{ x: 640 }} dataSource={questions} locale={{ emptyText: '这一季还没有核实和检查的记录' }} columns={[
        { title: '在哪里问', width: 200, render: (_, { of, listId }) => (listId === null ? `走访核实：${of}` : <Link to="/checks/sheets" search={{ list: listId }}>{of}</Link>) },
        { title: '问什么', dataIndex: 'text' },
        { title: '问了', dataIndex: 'asked', align: 'right', width: 80 },
        { title: '有新情况', dataIndex: 'found', align: 'right', width: 100 },
        { title: '看法', width: 130, render: (_, { mayBeDropped }) => (mayBeDropped ? <span className="tone-amber">△ 可以不再问</span> : <span className="soft">还要问</span>) },
      ]} />
    </section>
  )
}

function Sheets({ burden: { sheets, filledByPool } }: { readonly burden: Answer }) {
  return (
    <section id="burden-sheets">
      <h2>要填的表</h2>
      <p className="soft">现在在用的检查表，每张有几项，近四周在这里填了几张。</p>
      <Table size="small" rowKey="listId" pagination={false} scroll={{ x: 480 }} dataSource={sheets} columns={[
        { title: '检查表', render: (_, { listId, name }) => <Link to="/checks" search={{ at: listId }}>{name}</Link> },
        { title: '项目', dataIndex: 'items', align: 'right', width: 90 },
        { title: '近四周填了', align: 'right', width: 120, render: (_, { listId, filled }) => <Link to="/checks/sheets" search={{ list: listId }}>{filled} 张</Link> },
      ]} />
      <p className="soft">{filledByPool.length === 0 ? '近四周全街道没有从数据池填过别处的表。' : `全街道不用再填、从数据池生成的：${filledByPool.map(({ name, times, rows }) => `${name} ${times} 次（${rows} 行）`).join('、')}。`}{' '}<Link to="/exports">看这些表</Link></p>
    </section>
  )
}
