import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { SENSITIVE_STATES } from '@yihu/contracts'
import type { SensitiveRegister } from '@yihu/contracts'
import { Empty, Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { ProposeDialog } from './propose-dialog.tsx'
import { SensitiveActs } from './sensitive-acts.tsx'
import { sensitiveQuery } from './sensitive-queries.ts'
import '../case/case.css'
import '../registers/registers.css'
import './sensitive.css'

/** The registers that do not exist unless a law, a purpose, readers and a last day are named and a second person agrees. */
export function SensitivePage() {
  const can = useCan()
  return can('sensitive.read') ? <SensitiveRegisters /> : <NoPermission what="敏感登记" />
}

function SensitiveRegisters() {
  const can = useCan()
  const [isProposing, setProposing] = useState(false)
  const found = useQuery(sensitiveQuery)
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { registers } = found.data
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>敏感登记</h1>{can('sensitive.propose') ? <Button type="primary" onClick={() => setProposing(true)}>申请建立</Button> : null}</div>
      <p className="soft">安置帮教、社区矫正等人员的登记默认没有：写在台账里谁都看得到，会伤害本人，也没有法律依据。确有法律依据的，写明依据、目的、谁能看、到哪天，由另一位同事批准才建立；每次查看写用途、记入审计，到期自动销毁。</p>
      {registers.length === 0 ? <Empty title="现在没有敏感登记">这是应有的样子。确需建立的，点「申请建立」。</Empty> : <ul className="sensitive-list">{registers.map((one) => <li key={one.id} className="card"><Register register={one} /></li>)}</ul>}
      {isProposing ? <ProposeDialog onClose={() => setProposing(false)} /> : null}
    </div>
  )
}

const MARKS = { proposed: '◆', declined: '○', open: '●', ended: '‖' } as const

function Register({ register }: { readonly register: SensitiveRegister }) {
  const { kindName, areaName, state, legalBasis, purpose, readers, expiresOn, proposedBy, proposedAt, decision } = register
  const facts = [['区域', areaName], ['法律依据', legalBasis], ['目的', purpose], ['谁能看', readers.join('、')], ['到哪天', expiresOn]] as const
  return (
    <article aria-label={kindName}>
      <div className="register-card-head"><h2>{kindName}</h2><span className={state === 'proposed' ? 'tone-amber' : state === 'open' ? 'tone-green' : 'soft'}>{MARKS[state]} {SENSITIVE_STATES[state]}</span></div>
      <dl className="facts">{facts.map(([name, text]) => <div key={name} className="fact"><dt>{name}</dt><dd>{text}</dd></div>)}</dl>
      <p className="soft">{proposedBy} 申请，<When at={proposedAt} />{decision ? <>；{decision.by} {state === 'declined' ? '没有批准' : '批准'}，<When at={decision.at} />{decision.note ? `：${decision.note}` : ''}</> : '；等另一位同事批准'}</p>
      <SensitiveActs register={register} />
    </article>
  )
}
