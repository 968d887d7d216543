import { haversineMetres, STATES } from '@yihu/domain'
import { urgencyOf } from '../model/cases.ts'
import type { LocalCase } from '../model/cases.ts'
import type { Spot } from '../model/place.ts'
import { distanceText, dueText } from '../model/words.ts'
import { Mark } from './parts.tsx'

/** A case in a list: what, where, how long still. */
export function CaseLink({ local, spot }: { local: LocalCase; spot: Spot | null }) {
  const { case: one, core, pending } = local
  const now = Date.now()
  const metres = one.point && spot ? distanceText(haversineMetres([spot.lon, spot.lat], [one.point.lon, one.point.lat])) : null
  const facts = [one.address ?? one.areaName, metres, one.dueAt && STATES[core.state].isOpen ? dueText(one.dueAt, now) : null].filter(Boolean)
  return (
    <a className="row" href={`#/case/${one.id}`}>
      <Mark of={urgencyOf(local, now)} />
      <span className="row-body">
        <span className="row-title">{one.title}</span><br />
        <span className="soft">{facts.join(' · ')}</span><br />
        <span className="soft">{STATES[core.state].label}{pending > 0 ? '（待传）' : ''} · {one.number}</span>
      </span>
    </a>
  )
}
