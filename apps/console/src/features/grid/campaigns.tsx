import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Progress, Table } from 'antd'
import type { AnswerOf, CampaignRow, gridCampaign } from '@yihu/contracts'
import { localDate, VISIT_ACTS } from '@yihu/domain'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { campaignQuery, campaignsQuery } from './grid-queries.ts'
import type { GridSearch } from './grid-search.ts'

interface CampaignsProps {
  readonly search: GridSearch
  readonly onChange: (next: { readonly [K in keyof GridSearch]?: GridSearch[K] | undefined }) => void
}

/** 专项: each campaign with how far it is and whether it will be done in time; one of them by area. */
export function Campaigns({ search, onChange }: CampaignsProps) {
  const can = useCan()
  const found = useQuery(campaignsQuery(search.area))
  if (found.isPending) return <Loading rows={8} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { campaigns, asOf, area } = found.data
  if (campaigns.length === 0) return <Empty title="还没有专项">{can('grid.routine') ? <>大走访、普查、排查、电话回访、疫情专项，在<Link to="/grid" search={{ tab: 'routines' }}>“五必和专项”</Link>里开，到期自己结束。</> : '指挥中心开了专项，这里看得到每个网格做了多少、还差多少。'}</Empty>
  return (
    <>
      <p className="soft">{area.name}，截至 <When at={asOf} />。到最后一天自己结束；要销毁记录的专项，结束后第二天凌晨销毁，只留证明。</p>
      <ul className="grid-list">{campaigns.map((campaign) => <Card key={campaign.id} campaign={campaign} area={search.area} isOpen={campaign.id === search.routine} onOpen={() => onChange({ routine: campaign.id === search.routine ? undefined : campaign.id })} />)}</ul>
      {search.routine && campaigns.some(({ id }) => id === search.routine) ? <Detail id={search.routine} area={search.area} onArea={(path) => onChange({ area: path })} /> : null}
    </>
  )
}

const STATES: Readonly<Record<CampaignRow['state'], readonly [tone: string, text: string]>> = { running: ['tone-green', '● 进行中'], coming: ['soft', '○ 还没开始'], over: ['soft', '‖ 已结束'] }

function Card({ campaign, area, isOpen, onOpen }: { readonly campaign: CampaignRow; readonly area: string | undefined; readonly isOpen: boolean; readonly onOpen: () => void }) {
  const { id, form, of, state, total, done, tried, results, proofs } = campaign
  const [tone, text] = STATES[state]
  const where = { tab: 'due' as const, routine: id, ...(area ? { area } : {}) }
  return (
    <li className="card grid-line">
      <div>
        <strong>{form.name}</strong> <span className={tone}>{text}</span>
        <p className="soft">{VISIT_ACTS[form.act]}：{of}，{form.begins} 至 {form.ends}{form.basis ? `，依据 ${form.basis}` : ''}</p>
        {proofs.length > 0 ? proofs.map(({ at, by, reason, entries, digest }) => <p key={digest}><span className="tone-green">● 记录已销毁</span>：{reason}；共 {entries} 条，<When at={at} />，{by}；指纹（SM3）<code className="grid-digest">{digest}</code></p>) : (
          <>
            <Progress percent={share(campaign)} size="small" aria-label={`${form.name}完成 ${share(campaign)}%`} />
            <p>做了 <Link to="/grid" search={{ ...where, state: 'done' }} aria-label={`${form.name}已做 ${done}`}>{done}</Link> / {total}<span className="soft">（见到 {results.met}，不愿接待 {results.refused}，已搬走 {results.moved}）</span>{total > done && state === 'running' ? <>，<Link to="/grid" search={where}>还差 {total - done}</Link></> : null}{tried > 0 && state === 'running' ? <>，<Link to="/grid" search={{ ...where, state: 'nobody' }}>没见到要回访 {tried}</Link></> : null}</p>
            <Outlook campaign={campaign} />
          </>
        )}
      </div>
      {proofs.length > 0 ? null : <Button size="small" aria-expanded={isOpen} aria-label={`${isOpen ? '收起' : '看各区域'}：${form.name}`} onClick={onOpen}>{isOpen ? '收起' : '看各区域'}</Button>}
    </li>
  )
}

