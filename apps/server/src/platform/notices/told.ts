import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { countTold } from './repo.ts'
import { keyIn, templateOf } from './template-book.ts'

/** Kinds that are no name of a text of their own. */
const NAMES: Readonly<Record<string, string>> = { 'case.card': '快到期、已超期', 'case.overdue': '每天早上：超期', 'case.raised': '有新的诉求', 'case.recomputed': '期限已重算' }

/** How often some people were told of what since a moment, by kind; as numbers only, so that it needs nobody's rights. */
export async function toldTo(context: Context, asked: { readonly userIds: readonly string[]; readonly since: Date }) {
  const counted = await context.db.transact(systemScope, (tx) => countTold(tx, asked))
  return counted.map((one) => ({ ...one, name: nameOfKind(one.kind) }))
}

function nameOfKind(kind: string): string {
  const key = keyIn(kind)
  return NAMES[kind] ?? (key ? templateOf(key).name : kind)
}
