import type { Shift, ShiftForm, ShiftPerson } from '@yihu/contracts'

const DAY_MS = 86_400_000

/** All days of a month `2026-05`. */
export function daysOf(month: string): string[] {
  const first = Date.parse(`${month}-01T00:00:00Z`)
  const days = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()
  return Array.from({ length: days }, (_, at) => new Date(first + at * DAY_MS).toISOString().slice(0, 10))
}

/** The day so many days later. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** 0: Monday … 6: Sunday. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
}

/** What of a shift is edited. */
export function formOf({ day, name, from, to, people }: Shift | ShiftForm): ShiftForm {
  return { day, name, from, to, people: people.map((person) => ({ ...person })) }
}

/**
 * The week of a day as the week before it was, as far as it lies in the month; `before` holds the shifts of the month before.
 * A day whose day a week ago has no shift is left as it is.
 */
export function copyLastWeek(shifts: readonly ShiftForm[], { day, before }: { day: string; before: readonly ShiftForm[] }): ShiftForm[] {
  const monday = dayAfter(day, -weekdayOf(day))
  const month = day.slice(0, 7)
  const known = [...before, ...shifts]
  const week = Array.from({ length: 7 }, (_, at) => dayAfter(monday, at)).filter((one) => one.startsWith(month))
  const copied = week.flatMap((one) => known.filter((shift) => shift.day === dayAfter(one, -7)).map((shift) => ({ ...formOf(shift), day: one })))
  const replaced = new Set(copied.map((shift) => shift.day))
  return inOrder([...shifts.filter((shift) => !replaced.has(shift.day)), ...copied])
}

/** Every day without a shift as the same weekday a week before, from the beginning of the month on. */
export function fillByWeeks(shifts: readonly ShiftForm[], { month, before }: { month: string; before: readonly ShiftForm[] }): ShiftForm[] {
  const filled = [...shifts]
  for (const day of daysOf(month)) {
    if (filled.some((shift) => shift.day === day)) continue
    filled.push(...[...before, ...filled].filter((shift) => shift.day === dayAfter(day, -7)).map((shift) => ({ ...formOf(shift), day })))
  }
  return inOrder(filled)
}

/** Somebody as the roster tells people apart: by account, without one by name. */
export function keyOf({ userId, name }: Pick<ShiftPerson, 'userId' | 'name'>): string {
  return userId ?? `name:${name}`
}

/** Exchanges two people on all shifts of some days; each keeps the other's role. Where both stand in one shift they change roles. */
export function swapPeople(shifts: readonly ShiftForm[], { one, other, from, to }: { one: ShiftPerson; other: ShiftPerson; from: string; to: string }): ShiftForm[] {
  const exchanged = (person: ShiftPerson): ShiftPerson => {
    if (keyOf(person) === keyOf(one)) return { role: person.role, userId: other.userId, name: other.name }
    return keyOf(person) === keyOf(other) ? { role: person.role, userId: one.userId, name: one.name } : person
  }
  return shifts.map((shift) => (shift.day >= from && shift.day <= to ? { ...shift, people: shift.people.map(exchanged) } : shift))
}

/** Puts a shift in the place of another, or beside all others where that is null. */
export function putShift(shifts: readonly ShiftForm[], before: Pick<ShiftForm, 'day' | 'name'> | null, shift: ShiftForm): ShiftForm[] {
  return inOrder([...withoutShift(shifts, before), shift])
}

/** All shifts but one. */
export function withoutShift(shifts: readonly ShiftForm[], gone: Pick<ShiftForm, 'day' | 'name'> | null): ShiftForm[] {
  return shifts.filter((shift) => gone === null || shift.day !== gone.day || shift.name !== gone.name)
}

function inOrder(shifts: readonly ShiftForm[]): ShiftForm[] {
  return shifts.toSorted((a, b) => (a.day === b.day ? a.from.localeCompare(b.from) : a.day.localeCompare(b.day)))
}

/** Everybody on these shifts once, in the order of their first shift. */
export function peopleOf(shifts: readonly ShiftForm[]): ShiftPerson[] {
  return [...new Map(shifts.flatMap(({ people }) => people).map((person) => [keyOf(person), person])).values()]
}

/** The shifts of a day in the columns of the month: one column a name, by the time it usually begins. */
export function columnsOf(shifts: readonly ShiftForm[]): string[] {
  const first = new Map<string, string>()
  for (const { name, from } of shifts) if (!first.has(name)) first.set(name, from)
  return [...first].toSorted((a, b) => a[1].localeCompare(b[1])).map(([name]) => name)
}
