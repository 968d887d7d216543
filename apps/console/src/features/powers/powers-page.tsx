import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { listPowers } from '@yihu/contracts'
import type { PowerRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { PowerDialog } from './power-dialog.tsx'
import { UnitScores } from './unit-scores.tsx'
import './powers.css'

/** The powers the district delegated to the street, and what the street said under them. */
export function PowersPage() {
  const can = useCan()
  return can('power.read') ? <Powers /> : <NoPermission what="下放权力" />
}

function Powers() {
  const can = useCan()
  const [edited, setEdited] = useState<PowerRow | null>(null)
  const powers = useQuery({ queryKey: ['powers'], queryFn: ({ signal }) => api.call(listPowers, { signal }) })
  if (powers.isPending) return <Loading />
  if (powers.isError) return <Failed error={powers.error} retry={() => void powers.refetch()} />
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>下放权力</h1><span className="soft">区里下放给街道的五项权力：登记了依据、在有效期内，系统才放行</span>{can('case.read') ? <Link to="/coordination" search={{ tab: 'call' }}>街呼区应</Link> : null}</div>
      <ul className="powers">
        {powers.data.powers.map((power) => (
          <li key={power.code} className="card">
            <h2>{power.name} <PowerState power={power} /></h2>
            <p>{power.use}</p>
            {power.held ? (
              <dl className="facts">
                <div className="fact"><dt>依据</dt><dd>{power.held.basis}</dd></div>
                <div className="fact"><dt>范围</dt><dd>{power.held.scope}</dd></div>
                <div className="fact"><dt>起止</dt><dd>{power.held.since} 至 {power.held.until ?? '长期'}</dd></div>
                <div className="fact"><dt>登记</dt><dd>{power.held.changedBy}，<When at={power.held.changedAt} /></dd></div>
              </dl>
            ) : <p className="soft">还没有登记依据文件。</p>}
            {can('power.manage') ? <Button size="small" onClick={() => setEdited(power)}>{power.held ? '更正' : '登记'}</Button> : null}
          </li>
        ))}
      </ul>
      <UnitScores isHeld={powers.data.powers.some(({ code, isInForce }) => code === 'assessment' && isInForce)} />
      {edited ? <PowerDialog power={edited} onClose={() => setEdited(null)} /> : null}
    </div>
  )
}

function PowerState({ power: { held, isInForce } }: { readonly power: PowerRow }) {
  if (isInForce) return <span className="tone-green">● 有效</span>
  return held ? <span className="tone-amber">◆ 不在有效期</span> : <Tag>○ 未登记</Tag>
}
