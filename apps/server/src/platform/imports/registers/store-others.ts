import { isWithin } from '../../../kernel/db/index.ts'
import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { addEntries, addRelations, recognise, refreshEntries } from '../../pool/index.ts'
import type { Batch, NewRelation } from '../../pool/index.ts'
import type { Outcome, Refused } from '../kind.ts'
import { RowsRefused } from '../kind.ts'
import type { SheetRegister } from './columns.ts'
import type { Draft } from './draft.ts'
import { problemAt } from './problem.ts'

interface Storing {
  readonly register: Exclude<SheetRegister, 'person'>
  readonly batch: Batch
  readonly drafts: readonly Draft[]
  readonly path: string
}

type Row = Draft & { readonly path: string }

/** Enters houses, organisations or vehicles with what they belong to. Throws RowsRefused when what they point at is not there. */
export async function storeOthers(tx: Tx, context: Context, { register, batch, drafts, path }: Storing): Promise<Outcome> {
  const refused: Refused[] = []
  const rows = drafts.filter((draft): draft is Row => {
    const isOurs = draft.path !== null && isWithin(draft.path, path)
    if (!isOurs) refused.push(problemAt(draft, register === 'house' ? 'building' : register === 'vehicle' ? 'home' : 'area', '这个地方不在您负责的区域', register))
    return isOurs
  })
  const ids = await recognise(tx, context, { register, entries: rows.map(({ values, path: areaPath }) => ({ values, areaPath })) })
  const fresh = rows.filter((_, at) => ids[at] === undefined)
  const added = await addEntries(tx, context, { batch, register, entries: fresh.map(({ row, values, path: areaPath, point }) => ({ areaPath, values, row: row.number, ...point })) })
  const known = rows.flatMap(({ row, values, point }, at) => (ids[at] === undefined ? [] : [{ id: ids[at], values, row: row.number, point }]))
  const refreshed = await refreshEntries(tx, context, { batch, register, known })
  const entered = rows.map((row, at) => ({ row, id: ids[at] ?? added[fresh.indexOf(row)]?.id ?? '', isNew: ids[at] === undefined }))
  const related = await relate(tx, context, { register, batch, entered })
  const changed = entered.filter(({ id, isNew }) => !isNew && (refreshed.has(id) || related.has(id))).length
  return { added: fresh.length, changed, repeated: rows.length - fresh.length - changed, refused }
}

interface Entered {
  readonly row: Row
  readonly id: string
  readonly isNew: boolean
}

/** Superior organisations and owners of vehicles; only new entries get them, known ones keep theirs. */
async function relate(tx: Tx, context: Context, { register, batch, entered }: Pick<Storing, 'register' | 'batch'> & { entered: readonly Entered[] }): Promise<Set<string>> {
  const field = register === 'organisation' ? 'above' : register === 'vehicle' ? 'ownerNumber' : undefined
  const wanted = field === undefined ? [] : entered.filter(({ row, isNew }) => isNew && row.beside[field] !== undefined)
  if (field === undefined || wanted.length === 0) return new Set()
  const targets = await recognise(tx, context, {
    register: register === 'organisation' ? 'organisation' : 'person',
    entries: wanted.map(({ row }) => ({ areaPath: row.path, values: register === 'organisation' ? { name: row.beside[field] ?? '' } : { idNumber: row.beside[field] ?? '' } })),
  })
  const missing = wanted.filter((_, at) => targets[at] === undefined)
  if (missing.length > 0) throw new RowsRefused(missing.map(({ row }) => problemAt(row, field, register === 'organisation' ? `没有“${row.beside[field]}”这个组织，请先登记它` : '居民登记里没有这位车主', register)))
  const relations = wanted.map(({ row, id }, at): NewRelation => relationOf(register, { row, id, target: targets[at] ?? '' }))
  const results = await addRelations(tx, { batch, relations })
  const failed = wanted.flatMap(({ row }, at) => (results[at]?.error ? [problemAt(row, field, results[at].error, register)] : []))
  if (failed.length > 0) throw new RowsRefused(failed)
  return new Set(wanted.map(({ id }) => id))
}

function relationOf(register: Storing['register'], { row, id, target }: { row: Row; id: string; target: string }): NewRelation {
  if (register === 'vehicle') return { kind: 'drives', role: 'owner', from: { register: 'person', id: target }, to: { register: 'vehicle', id } }
  return { kind: 'above', role: row.values.kind === 'party' ? 'party' : row.values.kind === 'alliance' ? 'alliance' : 'branch', from: { register: 'organisation', id }, to: { register: 'organisation', id: target } }
}
