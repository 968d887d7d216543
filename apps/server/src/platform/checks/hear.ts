import { STATES } from '@yihu/domain'
import type { CaseState } from '@yihu/domain'
import { z } from 'zod'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Event } from '../../kernel/events/index.ts'
import type { Context } from '../../kernel/context.ts'
import { standingsOf, withFollowers } from '../cases/index.ts'
import { markDangers } from './repo-danger.ts'

const Moved = z.object({ id: z.uuid() })

/** A case moved: its dangers, and those of cases merged into it, are closed when it is and open again when it is reopened. */
export async function hearCase(tx: Tx, event: Event, { clock }: Context): Promise<void> {
  const { id } = Moved.parse(event.payload)
  const ids = await withFollowers(tx, id)
  const standing = (await standingsOf(tx, [id])).get(id)
  if (!standing) return
  const paths = await markDangers(tx, ids, isDone(standing.state) ? new Date(clock.now()) : null)
  await emit(tx, [...new Set(paths)].map((scopePath) => ({ topic: 'check.danger', scopePath, payload: { caseId: id } })))
}

function isDone(state: CaseState): boolean {
  return !STATES[state].isOpen
}
