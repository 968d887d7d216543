import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { COUNT_SUBJECTS } from '@yihu/contracts'
import type { DisputedCount } from '@yihu/contracts'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { RulingDialog, StateDialog } from './count-dialogs.tsx'
import { countsQuery } from './quality-queries.ts'

/** Numbers that several sources state: side by side, with who has to settle them. */
export function Counts() {
  const can = useCan()
  const [isStating, setStating] = useState(false)
  const found = useQuery(countsQuery)
  if (found.isPending) return <Loading rows={6} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { counts, asOf } = found.data
  const open = counts.filter(({ isDisputed }) => isDisputed).length
  return (
    <>
      <div className="quality-counts-head">
        <p className="soft">{counts.length} 项有不止一个来源，{open} 项不一致，截至 <When at={asOf} />。不同来源的数并排放着，谁的也不改。</p>
        {can('count.state') ? <Button onClick={() => setStating(true)}>登记一个来源的数</Button> : null}
      </div>
      {counts.length === 0 ? <Empty title="还没有别的来源说的数">材料、报表、上级系统里的数登记进来，和平台里数出来的不一样的，会列在这里。</Empty> : null}
      <ul className="quality-counts">{counts.map((count) => <Count key={`${count.area.path} ${count.subject}`} count={count} />)}</ul>
      {isStating ? <StateDialog onClose={() => setStating(false)} /> : null}
    </>
  )
}

function Count({ count }: { readonly count: DisputedCount }) {
  const [isRuling, setRuling] = useState(false)
  const { subject, area, said, own, isDisputed, settledBy, maySettle, ruling } = count
  const { name, unit } = COUNT_SUBJECTS[subject]
  return (
    <li className="card">
      <h2>{area.name}的{name} {isDisputed ? <span className="tone-red">▲ 不一致</span> : <span className="tone-green">● {ruling ? '已裁定' : '一致'}</span>}</h2>
      <dl className="facts">
        {said.map(({ value, source, asOf, note, by }) => <div key={`${source} ${asOf} ${value}`} className="fact"><dt><strong className="quality-number">{value}</strong> {unit}</dt><dd>{source}，{asOf}。{note}<span className="soft">（{by}登记）</span></dd></div>)}
        <div className="fact"><dt><strong className="quality-number">{own.value}</strong> {unit}</dt><dd>平台现在的登记，<Link to={own.list}>看列表</Link></dd></div>
      </dl>
      {ruling ? <p>以 {ruling.value} {unit}为准：{ruling.note}<span className="soft">（{ruling.by}，<When at={ruling.at} />）</span>{own.value === ruling.value ? null : <span className="tone-amber"> △ 平台的登记还是 {own.value}，待改正</span>}</p> : <p>由{settledBy}裁定，还没有裁定。</p>}
      {maySettle ? <Button type={isDisputed && !ruling ? 'primary' : 'default'} onClick={() => setRuling(true)}>{ruling ? '重新裁定' : '裁定'}</Button> : null}
      {isRuling ? <RulingDialog count={count} onClose={() => setRuling(false)} /> : null}
    </li>
  )
}
