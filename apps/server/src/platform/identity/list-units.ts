import type { AnswerOf, listUnits as contract } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { unitsIn } from './repo-unit.ts'

/** The units a person may have to do with. */
export async function listUnits({ db }: Context, { scope }: Actor): Promise<AnswerOf<typeof contract>> {
  return { units: await db.transact(scope, (tx) => unitsIn(tx, scope)) }
}
