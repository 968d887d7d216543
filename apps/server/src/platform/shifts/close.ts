import { localTime } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { usersOf } from '../identity/index.ts'
import { notify } from '../notices/index.ts'
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
      await notify(tx, context, {
        userIds: shift.people.flatMap(({ userId }) => userId ?? []), kind: 'shift.ended', title: `${shift.name}已结束，请交班`,
        text: '交接简报已经生成，请在“值班”里核对、写上交班事项后交班。', dedupeKey: `shift:${shift.id}:ended`,
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
  await notify(tx, context, {
    userIds: [...people, ...chiefs].filter((user) => user !== handover.givenBy), kind: isForgotten ? 'shift.forgotten' : 'shift.given',
    title: isForgotten ? `交接班 ${ACK_MINUTES} 分钟没有人确认` : `${handover.givenName ?? ''}已交班，请接班确认`,
    text: `${handover.shiftName} ${given} 交出。请在“值班”里看交接简报并确认接班。`, dedupeKey: `handover:${handover.id}:${isForgotten ? 'forgotten' : 'given'}`,
    ...(isForgotten ? { isUrgent: true } : {}),
  })
}
