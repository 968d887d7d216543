import type { AnswerOf, listUnits as contract, QueryOf } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { unitsIn } from './repo-unit.ts'

/** The units a person may have to do with. */
export async function listUnits({ db }: Context, { scope }: Actor, { all }: QueryOf<typeof contract>): Promise<AnswerOf<typeof contract>> {
  return { units: await db.transact(scope, (tx) => unitsIn(tx, scope, { all: all === 'true' })) }
}
