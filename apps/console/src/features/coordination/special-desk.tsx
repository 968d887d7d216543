import { useQuery } from '@tanstack/react-query'
import type { SpecialRequest } from '@yihu/contracts'
import { instantText } from '../../app/time.ts'
import { When } from '../../app/when.tsx'
import { SaidLine } from './clock-facts.tsx'
import type { DeskProps } from './coordination-search.ts'
import { requestsQuery } from './coordination-queries.ts'
import { DeskList } from './desk.tsx'
import type { Line } from './desk.tsx'

/** 延期、挂账、作废: everything that waits for a second person, with what approving does. */
export function SpecialDesk(props: DeskProps) {
  const found = useQuery(requestsQuery)
  const lines = (found.data?.requests ?? []).map((request) => lineOf(request))
  return (
    <DeskList {...props} name="待批申请" found={found} lines={lines} total={found.data?.total ?? 0} tools={<span className="soft">延期、挂账、作废；打开后按 <kbd>Y</kbd> 同意、<kbd>N</kbd> 不同意</span>}
      empty={{ title: '没有待审批的申请', text: '承办单位申请延期、挂账，或受理台申请作废后，会出现在这里。' }} />
  )
}

function lineOf(request: SpecialRequest): Line {
  const { case: row, effect } = request
  const days = request.extended.reduce((sum, { workingDays }) => sum + workingDays, 0)
  return {
    id: row.id, caseId: row.id, row, isInSight: true, number: row.number, title: row.title, card: row.card, state: request.what,
    about: `${request.reason}${days > 0 ? `（已延 ${request.extended.length} 次共 ${days} 天）` : ''}`,
    foot: `${request.by} ${instantText(request.at)} 申请${request.isOwn ? '（本人，须他人审批）' : ''}`,
    due: effect.dueAfter && effect.dueBefore ? `${instantText(effect.dueBefore)} → ${instantText(effect.dueAfter)}` : (row.dueText ?? ''),
    panel: <RequestPanel request={request} />,
  }
}

function RequestPanel({ request }: { readonly request: SpecialRequest }) {
  const { effect, extended, files, suspensions } = request
  return (
    <section className="card" aria-label="申请">
      <h2>申请{request.what}</h2>
      <dl className="facts">
        <div className="fact"><dt>理由</dt><dd><SaidLine said={{ at: request.at, by: request.by, unitName: request.case.unit?.name ?? null, note: request.reason }} /></dd></div>
        <div className="fact">
          <dt>对期限</dt>
          <dd>
            <p>{effect.text}</p>
            {effect.dueBefore ? <p><strong><When at={effect.dueBefore} /></strong> → <strong>{effect.dueAfter ? <When at={effect.dueAfter} /> : request.kind === 'suspension' ? '暂停计时' : '不再计时'}</strong></p> : null}
            {effect.lines.length > 0 ? <details className="fold"><summary>新期限怎么来的</summary><ul>{effect.lines.map((line) => <li key={line}>{line}</li>)}</ul></details> : null}
          </dd>
        </div>
        <div className="fact">
          <dt>以前</dt>
          <dd>
            {extended.length === 0 ? <p>没有延过期</p> : extended.map(({ at, workingDays, reason }) => <p key={at}><When at={at} /> 批准延期 {workingDays} 个工作日：{reason}</p>)}
            {suspensions > 0 ? <p>挂过账 {suspensions} 次</p> : null}
          </dd>
        </div>
        <div className="fact"><dt>材料</dt><dd>{files.length > 0 ? files.map(({ id, name, url }) => <p key={id}><a href={url} target="_blank" rel="noreferrer">{name}</a></p>) : <p className="soft">没有附材料</p>}</dd></div>
      </dl>
      {request.isOwn ? <p className="tone-amber">这是您自己的申请，须由另一位同事审批。</p> : null}
    </section>
  )
}
