import { localTime } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { usersOf } from '../identity/index.ts'
import { notify, phrasesOf } from '../notices/index.ts'
import type { BriefSource } from './brief.ts'
import { composeFor } from './compose.ts'
import type { HandoverRow } from './handover-row.ts'
import { shiftFrom, unclosedShifts } from './repo.ts'
import { takeForgotten } from './repo-handover.ts'

const DAY_MS = 86_400_000

/** A handover that nobody took on after so long is told to those who should. */
export const ACK_MINUTES = 15

/** At the end of each shift its brief is there, and whoever worked is asked to hand over; what nobody takes on is told once. */
export async function closeShifts(context: Context, briefs: readonly BriefSource[]): Promise<void> {
  const now = context.clock.now()
  const ended = await context.db.transact(systemScope, (tx) => unclosedShifts(tx, { at: new Date(now), since: new Date(now - DAY_MS) }))
  for (const shift of ended) {
    await context.db.transact(systemScope, async (tx) => {
      const id = await composeFor(tx, context, { shift, briefs })
      if (!id) return
      const words = (await phrasesOf(context)).say('shift.ended', { 班次: shift.name })
      await notify(tx, context, {
        userIds: shift.people.flatMap(({ userId }) => userId ?? []), kind: 'shift.ended', ...words, dedupeKey: `shift:${shift.id}:ended`,
      })
    })
  }
  await context.db.transact(systemScope, async (tx) => {
    const forgotten = await takeForgotten(tx, { before: new Date(now - ACK_MINUTES * 60_000), at: new Date(now) })
    for (const handover of forgotten) await tellWaiting(tx, context, { handover, isForgotten: true })
  })
}

/** Tells those of the next shift, and when they forget it the duty chiefs too, that a handover waits for them. */
export async function tellWaiting(tx: Tx, context: Context, { handover, isForgotten }: { handover: HandoverRow; isForgotten: boolean }): Promise<void> {
  const next = await shiftFrom(tx, { path: handover.path, at: new Date(handover.endsAt.getTime() - 1) })
  const people = next?.people.flatMap(({ userId }) => userId ?? []) ?? []
  const chiefs = isForgotten || people.length === 0 ? await usersOf(tx, { role: 'duty-chief', path: handover.path }) : []
  const given = handover.givenAt ? localTime(handover.givenAt.getTime()) : ''
  const kind = isForgotten ? 'shift.forgotten' : 'shift.given'
  const words = (await phrasesOf(context)).say(kind, { 班次: handover.shiftName, 交班人: handover.givenName ?? '', 时间: given, 分钟: String(ACK_MINUTES) })
  await notify(tx, context, {
    userIds: [...people, ...chiefs].filter((user) => user !== handover.givenBy), kind, ...words, dedupeKey: `handover:${handover.id}:${isForgotten ? 'forgotten' : 'given'}`,
    ...(isForgotten ? { isUrgent: true } : {}),
  })
}
