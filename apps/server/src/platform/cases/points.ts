import { CasePoint, CaseQuery } from '@yihu/contracts'
import type { AnswerOf, listCasePoints } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { viewerOf } from './list.ts'
import { groundOf } from './load-ground.ts'
import { pointsOf } from './repo-figures.ts'

/** More are not told apart on a map of a street. */
const MOST = 2000

/** Where the open cases in sight are, those due first. */
export async function openPoints(context: Context, actor: Actor, area: string | undefined): Promise<AnswerOf<typeof listCasePoints>> {
  const viewer = viewerOf(context, await groundOf(context), actor)
  const query = CaseQuery.parse({ mark: 'open', ...(area ? { area } : {}) })
  const rows = await context.db.transact(actor.scope, (tx) => pointsOf(tx, { query, viewer, limit: MOST }))
  return { points: rows.map((row) => CasePoint.parse(row)), asOf: viewer.now.toISOString() }
}
