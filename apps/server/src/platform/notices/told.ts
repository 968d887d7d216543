import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { countNights, countTold } from './repo.ts'
import { keyIn, templateOf } from './template-book.ts'

/** Kinds that are no name of a text of their own. */
const NAMES: Readonly<Record<string, string>> = { 'case.card': '快到期、已超期', 'case.overdue': '每天早上：超期', 'case.raised': '有新的诉求', 'case.recomputed': '期限已重算' }

/** How often some people were told of what since a moment, by kind; as numbers only, so that it needs nobody's rights. */
export async function toldTo(context: Context, asked: { readonly userIds: readonly string[]; readonly since: Date }) {
  const counted = await context.db.transact(systemScope, (tx) => countTold(tx, asked))
  return counted.map((one) => ({ ...one, name: nameOfKind(one.kind) }))
}

/** How many notices each of some people got at night since a moment; as numbers only. */
export async function nightsOf(context: Context, asked: { readonly userIds: readonly string[]; readonly since: Date }): Promise<Map<string, number>> {
  return context.db.transact(systemScope, (tx) => countNights(tx, asked))
}

function nameOfKind(kind: string): string {
  const key = keyIn(kind)
  return NAMES[kind] ?? (key ? templateOf(key).name : kind)
}
