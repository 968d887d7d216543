import { useQuery } from '@tanstack/react-query'
import type { SuspendedCase } from '@yihu/contracts'
import { instantText } from '../../app/time.ts'
import { When } from '../../app/when.tsx'
import type { DeskProps } from './coordination-search.ts'
import { suspendedQuery } from './coordination-queries.ts'
import { DeskList } from './desk.tsx'
import type { Line } from './desk.tsx'

/** 挂账: cases whose clock stands, why and since when. */
export function SuspendedDesk(props: DeskProps) {
  const found = useQuery(suspendedQuery)
  const lines = (found.data?.cases ?? []).map((one) => lineOf(one))
  return (
    <DeskList {...props} name="挂账" found={found} lines={lines} total={found.data?.total ?? 0} tools={<span className="soft">挂得最久的在前；打开后按 <kbd>U</kbd> 恢复办理</span>}
      empty={{ title: '没有挂账的案件', text: '批准挂账后，案件停止计时，留在这里直到恢复办理。' }} />
  )
}

function lineOf(one: SuspendedCase): Line {
  const { case: row } = one
  return {
    id: row.id, caseId: row.id, row, isInSight: true, number: row.number, title: row.title, card: null, state: row.unit?.name ?? '', about: `${one.reason}：${one.note}`,
    foot: `${instantText(one.since)} 起${one.approvedBy ? `，${one.approvedBy} 批准` : ''}`, due: `已挂 ${one.days} 个工作日`, panel: <SuspendedPanel one={one} />,
  }
}

function SuspendedPanel({ one }: { readonly one: SuspendedCase }) {
  return (
    <section className="card" aria-label="挂账">
      <h2>挂账 {one.days} 个工作日</h2>
      <dl className="facts">
        <div className="fact"><dt>原因</dt><dd>{one.reason}</dd></div>
        <div className="fact"><dt>说明</dt><dd>{one.note || '—'}</dd></div>
        <div className="fact"><dt>起于</dt><dd><When at={one.since} />{one.askedBy ? `，${one.askedBy} 申请` : ''}{one.approvedBy ? `，${one.approvedBy} 批准` : ''}</dd></div>
      </dl>
      {one.canResume ? <p className="soft">条件具备了，在下面的案件上按 <kbd>U</kbd> 恢复办理，继续计时。</p> : null}
    </section>
  )
}