/** Never 100 before all is done. */
function share({ done, total }: Pick<CampaignRow, 'done' | 'total'>): number {
  return total === 0 ? 100 : Math.floor((100 * done) / total)
}

function Outlook({ campaign: { state, total, done, daysLeft, perDay, needed, doneOn, isLate } }: { readonly campaign: CampaignRow }) {
  if (state === 'over') return <p className="soft">{total > done ? `结束时还差 ${total - done}，不再催；要接着做的另开一个。` : '都做了。'}</p>
  if (state === 'coming') return <p className="soft">共 {daysLeft} 天，每天要做 {needed ?? 0}。</p>
  if (total === done) return <p className="tone-green">● 都做了</p>
  return <p>还剩 {daysLeft} 天（含今天），每天要做 {needed}；近七天每天做 {perDay}，{doneOn ? `照这样 ${dayText(doneOn)}做完` : '照这样做不完'}。{isLate ? <span className="tone-amber">△ 来不及，要加人或调整范围</span> : <span className="tone-green">● 来得及</span>}</p>
}

function dayText(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${String(year) === localDate(Date.now()).slice(0, 4) ? '' : `${year} 年 `}${month} 月 ${date} 日`
}

type Row = AnswerOf<typeof gridCampaign>['rows'][number]

/** One campaign by area, and day by day. */
function Detail({ id, area, onArea }: { readonly id: string; readonly area: string | undefined; readonly onArea: (path: string) => void }) {
  const found = useQuery(campaignQuery(id, area))
  if (found.isPending) return <Loading rows={6} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { campaign, rows, days, area: place, chain } = found.data
  const most = Math.max(1, ...days.map(({ count }) => count))
  return (
    <section aria-label={`${campaign.form.name}：各区域`}>
      <h2>{campaign.form.name}：{place.name}</h2>
      <p>{chain.filter(({ path }) => path !== place.path).map(({ path, name }) => <Button key={path} type="link" size="small" onClick={() => onArea(path)}>回到{name}</Button>)}</p>
      <Table<Row> size="small" rowKey="path" scroll={{ x: 560 }} dataSource={rows} pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }} locale={{ emptyText: '这里没有要做的' }} columns={[
        { title: '区域', width: 180, render: (_, { path, name }) => (path === place.path || path.split('.').length > 4 ? name : <Button type="link" size="small" onClick={() => onArea(path)}>{name}</Button>) },
        { title: '做了', align: 'right', width: 130, render: (_, { path, done, total }) => <Link to="/grid" search={{ tab: 'due', routine: id, area: path, state: 'done' }}>{done} / {total}</Link> },
        { title: '还差', align: 'right', width: 90, render: (_, { path, done, total }) => (total > done ? <Link to="/grid" search={{ tab: 'due', routine: id, area: path }}>{total - done}</Link> : <span className="soft">都做了</span>) },
        { title: '没见到', align: 'right', width: 90, render: (_, { path, tried }) => (tried > 0 ? <Link to="/grid" search={{ tab: 'due', routine: id, area: path, state: 'nobody' }}>{tried}</Link> : 0) },
        { title: '每天要做', align: 'right', width: 100, render: (_, { needed }) => needed ?? '' },
      ]} />
      {days.length > 0 ? (
        <details>
          <summary>每天做完多少</summary>
          <ul className="grid-days">{days.map(({ day, count }) => <li key={day}><span>{day}</span><span className="grid-bar" style={{ inlineSize: `${(60 * count) / most}%` }} aria-hidden="true" /><span>{count}</span></li>)}</ul>
        </details>
      ) : null}
    </section>
  )
}
