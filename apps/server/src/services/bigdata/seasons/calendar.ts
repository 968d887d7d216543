import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, listSeasons, saveSeason, SeasonForm, SeasonRow } from '@yihu/contracts'
import { daysAfter, DEPTHS, localDate, nextYearlyDay } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { record } from '../../../platform/audit/index.ts'
import { countSpan, groundOf } from '../../../platform/cases/index.ts'
import type { Ground } from '../../../platform/cases/index.ts'
import { streetOf } from '../../../platform/imports/index.ts'
import { SEASONS } from './book.ts'
import { readSeasons, writeSeason } from './repo-season.ts'
import type { StoredSeason } from './repo-season.ts'

/** A season of a street: changed, added, or as shipped. */
export type Season = Omit<StoredSeason, 'changedBy' | 'changedAt'> & { readonly changedBy: string | null; readonly changedAt: Date | null }

/** More than the longest lunar year, less than two years. */
const YEAR_BACK = 390
/** district.street.community */

/** All seasons of a street, those as shipped first. */
export async function seasonsOf(tx: Tx, street: string): Promise<Season[]> {
  const own = await readSeasons(tx, street)
  const shipped = Object.entries(SEASONS).map(([id, form]): Season => own.find((one) => one.id === id) ?? { id, form, version: 0, changedBy: null, changedAt: null })
  return [...shipped, ...own.filter(({ id }) => !Object.hasOwn(SEASONS, id))]
}

/** The running or coming time of a season, and the days of it a year before. */
export function timesOf({ calendar, month, day, days, leadDays }: SeasonForm, today: string): { start: string; raisedOn: string; before: { from: string; until: string } } {
  const start = nextYearlyDay({ calendar, month, day }, daysAfter(today, 1 - days))
  const from = nextYearlyDay({ calendar, month, day }, daysAfter(start, -YEAR_BACK))
  return { start, raisedOn: daysAfter(start, -leadDays), before: { from, until: daysAfter(from, days) } }
}

/** Complaints of a season's classes by community in its days a year before. */
export async function countBefore(tx: Tx, { form, street, today }: { readonly form: SeasonForm; readonly street: string; readonly today: string }): Promise<{ path: string; count: number }[]> {
  const counts = await countSpan(tx, { ...timesOf(form, today).before, prefixes: form.classCodes, depth: DEPTHS.community })
  return counts.filter(({ path }) => path.startsWith(`${street}.`))
}

/** The calendar with what comes next and what a year before brought. */
export async function listCalendar(context: Context, { scope }: Actor): Promise<AnswerOf<typeof listSeasons>> {
  const [street, ground, today] = [await streetOf(context), await groundOf(context), localDate(context.clock.now())]
  return context.db.transact(scope, async (tx) => {
    const seasons: SeasonRow[] = []
    for (const season of await seasonsOf(tx, street)) seasons.push(await rowOf(tx, season, { street, ground, today }))
    return { seasons: seasons.toSorted((a, b) => (a.next.raisedOn < b.next.raisedOn ? -1 : 1)) }
  })
}

interface Around {
  readonly street: string
  readonly ground: Ground
  readonly today: string
}

async function rowOf(tx: Tx, { id, form, version, changedBy, changedAt }: Season, { street, ground, today }: Around): Promise<SeasonRow> {
  const { start, raisedOn } = timesOf(form, today)
  const lastYear = (await countBefore(tx, { form, street, today })).reduce((sum, { count }) => sum + count, 0)
  return { id, form, version, changedBy, changedAt: changedAt?.toISOString() ?? null, classNames: form.classCodes.map((code) => ground.classRef(code).name), next: { start, raisedOn }, lastYear }
}

/** Changes or adds a season. @throws Fault class-unknown, input-invalid, conflict */
export async function keepSeason(context: Context, actor: Actor, { id, form: { version, season: form }, ip }: { readonly id: string; readonly form: BodyOf<typeof saveSeason>; readonly ip: string }): Promise<SeasonRow> {
  const [street, ground, at] = [await streetOf(context), await groundOf(context), context.clock.now()]
  for (const code of form.classCodes) ground.requireClass(code)
  checkDay(form, localDate(at))
  return context.db.transact(actor.scope, async (tx) => {
    const next = { id, form, version: version + 1, changedBy: actor.name, changedAt: new Date(at) }
    if (!(await writeSeason(tx, street, next))) throw new Fault('conflict')
    const row = await rowOf(tx, next, { street, ground, today: localDate(at) })
    await record(tx, { at, by: actor, action: 'season.save', object: form.name, result: 'done', ip, detail: { id, form } })
    return row
  })
}

function checkDay(form: SeasonForm, today: string): void {
  try {
    timesOf(form, today)
  } catch (error) {
    if (error instanceof RangeError) throw new Fault('input-invalid', { fields: { 'season.day': '没有这一天' } })
    throw error
  }
}
