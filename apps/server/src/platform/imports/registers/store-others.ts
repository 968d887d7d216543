import type { Register } from '@yihu/domain'
import { isWithin } from '../../../kernel/db/index.ts'
import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { addEntries, addRelations, followRelations, placesOf, recognise, refreshEntries, standingRelations } from '../../pool/index.ts'
import type { Batch, NewRelation } from '../../pool/index.ts'
import type { Outcome, Refused } from '../kind.ts'
import { RowsRefused } from '../kind.ts'
import type { Draft } from './draft.ts'
import { problemAt } from './problem.ts'
import { standingOf } from './standing.ts'

interface Storing {
  readonly register: Exclude<Register, 'person' | 'household'>
  readonly batch: Batch
  readonly drafts: readonly Draft[]
  readonly path: string
}

type Row = Draft & { readonly path: string }

/** Enters houses, organisations or vehicles with what they belong to. Throws RowsRefused when what they point at is not there. */
export async function storeOthers(tx: Tx, context: Context, { register, batch, drafts, path }: Storing): Promise<Outcome> {
  const refused: Refused[] = []
  const ours = drafts.filter((draft): draft is Row => {
    const isOurs = draft.path !== null && isWithin(draft.path, path)
    if (!isOurs) refused.push(problemAt(draft, register === 'house' ? 'building' : register === 'vehicle' ? 'home' : 'area', '这个地方不在您负责的区域', register))
    return isOurs
  })
  const { rows, ids } = await identify(tx, context, { register, batch, path, rows: ours, refused })
  const fresh = rows.filter((_, at) => ids[at] === undefined)
  const places = new Map(fresh.map((row, at) => [row, at]))
  const added = await addEntries(tx, context, { batch, register, entries: fresh.map(({ row, values, tags, path: areaPath, point }) => ({ areaPath, values, tags, row: row.number, ...point })) })
  const known = rows.flatMap(({ row, values, tags, point, path: areaPath }, at) => (ids[at] === undefined ? [] : [{ id: ids[at], values, tags, row: row.number, point, path: areaPath }]))
  const refreshed = await refreshEntries(tx, context, { batch, register, known })
  const entered = rows.map((row, at) => ({ row, id: ids[at] ?? added[places.get(row) ?? -1]?.id ?? '', isNew: ids[at] === undefined }))
  const related = await relate(tx, context, { register, batch, entered })
  const changed = entered.filter(({ id, isNew }) => !isNew && (refreshed.has(id) || related.has(id))).length
  return { added: fresh.length, changed, repeated: rows.length - fresh.length - changed, refused }
}

/** Rows with the entry each is known as; those whose entry is not the importer's are refused. */
async function identify(tx: Tx, context: Context, { register, batch, path, rows, refused }: Omit<Storing, 'drafts'> & { rows: readonly Row[]; refused: Refused[] }): Promise<{ rows: Row[]; ids: (string | undefined)[] }> {
  const ids = await recognise(tx, context, { register, entries: rows.map(({ values, path: areaPath }) => ({ values, areaPath })) })
  const standings = await standingOf(tx, ids.flatMap((id) => id ?? []), { register, batch, path })
  const kept = rows.flatMap((row, at) => {
    const problem = standings.get(ids[at] ?? '')?.problem
    if (problem) refused.push(problemAt(row, register === 'house' ? 'code' : register === 'vehicle' ? 'plate' : 'name', problem, register))
    return problem ? [] : [{ row, id: ids[at] }]
  })
  return { rows: kept.map(({ row }) => row), ids: kept.map(({ id }) => id) }
}

interface Entered {
  readonly row: Row
  readonly id: string
  readonly isNew: boolean
}

/** Superior organisations and owners of vehicles. A known entry follows the sheet unless something of a later day is known. */
async function relate(tx: Tx, context: Context, { register, batch, entered }: Pick<Storing, 'register' | 'batch'> & { entered: readonly Entered[] }): Promise<Set<string>> {
  if (register === 'house') return new Set()
  const field = register === 'organisation' ? 'above' : 'ownerNumber'
  const said = entered.filter(({ row }) => row.beside[field] !== undefined)
  const targets = await recognise(tx, context, {
    register: register === 'organisation' ? 'organisation' : 'person',
    entries: said.map(({ row }) => ({ areaPath: row.path, values: register === 'organisation' ? { name: row.beside[field] ?? '' } : { idNumber: row.beside[field] ?? '' } })),
  })
  const places = register === 'organisation' ? await placesOf(tx, targets.flatMap((id) => id ?? [])) : null
  const missing = said.filter((_, at) => targets[at] === undefined || (places && !isOver(places.get(targets[at]), batch.areaPath)))
  if (missing.length > 0) throw new RowsRefused(missing.map(({ row }) => problemAt(row, field, register === 'organisation' ? `没有“${row.beside[field]}”这个组织，请先登记它` : '居民登记里没有这位车主', register)))
  const standing = Map.groupBy(await standingRelations(tx, register, said.flatMap(({ id, isNew }) => (isNew ? [] : [id]))), ({ fromId, toId }) => (register === 'vehicle' ? toId : fromId))
  const wanted = said.flatMap((one, at) => {
    const [target, ending] = [targets[at] ?? '', standing.get(one.id) ?? []]
    const isKnown = ending.some(({ fromId, toId }) => (register === 'vehicle' ? fromId : toId) === target)
    return isKnown || ending.some(({ asOf }) => asOf > batch.asOf) ? [] : [{ one, ending, relation: relationOf(register, { row: one.row, id: one.id, target }) }]
  })
  const [anew, followed] = [wanted.filter(({ one }) => one.isNew), wanted.filter(({ one }) => !one.isNew)]
  const results = [
    ...await addRelations(tx, { batch, relations: anew.map(({ relation }) => relation) }), ...await followRelations(tx, batch, followed.map(({ one, ending, relation }) => ({ ending, beginning: relation, row: one.row.row.number }))),
  ]
  const failed = [...anew, ...followed].flatMap(({ one }, at) => (results[at]?.error ? [problemAt(one.row, field, results[at].error, register)] : []))
  if (failed.length > 0) throw new RowsRefused(failed)
  return new Set(wanted.map(({ one }) => one.id))
}

/** A superior stands in what the importer is responsible for, or above it; not beside it. */
function isOver(place: string | undefined, path: string): boolean {
  return place !== undefined && (isWithin(place, path) || isWithin(path, place))
}

function relationOf(register: Storing['register'], { row, id, target }: { row: Row; id: string; target: string }): NewRelation {
  if (register === 'vehicle') return { kind: 'drives', role: 'owner', from: { register: 'person', id: target }, to: { register: 'vehicle', id } }
  return { kind: 'above', role: row.values.kind === 'party' ? 'party' : row.values.kind === 'alliance' ? 'alliance' : 'branch', from: { register: 'organisation', id }, to: { register: 'organisation', id: target } }
}
