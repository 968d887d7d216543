import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { homesOf } from '../care/index.ts'
import type { Homes } from '../care/index.ts'
import { attend } from './climb.ts'
import { keepMoved } from './fold-heard.ts'
import { cleared } from './raise.ts'
import { wait } from './remembered.ts'
import type { MovedMemory } from './remembered.ts'
import { lockDueAlarm, lockLatest, postponeAlarm } from './repo.ts'
import { forgetMemory, lockDueMemories, postponeMemory } from './repo-memory.ts'
import type { MemoryRow } from './repo-memory.ts'
import { restore } from './restore.ts'
import { tellLate } from './run-late.ts'
import { homeBehind, isSubject } from './subject.ts'
import { watchesOf } from './watch.ts'
import type { Watches } from './watch.ts'

const EVERY_MS = 1000
const AT_ONCE = 200
/** What fails is tried again after this; it must not hold up the others. */
const AGAIN_MS = 60_000

/** Everything that time alone does: silence, `over … for`, rungs of ladders, ends of holding and snoozing, cases of what lasts, steps that are late. */
export async function tickAlarms(context: Context): Promise<void> {
  while ((await passMemories(context, AT_ONCE)) === AT_ONCE);
  while (await attendNext(context));
  while (await tellLate(context));
}

/** Ticks once a second while the server runs; several servers share the work. */
export function startAlarmClock(context: Context): { stop(): Promise<void> } {
  let running: Promise<void> | undefined
  const timer = setInterval(() => {
    running ??= tickAlarms(context)
      .catch((error: unknown) => { context.log.warn({ err: error }, 'the clock of alarms waits for the database') })
      .finally(() => { running = undefined })
  }, EVERY_MS)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}

/** So many memories in a transaction; one that cannot be brought up to now is found by taking them one by one, and is left for later by itself. */
async function passMemories(context: Context, atOnce: number): Promise<number> {
  const now = context.clock.now()
  const [watches, homes] = await Promise.all([watchesOf(context), homesOf(context)])
  let rows: readonly MemoryRow[] = []
  try {
    return await context.db.transact(systemScope, async (tx) => {
      rows = await lockDueMemories(tx, new Date(now), atOnce)
      const moved: MovedMemory[] = []
      for (const row of rows) moved.push(...(await passed(tx, context, { row, watches, homes, now })))
      await keepMoved(tx, context, moved)
      return rows.length
    })
  } catch (error) {
    const [first] = rows
    if (!first) throw error
    if (rows.length > 1) {
      for (let left = rows.length; left > 0; left -= 1) await passMemories(context, 1)
      return rows.length
    }
    context.log.error({ err: error, scenario: first.scenario, subject: first.subject }, 'a trigger could not be brought up to time')
    await context.db.transact(systemScope, (tx) => postponeMemory(tx, first, new Date(now + AGAIN_MS)))
    return 1
  }
}

/** A memory brought up to now; what is switched off, or of a home that is none any more, is forgotten, and its alarm ends. */
async function passed(tx: Tx, context: Context, { row, watches, homes, now }: { row: MemoryRow; watches: Watches; homes: Homes; now: number }): Promise<MovedMemory[]> {
  const path = homeBehind(row.subject, homes)?.path ?? row.path
  const watching = watches.watching(path, row.scenario, now)
  if (watching && isSubject(watching.scenario, row.subject, homes)) {
    const old = restore(row, watching)
    return [{ scenario: row.scenario, subject: row.subject, watching, path, deviceId: row.deviceId, before: old.standing, moved: wait(watching, old, now), device: null, since: null }]
  }
  const alarm = await lockLatest(tx, row)
  if (alarm && alarm.state !== 'cleared') await cleared(tx, context, alarm, { at: now, how: 'settings' })
  await forgetMemory(tx, row)
  return []
}

/** One alarm for which something is due, in a transaction of its own. @returns whether there was one */
async function attendNext(context: Context): Promise<boolean> {
  const now = context.clock.now()
  let id: string | undefined
  try {
    return await context.db.transact(systemScope, async (tx) => {
      const alarm = await lockDueAlarm(tx, new Date(now))
      id = alarm?.id
      if (alarm) await attend(tx, context, alarm)
      return alarm !== undefined
    })
  } catch (error) {
    context.log.error({ err: error, alarm: id }, 'an alarm could not be attended to')
    const failed = id
    if (failed === undefined) return false
    await context.db.transact(systemScope, (tx) => postponeAlarm(tx, failed, new Date(now + AGAIN_MS)))
    return true
  }
}
