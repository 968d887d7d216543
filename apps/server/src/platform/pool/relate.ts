import { Fault } from '@yihu/contracts'
import type { addRelation, BodyOf, endRelation } from '@yihu/contracts'
import { localDate, relationKind } from '@yihu/domain'
import type { RelationKindName } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { emit } from '../../kernel/events/index.ts'
import { newId } from '../../kernel/id.ts'
import { areasOf } from '../areas/index.ts'
import { record } from '../audit/index.ts'
import { addRelations } from './add-relations.ts'
import { closeBatch, openBatch } from './batch.ts'
import { placesOf } from './repo-bulk.ts'
import { insertChanges } from './repo-history.ts'
import { closeRelation, lockRelation } from './repo-relation.ts'
import { objectName } from './write.ts'
import type { By } from './write.ts'

/** Makes a relation between two entries, or an entry and an area. @throws relation-invalid, area-unknown */
export async function relate(context: Context, { actor, ip }: By, form: BodyOf<typeof addRelation>): Promise<string> {
  const tree = await areasOf(context)
  if ('area' in form.to && !tree.byPath(form.to.area)) throw new Fault('area-unknown', { details: { code: form.to.area } })
  const { kind, role, fromRegister, fromId, to, since, source } = form
  return context.db.transact(actor.scope, async (tx) => {
    const areaPath = (await placesOf(tx, [fromId])).get(fromId)
    if (areaPath === undefined) throw new Fault('relation-invalid', { details: { problem: '关系的一头不存在，或不在您的管辖范围' } })
    const batch = await openBatch(tx, context, { areaPath, source, asOf: since ?? localDate(context.clock.now()), title: '手工建立关系', by: actor })
    const [added] = await addRelations(tx, { batch, relations: [{ kind: kind as RelationKindName, role, from: { register: fromRegister, id: fromId }, to, since: since ?? null }] }) // checked in there
    if (!added || added.error !== null) throw new Fault('relation-invalid', { details: { problem: added?.error ?? '' } })
    const { label, roles } = relationKind(kind as RelationKindName) // it was taken
    const change = { areaPath, what: 'relate', at: batch.at, by: actor, source, changes: { [label]: ['', roles[role] ?? role] as const } } as const
    await insertChanges(tx, [
      { ...change, id: newId(batch.at.getTime()), register: fromRegister, entryId: fromId },
      ...('id' in to ? [{ ...change, id: newId(batch.at.getTime()), register: to.register, entryId: to.id }] : []),
    ])
    await emit(tx, { topic: 'pool.changed', scopePath: areaPath, payload: { register: fromRegister, ids: [fromId] } })
    await closeBatch(tx, batch, { ip })
    return added.id
  })
}

/** Ends a relation; it stays in the card's past. @throws not-found, relation-invalid */
export async function endRelationOf(context: Context, { actor, ip }: By, { id, form }: { id: string; form: BodyOf<typeof endRelation> }): Promise<void> {
  const now = context.clock.now()
  const at = new Date(now)
  await context.db.transact(actor.scope, async (tx) => {
    const relation = await lockRelation(tx, id)
    if (!relation) throw new Fault('not-found')
    if (relation.until !== null) throw new Fault('relation-invalid', { details: { problem: '这个关系已经结束' } })
    if (relation.since !== null && form.until < relation.since) throw new Fault('relation-invalid', { details: { problem: '结束日期早于开始日期' } })
    await closeRelation(tx, { id, until: form.until, at })
    const { label, roles } = relationKind(relation.kind as RelationKindName) // inserted by this module alone
    const change = { areaPath: relation.paths[0] ?? '', what: 'unrelate', at, by: actor, source: relation.source, reason: form.reason ?? '', changes: { [label]: [roles[relation.role] ?? relation.role, `到 ${form.until}`] as const } } as const
    await insertChanges(tx, [
      { ...change, id: newId(now), register: relation.from_register, entryId: relation.from_id },
      ...(relation.to_id && relation.to_register !== 'area' ? [{ ...change, id: newId(now), register: relation.to_register, entryId: relation.to_id }] : []),
    ])
    await record(tx, { at: now, by: actor, action: 'pool.unrelate', object: objectName(relation.from_register, relation.from_id), result: 'done', ip, detail: { kind: relation.kind, until: form.until } })
  })
}
