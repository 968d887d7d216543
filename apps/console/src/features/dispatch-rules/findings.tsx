import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { DUTY_FINDINGS } from '@yihu/contracts'
import type { DutyFindingKind } from '@yihu/contracts'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { findingsQuery } from './duty-queries.ts'

const TONES: Readonly<Record<DutyFindingKind, string>> = { overlap: 'red', dead: 'red', uncovered: 'amber', shadowed: 'amber', idle: 'grey' }
const SHAPES: Readonly<Record<string, string>> = { red: '▲', amber: '◆', grey: '○' }

/** What is wrong with the rules as drafted, each with the way to the rules concerned. */
export function Findings({ revision, onShow }: { readonly revision: number; readonly onShow: (ids: readonly string[]) => void }) {
  const found = useQuery(findingsQuery(revision))
  if (found.isPending) return <Loading rows={4} />
  if (found.isError) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { findings, asOf, cases } = found.data
  return (
    <section aria-label="检查结果">
      {findings.length === 0 ? <Empty title="没有发现问题">没有冲突、失效或用不上的规则，每个分类和地方都有人管。</Empty> : (
        <ul className="findings">
          {findings.map(({ kind, text, ruleIds }) => (
            <li key={`${kind} ${ruleIds.join(' ')} ${text}`} className="finding">
              <strong className={`finding-kind tone-${TONES[kind]}`}><span aria-hidden="true">{SHAPES[TONES[kind]]}</span> {DUTY_FINDINGS[kind]}</strong>
              <p>{text}</p>
              {ruleIds.length > 0 ? <Button size="small" onClick={() => onShow(ruleIds)}>看这 {ruleIds.length} 条规则</Button> : null}
            </li>
          ))}
        </ul>
      )}
      <p className="soft">逐个分类、逐个地方对过，用不用得上看近 12 个月的 {cases} 件案件。<When at={asOf} /> 检查</p>
    </section>
  )
}
