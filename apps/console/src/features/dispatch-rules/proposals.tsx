import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import type { DutyDraft, DutyProposal } from '@yihu/contracts'
import { Empty, Failed, Loading, textOf } from '../../app/conditions.tsx'
import { proposalsQuery } from './duty-queries.ts'
import { useDraftChange } from './use-draft.ts'

/** What returned cases suggest; one click makes it part of the draft. */
export function Proposals({ draft }: { readonly draft: DutyDraft }) {
  const proposals = useQuery(proposalsQuery(draft.revision))
  if (proposals.isPending) return <Loading rows={4} />
  if (proposals.isError) return <Failed error={proposals.error} retry={() => void proposals.refetch()} />
  if (proposals.data.proposals.length === 0) return <Empty title="现在没有建议">同一类案件三次退回后都由另一个单位办结，这里就会建议改派遣规则，并列出这些案件。</Empty>
  return <ul className="findings">{proposals.data.proposals.map((one) => <ProposalItem key={one.id} proposal={one} draft={draft} />)}</ul>
}

function ProposalItem({ proposal, draft }: { readonly proposal: DutyProposal; readonly draft: DutyDraft }) {
  const change = useDraftChange(draft.revision)
  const { text, reason, isDoubtful, ruleId, rule, cases } = proposal
  return (
    <li className="finding proposal">
      <p><strong>{ruleId ? '改成' : '新增'}：{text}</strong></p>
      <p>{reason}</p>
      {isDoubtful ? <p className="tone-amber">◆ 更多的案件是首派单位自己办结的，改之前请先核对。</p> : null}
      {change.isError ? <Alert type="error" showIcon role="alert" title={textOf(change.error)} /> : null}
      <details>
        <summary>依据的 {cases.length} 件案件</summary>
        <ul>{cases.map(({ id, number, title, returnedBy, finishedBy }) => <li key={id}><Link to="/cases/$id" params={{ id }}>{number} {title}</Link>：{returnedBy}退回，{finishedBy}办结</li>)}</ul>
      </details>
      <Button type="primary" loading={change.isPending} onClick={() => change.mutate(ruleId ? { kind: 'save', id: ruleId, rule } : { kind: 'add', rule })}>加进草稿</Button>
    </li>
  )
}
