import { dueNow } from '../model/due.ts'
import { inTodaysOrder, localCase } from '../model/cases.ts'
import type { LocalCase } from '../model/cases.ts'
import { usePosition } from '../model/place.ts'
import type { Spot } from '../model/place.ts'
import { whenText } from '../model/words.ts'
import { usePhone } from '../store/phone.ts'
import type { Phone } from '../store/phone.ts'
import { CaseLink } from '../ui/case-link.tsx'
import { DueLink } from '../ui/due-link.tsx'
import { Head, Warnings } from '../ui/parts.tsx'
import { RoundList } from '../ui/round-list.tsx'
import { TrackSwitch } from '../ui/track-switch.tsx'

/** What matters today: what is in one's own hands, by due time and then by distance. */
export function TodayPage() {
  const phone = usePhone()
  const { spot } = usePosition({ isAsked: true })
  const mine = mineOf(phone, spot)
  const { me, bundle, bundleAt, checklists } = phone
  const due = dueNow(phone, { spot, now: Date.now() })
  return (
    <>
      <Head title={`今天 · ${mine.length} 件待办${phone.due ? ` · ${due.length}${phone.hasMoreDue ? ' 多' : ''} 次走访` : ''}`} />
      <main className="main">
        <Warnings />
        <div className="buttons">
          <a className="button first" href="#/report">拍照上报</a>
          <a className="button" href="#/scan">扫码</a>
          {checklists && <a className="button" href="#/checks">检查</a>}
        </div>
        <TrackSwitch />
        {!bundle && <p className="note" role="status">还没有取到您网格的资料。有网时会自动取，之后没有信号也能看。</p>}
        <RoundList />
        <h2>要办的案件</h2>
        {mine.length === 0 ? <p className="soft">{me?.name}，现在没有等您办的案件。</p> : <ul className="list">{mine.map((local) => <li key={local.case.id}><CaseLink local={local} spot={spot} /></li>)}</ul>}
        {phone.due && <h2>到期的走访</h2>}
        {phone.due && (due.length === 0 ? <p className="soft">今天没有到期的走访。</p> : <ul className="list">{due.slice(0, SHOWN).map((one) => <li key={one.item.id}><DueLink due={one} /></li>)}</ul>)}
        {due.length > SHOWN && <a className="button" href="#/visits">看{phone.hasMoreDue ? '先到期的' : '全部'} {due.length} 项</a>}
        {bundleAt !== null && <p className="soft">{phone.isFetching ? '正在看有没有新的…' : `资料是 ${whenText(bundleAt)} 的`}</p>}
      </main>
    </>
  )
}

const SHOWN = 5

function mineOf({ bundle, outbox, me }: Phone, spot: Spot | null): LocalCase[] {
  if (!bundle || !me) return []
  return inTodaysOrder(bundle.cases.map((one) => localCase(one, { outbox, me })), { me, now: Date.now(), spot })
}
