import type { BulletinDraftAnswer } from '@yihu/contracts'
import { localDate, localTime, redact } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { catalogueOf } from '../../../platform/catalogue/index.ts'
import { groundOf, isAllUnits, lengthOf } from '../../../platform/cases/index.ts'
import type { ListQuery } from '../../../platform/cases/index.ts'
import { clustersOf } from '../clusters/list.ts'

/** One numbered fact of a bulletin, with where it was counted. */
export type BulletinFact = BulletinDraftAnswer['facts'][number]

const DAY_MS = 86_400_000
const WEEK_DAYS = 7
const MOST = 1_000_000
const MOST_GROUPS = 5
const MOST_CLUSTERS = 3

type Asked = Pick<ListQuery, 'classCode' | 'happened' | 'since' | 'until' | 'due'>

/** What a list is asked for, in words of a question and in those of an address. */
interface Figure {
  readonly text: (count: number) => string
  readonly query: Asked
}

/**
 * The figures of the last seven whole days in sight, within an area where one is given: what came in, of which groups of
 * classes, what was closed, what is overdue, which hot spots there are. Each is the length of the list it names.
 */
export async function bulletinFacts(context: Context, actor: Actor, area: string | undefined): Promise<{ readonly days: string; readonly facts: BulletinFact[] }> {
  const now = context.clock.now()
  const until = Date.parse(`${localDate(now)}T00:00:00+08:00`)
  const [week, before] = [spanOf(until), spanOf(until - WEEK_DAYS * DAY_MS)]
  const days = `${localDate(until - WEEK_DAYS * DAY_MS)}至${localDate(until - DAY_MS)}`
  const count = await counter(context, actor, area)
  const came = (span: Asked): Asked => ({ ...span, happened: 'taken' })
  const groups = await groupsOf(context, (classCode) => count({ ...came(week), classCode }))
  const figures: Figure[] = [
    { text: (n) => `${days}登记案件 ${n} 件`, query: came(week) },
    { text: (n) => `再前七天登记案件 ${n} 件`, query: came(before) },
    ...groups.map(({ code, name }): Figure => ({ text: (n) => `登记的案件里“${name}”${n} 件`, query: { ...came(week), classCode: code } })),
    { text: (n) => `${days}办结 ${n} 件`, query: { ...week, happened: 'closed' } },
    { text: (n) => `现在在办的案件里已超期 ${n} 件`, query: { due: 'overdue' } },
  ]
  const counted = await Promise.all(figures.map(async ({ text, query }) => ({ text: text(await count(query)), list: { desk: 'all' as const, search: searchOf(query, area) }, clusterId: null })))
  const { clusters } = await clustersOf(context, actor, { state: 'hot', area })
  const hot = clusters.slice(0, MOST_CLUSTERS).map(({ id, name, areaName, count: total, lastWeek }) => ({ text: redact(`热点“${name}”，在${areaName}，共 ${total} 件，近七天 ${lastWeek} 件`), list: null, clusterId: id }))
  return { days, facts: [...counted, ...hot].map((one, at) => ({ number: at + 1, ...one })) }
}

function spanOf(until: number): { since: string; until: string } {
  return { since: new Date(until - WEEK_DAYS * DAY_MS).toISOString(), until: new Date(until).toISOString() }
}

/** Counts as the list on the desk does. */
async function counter(context: Context, actor: Actor, area: string | undefined): Promise<(asked: Asked) => Promise<number>> {
  const ground = await groundOf(context)
  const sight = { scope: actor.scope, isAllUnits: isAllUnits(actor) }
  return (asked) => context.db.transact(actor.scope, (tx) =>
    lengthOf(tx, { query: { ...asked, ...(area === undefined ? {} : { area }), sort: 'due', limit: 1 }, sight, ground, now: context.clock.now() }, MOST))
}

/** The groups of classes with most cases, most first; those without any are left out. */
async function groupsOf(context: Context, count: (classCode: string) => Promise<number>): Promise<{ code: string; name: string }[]> {
  const { classes } = await catalogueOf(context)
  const counted: { code: string; name: string; n: number }[] = []
  for (const { code, name } of classes.filter(({ parent, validTo }) => parent === null && validTo === null)) counted.push({ code, name, n: await count(code) })
  return counted.filter(({ n }) => n > 0).toSorted((a, b) => b.n - a.n || (a.code < b.code ? -1 : 1)).slice(0, MOST_GROUPS)
}

/** Filters as they stand in an address: times by the minute, in Beijing. */
function searchOf({ since, until, ...rest }: Asked, area: string | undefined): Record<string, string> {
  const minute = (instant: string): string => `${localDate(Date.parse(instant))}T${localTime(Date.parse(instant))}`
  return Object.fromEntries(Object.entries({ ...rest, area, since: since && minute(since), until: until && minute(until) }).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
