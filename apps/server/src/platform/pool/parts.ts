import { Fault } from '@yihu/contracts'
import type { AnswerOf, listParts, PartRow, QueryOf } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { catalogueOf } from '../catalogue/index.ts'
import { unitNames } from '../identity/index.ts'
import { listMatchingParts } from './repo.ts'
import type { Part } from './repo.ts'

/** Parts with the names of what they are, where they stand and who keeps them. */
export async function partsShown(context: Context, actor: Actor, parts: readonly Part[]): Promise<PartRow[]> {
  const [catalogue, tree, names] = await Promise.all([catalogueOf(context), areasOf(context), context.db.transact(actor.scope, unitNames)])
  return parts.map(({ code, classCode, name, path, unitId, state, lon, lat }) => ({
    code, classCode, className: catalogue.find(classCode)?.name ?? classCode, name, areaPath: path, areaName: tree.fullNameOf(path), point: { lon, lat },
    unit: unitId === null ? null : { id: unitId, name: names.get(unitId) ?? unitId }, state,
  }))
}

/** A page of parts, by the beginning of their code, words of their name or of their class. */
export async function partsOf(context: Context, actor: Actor, { area, q, cursor, limit }: QueryOf<typeof listParts>): Promise<AnswerOf<typeof listParts>> {
  if (cursor !== undefined && !/^\w{1,40}$/u.test(cursor)) throw new Fault('input-invalid', { fields: { cursor: '翻页标记无效，请从第一页重新打开' } })
  const typed = q?.trim()
  const classes = typed ? (await catalogueOf(context)).classes.filter(({ kind, name }) => kind === 'part' && name.includes(typed)).map(({ code }) => code) : []
  const found = await context.db.transact(actor.scope, (tx) => listMatchingParts(tx, { area, q: typed, classes, after: cursor, limit }))
  const page = found.slice(0, limit)
  return { parts: await partsShown(context, actor, page), next: found.length > limit ? (page.at(-1)?.code ?? null) : null, asOf: new Date(context.clock.now()).toISOString() }
}
