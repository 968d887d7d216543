import type { BundleArea, DueItem } from '@yihu/contracts'
import { haversineMetres, localDate, settles } from '@yihu/domain'
import type { VisitResult } from '@yihu/domain'
import type { Phone } from '../store/phone.ts'
import type { Spot } from './place.ts'

/** Something to do at a place, and whether it was tried on this phone since the server last said so. */
export interface DueHere {
  readonly item: DueItem
  readonly metres: number | null
  readonly isTried: boolean
}

/** What is due, by day and then by distance, without what was done here within its days; a visit of the days before, or one that the server did not take, is none of these. */
export function dueNow({ due, outbox, bundle }: Pick<Phone, 'due' | 'outbox' | 'bundle'>, spot: Spot | null): DueHere[] {
  const visits = new Map<string, { readonly day: string; readonly result: VisitResult }>()
  for (const { kind, state, at, body } of outbox) if (kind === 'visit.record' && (state === 'waiting' || state === 'applied')) visits.set(keyOf(body), { day: localDate(Date.parse(at)), result: body['result'] as VisitResult }) // made by the form of this app
  const points = new Map((bundle?.areas ?? []).map((area) => [area.path, area]))
  return (due ?? [])
    .map((item): DueHere & { result: VisitResult | undefined } => {
      const last = visits.get(keyOf({ subject: item.subject, routine: item.routine }))
      const result = last && last.day >= item.dueFrom ? last.result : undefined
      return { item, metres: spot && metresTo(item.subject.path, { points, spot }), isTried: result !== undefined, result }
    })
    .filter(({ result }) => result === undefined || !settles(result))
    .toSorted((a, b) => (a.item.dueOn < b.item.dueOn ? -1 : a.item.dueOn > b.item.dueOn ? 1 : 0) || (a.metres ?? Infinity) - (b.metres ?? Infinity) || 0)
}

function keyOf({ subject, routine }: Readonly<Record<string, unknown>>): string {
  const { kind, id } = subject as DueItem['subject'] // of the server's list or of a form made from it
  return `${kind}/${id}/${String(routine)}`
}

/** To the nearest area on the way up that the phone has a point of. */
function metresTo(path: string, { points, spot }: { points: ReadonlyMap<string, BundleArea>; spot: Spot }): number | null {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const point = points.get(at)?.point
    if (point) return haversineMetres([spot.lon, spot.lat], [point.lon, point.lat])
  }
  return null
}
