import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Popconfirm, Tabs } from 'antd'
import { useState } from 'react'
import type { DutyDraft, DutyDraftRow } from '@yihu/contracts'
import { Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import './dispatch-rules.css'
import { draftQuery, findingsQuery, proposalsQuery, rulesQuery } from './duty-queries.ts'
import { Findings } from './findings.tsx'
import { History } from './history.tsx'
import { Proposals } from './proposals.tsx'
import { PublishedRules } from './published-rules.tsx'
import { RuleDialog } from './rule-dialog.tsx'
import { RuleList } from './rule-list.tsx'
import { readRulesSearch } from './rules-search.ts'
import type { RulesTab } from './rules-search.ts'
import { Simulation } from './simulation.tsx'
import { useDraftChange } from './use-draft.ts'

/** Who gets what: read as sentences, drafted, checked, tried on past cases, published, taken back. */
export function RulesPage() {
  const can = useCan()
  if (!can('duty.read')) return <NoPermission what="派遣规则" />
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>派遣规则</h1><InForce /></div>
      {can('duty.draft') ? <Workshop /> : <PublishedRules />}
    </div>
  )
}

function InForce() {
  const rules = useQuery(rulesQuery)
  if (!rules.data?.set) return null
  return <span className="soft">{rules.data.set.name}，现行第 {Math.max(1, rules.data.version)} 版</span>
}

function Workshop() {
  const draft = useQuery(draftQuery)
  if (draft.isPending) return <Loading />
  if (draft.isError) return <Failed error={draft.error} retry={() => void draft.refetch()} />
  return <Bench draft={draft.data} />
}

function Bench({ draft }: { readonly draft: DutyDraft }) {
  const { tab = 'rules' } = readRulesSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const [edited, setEdited] = useState<DutyDraftRow | 'new' | null>(null)
  const [only, setOnly] = useState<readonly string[]>([])
  const findings = useQuery(findingsQuery(draft.revision))
  const proposals = useQuery(proposalsQuery(draft.revision))
  const go = (next: RulesTab) => void navigate({ to: '/admin/rules', search: next === 'rules' ? {} : { tab: next } })
  const problems = findings.data?.findings.filter(({ kind }) => kind !== 'idle').length ?? 0
  const counted = (word: string, count: number) => (count > 0 ? `${word} ${count}` : word)
  const show = (ids: readonly string[]) => { setOnly(ids); go('rules') }
  return (
    <>
      {draft.changes > 0 ? <DraftBar draft={draft} onTry={() => go('try')} isTrying={tab === 'try'} /> : null}
      <Tabs activeKey={tab} onChange={(key) => go(readRulesSearch({ tab: key }).tab ?? 'rules')} items={[
        { key: 'rules', label: counted('规则', draft.rules.filter(({ change }) => change !== 'removed').length), children: <RuleList draft={draft} only={only} onAll={() => setOnly([])} onEdit={setEdited} /> },
        { key: 'check', label: counted('检查', problems), children: <Findings revision={draft.revision} onShow={show} /> },
        { key: 'learn', label: counted('建议', proposals.data?.proposals.length ?? 0), children: <Proposals draft={draft} /> },
        { key: 'try', label: '试算与发布', children: <Simulation draft={draft} /> },
        { key: 'history', label: '历史', children: <History /> },
      ]} destroyOnHidden />
      {edited ? <RuleDialog draft={draft} row={edited === 'new' ? null : edited} onClose={() => setEdited(null)} /> : null}
    </>
  )
}

interface DraftBarProps {
  readonly draft: DutyDraft
  readonly onTry: () => void
  readonly isTrying: boolean
}

/** That there is a draft, whose, and what can be done with it. */
function DraftBar({ draft, onTry, isTrying }: DraftBarProps) {
  const change = useDraftChange(draft.revision)
  return (
    <div className="draft-bar" role="status">
      <span>◆ 草稿改了 <strong>{draft.changes}</strong> 条，还没有生效{draft.changedAt ? <span className="soft">（{draft.editor}，<When at={draft.changedAt} isRelative />）</span> : null}</span>
      <span className="draft-do">
        {isTrying ? null : <Button type="primary" size="small" onClick={onTry}>试算与发布</Button>}
        <Popconfirm title="放弃全部改动？" description="草稿会清空，现行规则不变。" okText="放弃草稿" cancelText="留着" onConfirm={() => change.mutate({ kind: 'drop' })}>
          <Button size="small" loading={change.isPending}>放弃草稿…</Button>
        </Popconfirm>
      </span>
    </div>
  )
}
