import { Fault } from '@yihu/contracts'
import type { addRelation, BodyOf, endRelation } from '@yihu/contracts'
import { localDate, relationKind } from '@yihu/domain'
import type { Register, RelationEnd, RelationKindName } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { emit } from '../../kernel/events/index.ts'
import { newId } from '../../kernel/id.ts'
import { covers } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { areasOf } from '../areas/index.ts'
import { record } from '../audit/index.ts'
import { addRelations } from './add-relations.ts'
import { closeBatch, openBatch } from './batch.ts'
import { closeEmptied } from './emptied.ts'
import { placesOf } from './repo-bulk.ts'
import { insertChanges } from './repo-history.ts'
import type { NewChange } from './repo-history.ts'
import { closeRelations, lockRelation, settlePlaces } from './repo-relation.ts'
import type { StoredRelation } from './repo-relation.ts'
import { objectName } from './write.ts'
import type { By } from './write.ts'

/** Makes a relation between two entries, or an entry and an area. @throws relation-invalid, area-unknown */
export async function relate(context: Context, { actor, ip }: By, form: BodyOf<typeof addRelation>): Promise<string> {
  const tree = await areasOf(context)
  if ('area' in form.to && !tree.byPath(form.to.area)) throw new Fault('area-unknown', { details: { code: form.to.area } })
  const { kind, role, fromRegister, fromId, to, since, source } = form
  return context.db.transact(actor.scope, async (tx) => {
    const places = await placesOf(tx, 'id' in to ? [fromId, to.id] : [fromId])
    const areaPath = placeFor(actor, [...places.values(), ...('area' in to ? [to.area] : [])])
    if (!places.has(fromId) || areaPath === undefined) throw new Fault('relation-invalid', { details: { problem: '关系的一头不存在，或不在您的管辖范围' } })
    const batch = await openBatch(tx, context, { areaPath, source, asOf: since ?? localDate(context.clock.now()), title: '手工建立关系', by: actor })
    const [added] = await addRelations(tx, { batch, relations: [{ kind: kind as RelationKindName, role, from: { register: fromRegister, id: fromId }, to, since: since ?? null }] }) // checked in there
    if (!added || added.error !== null) throw new Fault('relation-invalid', { details: { problem: added?.error ?? '' } })
    const from = { register: fromRegister, id: fromId }
    await tellRelations(tx, [{ kind, role, from, to: 'id' in to ? to : { register: 'area', id: to.area }, areaPath, at: batch.at, by: actor, source }])
    await closeBatch(tx, batch, { ip })
    return added.id
  })
}

/** Ends a relation; it stays in the card's past. A household that nobody is left in is gone. @throws not-found, relation-invalid */
export async function endRelationOf(context: Context, { actor, ip }: By, { id, form }: { id: string; form: BodyOf<typeof endRelation> }): Promise<void> {
  const now = context.clock.now()
  const at = new Date(now)
  await context.db.transact(actor.scope, async (tx) => {
    const relation = await lockRelation(tx, id)
    if (!relation) throw new Fault('not-found')
    if (relation.until !== null) throw new Fault('relation-invalid', { details: { problem: '这个关系已经结束' } })
    if (form.until > localDate(now)) throw new Fault('relation-invalid', { details: { problem: '结束日期在今天以后，到了那天再登记' } })
    if (relation.since !== null && form.until < relation.since) throw new Fault('relation-invalid', { details: { problem: '结束日期早于开始日期' } })
    await endOne(tx, { relation, until: form.until, at, by: actor, reason: form.reason ?? '' })
    await settlePlaces(tx, [relation.from_id])
    if (relation.kind === 'household' && relation.to_id !== null) await closeEmptied(tx, [relation.to_id], { at, by: actor, source: relation.source })
    await record(tx, { at: now, by: actor, action: 'pool.unrelate', object: objectName(relation.from_register, relation.from_id), result: 'done', ip, detail: { kind: relation.kind, until: form.until } })
  })
}

interface Ending {
  readonly relation: StoredRelation
  readonly until: string
  readonly at: Date
  readonly by: By['actor']
  readonly reason: string
}

/** Ends a locked relation and writes it into the history of both ends. */
export async function endOne(tx: Tx, { relation, until, at, by, reason }: Ending): Promise<void> {
  await closeRelations(tx, [relation.id], { until, at })
  const to = { register: relation.to_register, id: relation.to_id ?? relation.to_path ?? '' }
  await tellRelations(tx, [{ kind: relation.kind, role: relation.role, from: { register: relation.from_register, id: relation.from_id }, to, until, areaPath: placeFor(by, relation.paths) ?? relation.paths[0] ?? '', at, by, source: relation.source, reason }])
}

/** Of the places of a relation one that lies in the actor's sight; undefined: none does. */
function placeFor({ scope }: By['actor'], paths: readonly string[]): string | undefined {
  return paths.find((path) => covers(scope, path))
}

interface Telling {
  readonly kind: string
  readonly role: string
  readonly from: { readonly register: Register; readonly id: string }
  readonly to: { readonly register: RelationEnd; readonly id: string }
  /** Left out: it began. */
  readonly until?: string
  readonly areaPath: string
  /** Where the ends belong, told by who may write in any place: each has its line where it is seen. */
  readonly places?: ReadonlyMap<string, string>
  readonly at: Date
  readonly by: NewChange['by']
  readonly source: string
  readonly reason?: string
}

/** Lines in the history of either end that say with whom, and word to whoever shows them. */
export async function tellRelations(tx: Tx, told: readonly Telling[]): Promise<void> {
  const lines = told.flatMap(linesOf)
  await insertChanges(tx, lines)
  const touched = Map.groupBy(lines, ({ areaPath, register }) => `${areaPath} ${register}`)
  await emit(tx, [...touched.values()].flatMap(([first, ...others]) => (first ? [{ topic: 'pool.changed', scopePath: first.areaPath, payload: { register: first.register, ids: [...new Set([first, ...others].map(({ entryId }) => entryId))] } }] : [])))
}

function linesOf({ kind, role, from, to, until, areaPath, places, at, by, source, reason = '' }: Telling): NewChange[] {
  const { label, roles } = relationKind(kind as RelationKindName) // it was taken, or is there
  const ends = [{ own: from, other: to }, ...(to.register === 'area' ? [] : [{ own: { register: to.register, id: to.id }, other: from }])]
  return ends.map(({ own, other }) => {
    const mention = { says: roles[role] ?? role, ...other }
    return { id: newId(at.getTime()), areaPath: places?.get(own.id) ?? areaPath, register: own.register, entryId: own.id, what: until === undefined ? 'relate' : 'unrelate', at, by, source, reason, changes: { [label]: until === undefined ? ['', mention] : [mention, `到 ${until}`] } }
  })
}
