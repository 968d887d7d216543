import { Fault } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { streetOf } from '../imports/index.ts'
import { composeSections } from './brief.ts'
import type { BriefSource } from './brief.ts'
import { shiftAt, shiftEnded, shiftOfHandover } from './repo.ts'
import type { StoredShift } from './repo.ts'
import { findHandover, writeBrief } from './repo-handover.ts'

const DAY_MS = 86_400_000

/** Writes the brief of one shift as of now; null when it was given already. Needs the system's scope. */
export async function composeFor(tx: Tx, context: Context, { shift, briefs }: { shift: StoredShift; briefs: readonly BriefSource[] }): Promise<string | null> {
  const now = context.clock.now()
  const span = { street: shift.path, from: shift.startsAt.getTime(), to: shift.endsAt.getTime(), now }
  const brief = await composeSections(tx, context, { briefs, span })
  const id = await writeBrief(tx, { id: newId(now), shift, brief, at: new Date(now) })
  if (id) await emit(tx, { topic: 'shift.changed', scopePath: shift.path, payload: { id } })
  return id
}

/** Whoever has just gone off duty hands that shift over, not the one that began meanwhile. */
const JUST_ENDED_MS = 3 * 3_600_000

/**
 * The brief of a person's shift made or renewed now: the one of theirs that has just ended and is not handed over yet,
 * else the one at work, else the last one.
 * @throws shift-missing, handover-given
 */
export async function composeNow(context: Context, briefs: readonly BriefSource[], userId: string): Promise<string> {
  const path = await streetOf(context)
  const at = new Date(context.clock.now())
  const ended = (tx: Tx, withinMs: number) => shiftEnded(tx, { path, at, since: new Date(at.getTime() - withinMs) })
  return context.db.transact(systemScope, async (tx) => {
    const own = await ended(tx, JUST_ENDED_MS)
    const ownId = own?.people.some((person) => person.userId === userId) ? await composeFor(tx, context, { shift: own, briefs }) : null
    if (ownId) return ownId
    const shift = (await shiftAt(tx, { path, at })) ?? (await ended(tx, DAY_MS))
    if (!shift) throw new Fault('shift-missing')
    const id = await composeFor(tx, context, { shift, briefs })
    if (!id) throw new Fault('handover-given')
    return id
  })
}

/**
 * Renews the figures of a draft.
 * @throws not-found, handover-given
 */
export async function renew(context: Context, briefs: readonly BriefSource[], { id, actor }: { id: string; actor: Actor }): Promise<void> {
  const isSeen = await context.db.transact(actor.scope, (tx) => findHandover(tx, id))
  if (!isSeen) throw new Fault('not-found')
  await context.db.transact(systemScope, async (tx) => {
    const shift = await shiftOfHandover(tx, id)
    if (!shift) throw new Fault('not-found')
    if (!(await composeFor(tx, context, { shift, briefs }))) throw new Fault('handover-given')
  })
}
