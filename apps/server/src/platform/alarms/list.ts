import { ALARM_SEVERITIES, Fault } from '@yihu/contracts'
import type { AlarmSeverity, AnswerOf, countAlarms, listAlarms, QueryOf } from '@yihu/contracts'
import { localDate, toMs } from '@yihu/domain'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { countCleared, countOpen, pageOfAlarms } from './repo-list.ts'
import type { After, AlarmCount } from './repo-list.ts'
import type { StoredAlarm } from './repo.ts'
import { rowOf } from './show.ts'
import { scenarioOf } from './watch.ts'

/** A page of the alarms somebody sees. @throws input-invalid */
export async function alarmsOf(context: Context, actor: Actor, { cursor, limit, ...filter }: QueryOf<typeof listAlarms>): Promise<AnswerOf<typeof listAlarms>> {
  const after = cursor === undefined ? null : readCursor(cursor)
  const rows = await context.db.transact(actor.scope, (tx) => pageOfAlarms(tx, { filter, after, limit }))
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { alarms: page.map(rowOf), next: rows.length > limit && last ? cursorOf(last, filter.state === 'cleared') : null, asOf: new Date(context.clock.now()).toISOString() }
}

function cursorOf({ rank, raised_at: raisedAt, cleared_at: clearedAt, id }: StoredAlarm, isCleared: boolean): string {
  const at = isCleared ? (clearedAt ?? raisedAt) : raisedAt
  return Buffer.from(`${isCleared ? '' : rank}|${at.toISOString()}|${id}`).toString('base64url')
}

/** @throws Fault input-invalid: to begin again silently would show the first page twice */
function readCursor(text: string): After {
  const [rank = '', at = '', id = ''] = Buffer.from(text, 'base64url').toString().split('|')
  if (!/^\d?$/u.test(rank) || !z.iso.datetime().safeParse(at).success || !z.uuid().safeParse(id).success) throw new Fault('input-invalid', { fields: { cursor: '翻页标记无效，请从第一页重新打开' } })
  return { rank: rank === '' ? null : Number(rank), at: new Date(at), id }
}

/** How many alarms there are, of what somebody sees. */
export async function countsOf(context: Context, actor: Actor, { area }: QueryOf<typeof countAlarms>): Promise<AnswerOf<typeof countAlarms>> {
  const now = context.clock.now()
  const since = new Date(toMs(`${localDate(now)}T00:00`))
  const { open, ended } = await context.db.transact(actor.scope, async (tx) => ({ open: await countOpen(tx, area), ended: await countCleared(tx, { area, since }) }))
  const sum = (of: (row: AlarmCount) => boolean): number => open.reduce((total, row) => total + (of(row) ? row.count : 0), 0)
  const scenarios = [...Map.groupBy(open, ({ scenario }) => scenario)].map(([id, rows]) => ({ id, name: scenarioOf(id)?.name ?? id, count: rows.reduce((total, { count }) => total + count, 0) }))
  return {
    open: sum(() => true), ringing: sum(({ state }) => state === 'ringing'), taken: sum(({ state }) => state === 'acknowledged' || state === 'coming'),
    snoozed: sum(({ state }) => state === 'snoozed'), held: sum(({ state }) => state === 'held'),
    severities: Object.fromEntries(severities.map((one) => [one, sum(({ severity }) => severity === one)])) as Record<AlarmSeverity, number>, // every severity, just listed
    scenarios: scenarios.toSorted((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)), clearedToday: ended.cleared, falseToday: ended.wrong, asOf: new Date(now).toISOString(),
  }
}

const severities = Object.keys(ALARM_SEVERITIES) as AlarmSeverity[] // keys of a literal table
