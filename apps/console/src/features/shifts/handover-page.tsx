import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { BriefItem, BriefSection, Handover } from '@yihu/contracts'
import { Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { exactText, instantText } from '../../app/time.ts'
import { When } from '../../app/when.tsx'
import { readInboxSearch } from '../cases/inbox-search.ts'
import { HandoverActs } from './handover-acts.tsx'
import { HandoverMark } from './handovers.tsx'
import { People } from './people.tsx'
import { handoverQuery } from './shift-queries.ts'
import './shifts.css'

const route = getRouteApi('/shell/shifts/handovers/$id')

/** What one shift hands to the next: figures that open their lists, notes, and who took it on. */
export function HandoverPage() {
  const { id } = route.useParams()
  const can = useCan()
  const found = useQuery({ ...handoverQuery(id), enabled: can('shift.read') })
  if (!can('shift.read')) return <NoPermission what="值班" />
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  return <Brief handover={found.data} />
}

function Brief({ handover }: { readonly handover: Handover }) {
  const { shiftName, startsAt, endsAt, state, people, composedAt, sections, hash } = handover
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>{instantText(startsAt)} {shiftName}交接</h1>
        <HandoverMark state={state} />
        <Link to="/shifts">‹ 值班</Link>
      </div>
      <section className="card">
        <p className="shift-facts"><span className="soft">时间</span> {instantText(startsAt)} 至 {instantText(endsAt)}</p>
        <p className="shift-facts"><span className="soft">本班</span> <People people={people} /></p>
        <p className="shift-facts"><span className="soft">数字截至</span> {exactText(composedAt)}{state === 'draft' ? '；点数字看名单，名单是点开时的情况' : '；交出以后这里的数字不再变，点开的名单是现在的情况'}</p>
      </section>
      {sections.map((section) => <Section key={section.id} section={section} />)}
      <HandoverActs key={`${handover.id} ${state}`} handover={handover} />
      {hash ? <p className="soft shift-hash">SM3 {hash}（同时记在审计里，内容若被改动就对不上）</p> : null}
    </div>
  )
}

function Section({ section: { title, items, isConnected, text, asOf } }: { readonly section: BriefSection }) {
  return (
    <section className="card" aria-label={title}>
      <h2>{title} {isConnected ? <span className="soft shift-asof"><When at={asOf} /></span> : <span className="soft shift-asof">尚未接入</span>}</h2>
      {text ? <p className="soft">{text}</p> : null}
      {items.length > 0 ? <ul className="brief-items">{items.map((item) => <li key={item.id}><Figure item={item} /></li>)}</ul> : null}
    </section>
  )
}

const TONES = { plain: '', amber: 'tone-amber', red: 'tone-red' } as const
const MARKS = { plain: '', amber: '◆ ', red: '▲ ' } as const

function Figure({ item: { label, count, tone, list } }: { readonly item: BriefItem }) {
  const inside = <><strong className={`brief-count ${TONES[tone]}`}>{MARKS[tone]}{count.toLocaleString('zh-CN')}</strong><span>{label}</span></>
  if (!list) return <span className="brief-item">{inside}</span>
  return <Link className="brief-item" to="/desk/$desk" params={{ desk: list.desk }} search={readInboxSearch(list.search)}>{inside}</Link>
}
