import type { Register } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { wordsOf } from './around.ts'
import { namesOf } from './names.ts'
import { entriesOf } from './repo-entry.ts'

/** What entries of one register are called in lists, with where they are; people masked, what is out of sight left out. */
export async function titlesOf(tx: Tx, context: Context, { register, ids }: { register: Register; ids: readonly string[] }): Promise<Map<string, { readonly title: string; readonly path: string }>> {
  const entries = await entriesOf(tx, register, [...new Set(ids)])
  if (entries.length === 0) return new Map()
  const words = await wordsOf(tx, context)
  const names = await namesOf(tx, context, { words, relations: [], persons: [], own: entries })
  return new Map(entries.map((entry) => [entry.id, { title: titled(entry.register, { name: names.titleOf(entry), place: words.areaName(entry.areaPath) }), path: entry.areaPath }]))
}

/** Of people and organisations the name alone would not say where to go. */
function titled(register: Register, { name, place }: { name: string; place: string }): string {
  return register === 'person' || register === 'organisation' ? `${name}（${place}）` : name
}
