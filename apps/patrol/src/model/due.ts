import type { BundleArea, DueItem, RoutineRow } from '@yihu/contracts'
import { actsThatCount, dueOf, haversineMetres, isOwnOn, localDate, settles, whyDue } from '@yihu/domain'
import type { OutboxItem, VisitResult } from '@yihu/domain'
import { trusted, trustedNow } from './clock.ts'
import { actOf } from './items.ts'
import type { Phone } from '../store/phone.ts'
import type { Spot } from './place.ts'

/** Something to do at a place, and whether it was tried on this phone since the server last said so. */
export interface DueHere {
  readonly item: DueItem
  readonly metres: number | null
  readonly isTried: boolean
}

type Known = Pick<Phone, 'due' | 'routines' | 'outbox' | 'bundle' | 'spans' | 'clock'>

interface Here {
  readonly spot: Spot | null
  /** Epoch ms by the phone's clock. */
  readonly now: number
}

/**
 * What is due today, by day and then by distance, reckoned from the plan by the rule of the server: without signal too a
 * new day, week or month asks anew, and what was done here within its days is due no more. A visit of the days before, or
 * one that the server did not take, counts for nothing. The day is the server's: what begins later stays unsaid until then,
 * and what is lent is here for its days alone.
 */
export function dueNow({ due, routines, outbox, bundle, spans, clock }: Known, { spot, now }: Here): DueHere[] {
  const today = localDate(trustedNow(clock, now))
  const visits = Map.groupBy(outbox.filter(({ kind, state }) => kind === 'visit.record' && (state === 'waiting' || state === 'applied')), ({ body }) => keyOf(body['subject']))
  const plan = new Map(routines.map((one) => [one.id, one]))
  const points = new Map((bundle?.areas ?? []).map((area) => [area.path, area]))
  const dayOf = ({ at }: OutboxItem): string => localDate(trusted(clock, Date.parse(at)))
  return (due ?? [])
    .filter(({ subject }) => isOwnOn(subject.path, today, spans))
    .flatMap((told): DueHere[] => {
      const made = (visits.get(keyOf(told.subject)) ?? []).filter(({ body }) => counts(told, body))
      const item = anew(told, { routine: plan.get(told.routine), made, today, clock })
      if (!item) return []
      return [{ item, metres: spot && metresTo(item.subject.path, { points, spot }), isTried: made.some((one) => dayOf(one) >= item.dueFrom) }]
    })
    .toSorted((a, b) => (a.item.dueOn < b.item.dueOn ? -1 : a.item.dueOn > b.item.dueOn ? 1 : 0) || (a.metres ?? Infinity) - (b.metres ?? Infinity) || 0)
}

/** What is asked from a later day on, so that nobody is surprised by it. */
export interface ComingUp {
  readonly routine: string
  readonly name: string
  readonly from: string
  readonly places: number
}

/** Seasons and campaigns that begin in the coming days at one's own places, the next first. */
export function comingUp({ due, clock, spans }: Pick<Phone, 'due' | 'clock' | 'spans'>, now: number): ComingUp[] {
  const today = localDate(trustedNow(clock, now))
  const later = (due ?? []).filter(({ dueFrom, subject }) => dueFrom > today && isOwnOn(subject.path, dueFrom, spans))
  const all = [...Map.groupBy(later, ({ routine }) => routine)].flatMap(([routine, items]): ComingUp[] => items.slice(0, 1).map(({ routineName: name, dueFrom: from }) => ({ routine, name, from, places: items.length })))
  return all.toSorted((a, b) => (a.from < b.from ? -1 : 1))
}

/** Whether what was done here is what an item asks for. A body that a phone kept from before tells its routine alone. */
function counts({ routine, act }: DueItem, body: OutboxItem['body']): boolean {
  return body['routine'] === routine || (body['act'] !== undefined && actsThatCount(act).includes(actOf(body)))
}

/** An item as it stands today; null: it is not due. */
function anew(told: DueItem, { routine, made, today, clock }: { readonly routine: RoutineRow | undefined; readonly made: readonly OutboxItem[]; readonly today: string; readonly clock: Phone['clock'] }): DueItem | null {
  const settled = made.filter(({ body }) => settles(body['result'] as VisitResult)).map(({ at }) => new Date(trusted(clock, Date.parse(at))).toISOString()) // made by the form of this app
  const lastDoneAt = [...settled, ...(told.lastDoneAt === null ? [] : [told.lastDoneAt])].toSorted().at(-1) ?? null
  const last = lastDoneAt === null ? null : localDate(lastDoneAt)
  // Not heard of yet: as the server said it.
  if (!routine) return today < told.dueFrom || (last !== null && last >= told.dueFrom) ? null : told
  const window = routine.form.isActive ? dueOf(routine.form, last, today) : null
  if (!window) return null
  if (window.dueFrom === told.dueFrom && lastDoneAt === told.lastDoneAt) return { ...told, ...window }
  return { ...told, ...window, lastDoneAt, why: whyDue({ name: routine.form.name, of: routine.of, last: { lastAt: lastDoneAt, nobody: 0, nobodyAt: null } }) }
}

function keyOf(subject: unknown): string {
  const { kind, id } = subject as DueItem['subject'] // of the server's list or of a form made from it
  return `${kind}/${id}`
}

/** To the nearest area on the way up that the phone has a point of. */
function metresTo(path: string, { points, spot }: { points: ReadonlyMap<string, BundleArea>; spot: Spot }): number | null {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const point = points.get(at)?.point
    if (point) return haversineMetres([spot.lon, spot.lat], [point.lon, point.lat])
  }
  return null
}
