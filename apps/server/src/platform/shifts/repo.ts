import type { ShiftForm, ShiftPerson } from '@yihu/contracts'
import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { hoursOf } from './check-roster.ts'
import type { ShiftTables } from './tables.ts'

const own = (tx: Tx) => tx.$pickTables<ShiftTables>()

/** A shift with its people, in the order of the roster. */
export interface StoredShift {
  readonly id: string
  readonly path: string
  readonly day: string
  readonly name: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly people: readonly ShiftPerson[]
}

async function withPeople(tx: Tx, shifts: readonly Omit<StoredShift, 'people'>[]): Promise<StoredShift[]> {
  if (shifts.length === 0) return []
  const rows = await own(tx).selectFrom('shift_person').selectAll().where('shift_id', 'in', shifts.map(({ id }) => id)).orderBy('place').execute()
  const people = Map.groupBy(rows, (row) => row.shift_id)
  return shifts.map((shift) => ({
    ...shift, people: (people.get(shift.id) ?? []).map(({ role, user_id, name }) => ({ role: role as ShiftPerson['role'], userId: user_id, name })), // checked by the table
  }))
}

const shifts = (tx: Tx) => own(tx).selectFrom('shift').select(['id', 'path', sql<string>`day::text`.as('day'), 'name', 'starts_at as startsAt', 'ends_at as endsAt'])

/** The shifts that begin in a month, in the order of time. */
export async function shiftsOfMonth(tx: Tx, { path, month }: { path: string; month: string }): Promise<StoredShift[]> {
  return withPeople(tx, await shifts(tx).where('path', '=', path).where(sql<SqlBool>`to_char(day, 'YYYY-MM') = ${month}`).orderBy('starts_at').orderBy('name').execute())
}

/** The shift at work at an instant: of several the one that began last. */
export async function shiftAt(tx: Tx, { path, at }: { path: string; at: Date }): Promise<StoredShift | null> {
  const rows = await shifts(tx).where('path', '=', path).where('starts_at', '<=', at).where('ends_at', '>', at).orderBy('starts_at', 'desc').limit(1).execute()
  return (await withPeople(tx, rows))[0] ?? null
}

/** The first shift that begins at an instant or later. */
export async function shiftFrom(tx: Tx, { path, at }: { path: string; at: Date }): Promise<StoredShift | null> {
  const rows = await shifts(tx).where('path', '=', path).where('starts_at', '>=', at).orderBy('starts_at').limit(1).execute()
  return (await withPeople(tx, rows))[0] ?? null
}

/** The shift that ended last, but not before `since`. */
export async function shiftEnded(tx: Tx, { path, at, since }: { path: string; at: Date; since: Date }): Promise<StoredShift | null> {
  const rows = await shifts(tx).where('path', '=', path).where('ends_at', '<=', at).where('ends_at', '>', since).orderBy('ends_at', 'desc').limit(1).execute()
  return (await withPeople(tx, rows))[0] ?? null
}

/** The shift of a handover; one that has a handover is never removed. */
export async function shiftOfHandover(tx: Tx, handoverId: string): Promise<StoredShift | null> {
  const rows = await shifts(tx).where('id', '=', (eb) => eb.selectFrom('handover').select('handover.shift_id').where('handover.id', '=', handoverId)).execute()
  return (await withPeople(tx, rows))[0] ?? null
}

/** Shifts that ended after `since` and of which there is no brief. */
export async function unclosedShifts(tx: Tx, { at, since }: { at: Date; since: Date }): Promise<StoredShift[]> {
  const rows = await shifts(tx).where('ends_at', '<=', at).where('ends_at', '>', since)
    .where((eb) => eb.not(eb.exists(eb.selectFrom('handover').select('handover.id').whereRef('handover.shift_id', '=', 'shift.id')))).orderBy('ends_at').limit(20).execute()
  return withPeople(tx, rows)
}

export async function monthRevision(tx: Tx, { path, month }: { path: string; month: string }): Promise<number> {
  const row = await own(tx).selectFrom('shift_month').select('revision').where('path', '=', path).where('month', '=', month).executeTakeFirst()
  return row?.revision ?? 0
}

/** Counts a change of a month up; false when it was changed meanwhile. */
export async function countMonth(tx: Tx, { path, month, revision }: { path: string; month: string; revision: number }): Promise<boolean> {
  const rows = await own(tx)
    .insertInto('shift_month')
    .values({ path, month, revision: 1 })
    .onConflict((clash) => clash.columns(['path', 'month']).doUpdateSet({ revision: revision + 1 }).where('shift_month.revision', '=', revision))
    .returning('revision')
    .execute()
  return rows.length > 0
}

/** Makes a month what the forms say. A shift that keeps day and name keeps its id; one with a handover is never removed. */
export async function replaceMonth(tx: Tx, { path, month, forms, at }: { path: string; month: string; forms: readonly ShiftForm[]; at: number }): Promise<void> {
  const names = forms.map(({ day, name }) => `${day} ${name}`)
  await own(tx).deleteFrom('shift').where('path', '=', path)
    .where(sql<SqlBool>`to_char(day, 'YYYY-MM') = ${month} and not (day::text || ' ' || name = any (${names}::text[]))`)
    .where((eb) => eb.not(eb.exists(eb.selectFrom('handover').select('handover.id').whereRef('handover.shift_id', '=', 'shift.id')))).execute()
  if (forms.length === 0) return
  const rows = await own(tx)
    .insertInto('shift')
    .values(forms.map((form) => {
      const { startsAt, endsAt } = hoursOf(form)
      return { id: newId(at), path, day: form.day, name: form.name, starts_at: new Date(startsAt), ends_at: new Date(endsAt) }
    }))
    .onConflict((clash) => clash.columns(['path', 'day', 'name']).doUpdateSet((eb) => ({ starts_at: eb.ref('excluded.starts_at'), ends_at: eb.ref('excluded.ends_at') })))
    .returning(['id', sql<string>`day::text`.as('day'), 'name'])
    .execute()
  await own(tx).deleteFrom('shift_person').where('shift_id', 'in', rows.map(({ id }) => id)).execute()
  const idOf = new Map(rows.map(({ id, day, name }) => [`${day} ${name}`, id]))
  const people = forms.flatMap(({ day, name, people: onDuty }) =>
    onDuty.map((person, place) => ({ shift_id: idOf.get(`${day} ${name}`) ?? '', place, role: person.role, user_id: person.userId, name: person.name })))
  if (people.length > 0) await own(tx).insertInto('shift_person').values(people).execute()
}
