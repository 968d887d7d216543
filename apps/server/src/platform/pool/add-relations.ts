import { localDate, RELATION_KINDS, relationKind } from '@yihu/domain'
import type { FactSource, Register, RelationKindName } from '@yihu/domain'
import type { Tx } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { tally } from './batch.ts'
import type { Batch } from './batch.ts'
import { cyclicAmong, dropRelations, insertColumns, listText, placesOf, settlePeople } from './repo-bulk.ts'

/** A relation to bring in; `to` is an entry or an area. */
export interface NewRelation {
  readonly id?: string
  readonly kind: RelationKindName
  readonly role: string
  readonly from: { readonly register: Register; readonly id: string }
  readonly to: { readonly register: Register; readonly id: string } | { readonly area: string }
  /** `YYYY-MM-DD`. */
  readonly since?: string | null
  readonly until?: string | null
}

/** What became of one, in the order they were given; null: it is in. */
export interface AddedRelation {
  readonly id: string
  readonly error: string | null
}

interface Ready extends NewRelation {
  readonly id: string
  readonly paths: readonly string[]
}

const CHUNK = 4000

/** Brings relations in: known kinds and roles between known entries, no circle where one is impossible. The others go in. */
export async function addRelations(tx: Tx, { batch, relations }: { batch: Batch; relations: readonly NewRelation[] }): Promise<AddedRelation[]> {
  const added: AddedRelation[] = []
  const kinds = new Map<RelationKindName, string[]>()
  for (let from = 0; from < relations.length; from += CHUNK) {
    for (const one of await addChunk(tx, batch, relations.slice(from, from + CHUNK))) {
      added.push({ id: one.id, error: one.error })
      if (one.error === null && relationKind(one.kind).isAcyclic) kinds.set(one.kind, [...(kinds.get(one.kind) ?? []), one.id])
    }
  }
  const circular = new Set<string>()
  for (const [kind, ids] of kinds) for (const id of await cyclicAmong(tx, kind, ids)) circular.add(id)
  await dropRelations(tx, [...circular])
  tally(batch, 'relation', added.filter(({ id, error }) => error === null && !circular.has(id)).length)
  return added.map(({ id, error }) => (circular.has(id) ? { id, error: '这个关系绕了一圈回到自己' } : { id, error }))
}

async function addChunk(tx: Tx, batch: Batch, relations: readonly NewRelation[]): Promise<(AddedRelation & { kind: RelationKindName })[]> {
  const ids = relations.flatMap(({ from, to }) => ('id' in to ? [from.id, to.id] : [from.id])).filter((id) => !batch.places.has(id))
  const found = await placesOf(tx, [...new Set(ids)])
  const places = (id: string): string | undefined => batch.places.get(id) ?? found.get(id)
  const ready: Ready[] = []
  const today = localDate(batch.at.getTime())
  const added = relations.map((relation) => {
    const id = relation.id ?? newId(batch.at.getTime())
    const [from, to] = [places(relation.from.id), 'id' in relation.to ? places(relation.to.id) : relation.to.area]
    const error = faultOf(relation, today) ?? (from === undefined || to === undefined ? '关系的一头不存在，或不在您的管辖范围' : null)
    if (error === null && from !== undefined && to !== undefined) ready.push({ ...relation, id, paths: from === to ? [from] : [from, to] })
    return { id, error, kind: relation.kind }
  })
  await insertRelations(tx, { batch, ready })
  await settlePeople(tx, ready.flatMap(({ from, to, paths }) => (from.register === 'person' && 'id' in to && to.register === 'house' && paths[1] !== undefined ? [from.id] : [])))
  return added
}

function faultOf({ kind, role, from, to, since, until }: NewRelation, today: string): string | null {
  if (!Object.hasOwn(RELATION_KINDS, kind)) return '没有这种关系'
  const { from: starts, to: ends, roles, label } = relationKind(kind)
  if (!starts.includes(from.register) || !ends.includes('id' in to ? to.register : 'area')) return `“${label}”不能这样建立`
  if (!Object.hasOwn(roles, role)) return `“${label}”没有这种身份`
  if ('id' in to && to.id === from.id) return '不能和自己建立关系'
  if (until && until > today) return '结束日期在今天以后，到了那天再登记'
  return since && until && until < since ? '结束日期早于开始日期' : null
}

async function insertRelations(tx: Tx, { batch, ready }: { batch: Batch; ready: readonly Ready[] }): Promise<void> {
  const at = batch.at.toISOString()
  const source: FactSource = batch.source
  const column = (name: string, type: string, pick: (one: Ready) => string | null) => ({ name, type, texts: ready.map(pick) })
  await insertColumns(tx, 'relation', [
    column('id', 'uuid', ({ id }) => id), column('kind', 'text', ({ kind }) => kind), column('role', 'text', ({ role }) => role),
    column('from_register', 'text', ({ from }) => from.register), column('from_id', 'uuid', ({ from }) => from.id),
    column('to_register', 'text', ({ to }) => ('id' in to ? to.register : 'area')), column('to_id', 'uuid', ({ to }) => ('id' in to ? to.id : null)), column('to_path', 'ltree', ({ to }) => ('id' in to ? null : to.area)),
    column('paths', 'ltree[]', ({ paths }) => listText(paths)), column('since', 'date', ({ since }) => since ?? null), column('until', 'date', ({ until }) => until ?? null),
    column('source', 'text', () => source), column('batch_id', 'uuid', () => batch.id), column('created_at', 'timestamptz', () => at), column('changed_at', 'timestamptz', () => at),
  ])
}
