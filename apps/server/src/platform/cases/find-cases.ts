import { CaseQuery } from '@yihu/contracts'
import type { CaseRow } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { readPage } from './list.ts'
import { groundOf } from './load-ground.ts'

/** The newest cases in sight that hold these words or this number. */
export async function findCases(context: Context, actor: Actor, { q, limit }: { q: string; limit: number }): Promise<CaseRow[]> {
  return (await readPage(context, { query: CaseQuery.parse({ q, limit, sort: 'newest' }), actor, ground: await groundOf(context) })).cases
}
