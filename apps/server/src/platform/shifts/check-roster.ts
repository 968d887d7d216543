import type { ShiftForm } from '@yihu/contracts'
import { toMs } from '@yihu/domain'

const DAY_MS = 86_400_000

/** When a shift begins and ends, in milliseconds; an end not after the beginning lies in the next day. */
export function hoursOf({ day, from, to }: Pick<ShiftForm, 'day' | 'from' | 'to'>): { startsAt: number; endsAt: number } {
  const startsAt = toMs(`${day}T${from}:00+08:00`)
  const end = toMs(`${day}T${to}:00+08:00`)
  return { startsAt, endsAt: end > startsAt ? end : end + DAY_MS }
}

/** What is wrong with a month's roster, as one Chinese sentence without full stop; null when it can be kept. */
export function problemOfRoster(month: string, shifts: readonly ShiftForm[]): string | null {
  const outside = shifts.find(({ day }) => !day.startsWith(`${month}-`))
  if (outside) return `${outside.day} 不在 ${month} 这个月`
  const seen = new Set<string>()
  for (const { day, name, people } of shifts) {
    const key = `${day} ${name}`
    if (seen.has(key)) return `${day} 有两个“${name}”`
    seen.add(key)
    const twice = people.find((person, at) => people.findIndex((other) => samePerson(other, person)) < at)
    if (twice) return `${day} ${name}里“${twice.name}”出现了两次`
  }
  return null
}

type Person = ShiftForm['people'][number]

function samePerson(a: Person, b: Person): boolean {
  return a.userId === null || b.userId === null ? a.userId === b.userId && a.name === b.name : a.userId === b.userId
}

/** What a person should know about a roster that can be kept all the same: hours without duty, people on two shifts at once. */
export function warningsOf(shifts: readonly ShiftForm[]): string[] {
  const ordered = shifts.map((shift) => ({ ...shift, ...hoursOf(shift) })).toSorted((a, b) => a.startsAt - b.startsAt)
  const empty = ordered.filter(({ people }) => people.length === 0).map(({ day, name }) => `${day} ${name}还没有排人`)
  const gaps: string[] = []
  let covered = ordered[0]?.startsAt ?? 0
  for (const { day, from, startsAt, endsAt } of ordered) {
    if (startsAt > covered) gaps.push(`${day} ${from} 以前有 ${hoursText(startsAt - covered)}没有人值班`)
    covered = Math.max(covered, endsAt)
  }
  return [...empty, ...gaps, ...clashes(ordered)]
}

function clashes(ordered: readonly (ShiftForm & { startsAt: number; endsAt: number })[]): string[] {
  return ordered.flatMap((shift, at) =>
    ordered.slice(at + 1).filter(({ startsAt }) => startsAt < shift.endsAt).flatMap((later) =>
      shift.people.filter((person) => later.people.some((other) => samePerson(person, other))).map(({ name }) => `${name}在 ${shift.day} ${shift.name}和 ${later.day} ${later.name}同时值班`)))
}

function hoursText(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  return minutes % 60 === 0 ? `${minutes / 60} 小时` : `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`
}
