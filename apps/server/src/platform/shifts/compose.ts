import { Fault } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import { newId } from '../../kernel/id.ts'
import { streetOf } from '../imports/index.ts'
import { composeSections } from './brief.ts'
import type { BriefSource } from './brief.ts'
import { shiftAt, shiftEnded } from './repo.ts'
import type { StoredShift } from './repo.ts'
import { writeBrief } from './repo-handover.ts'

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

/**
 * The brief of the shift at work, or of the one that has just ended, made or renewed now.
 * @throws shift-missing, handover-given
 */
export async function composeNow(context: Context, briefs: readonly BriefSource[]): Promise<string> {
  const path = await streetOf(context)
  const at = new Date(context.clock.now())
  return context.db.transact(systemScope, async (tx) => {
    const shift = (await shiftAt(tx, { path, at })) ?? (await shiftEnded(tx, { path, at, since: new Date(at.getTime() - DAY_MS) }))
    if (!shift) throw new Fault('shift-missing')
    const id = await composeFor(tx, context, { shift, briefs })
    if (!id) throw new Fault('handover-given')
    return id
  })
}
