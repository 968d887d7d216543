import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { SHIFT_ROLES } from '@yihu/contracts'
import { useCan } from '../../app/session.ts'
import { onDutyQuery } from './shift-queries.ts'

/** 「值班：王某」 in the head; a handover that nobody took on stands beside it. */
export function DutyNow() {
  const can = useCan()
  const found = useQuery({ ...onDutyQuery, enabled: can('shift.read') })
  const people = found.data?.current?.people ?? []
  const chief = people.find(({ role }) => role === 'chief') ?? people[0]
  if (!found.data || (!chief && !found.data.waiting)) return null
  const { waiting } = found.data
  const title = people.map(({ role, name }) => `${SHIFT_ROLES[role]} ${name}`).join('，')
  return (
    <span className="duty-now">
      {chief ? <Link to="/shifts" search={{}} title={title}><span className="soft">值班</span> {chief.name}</Link> : null}
      {waiting ? <Link className="tone-amber" to="/shifts/handovers/$id" params={{ id: waiting.id }}>◆ 待接班</Link> : null}
    </span>
  )
}
