import { Fault } from '@yihu/contracts'
import type { AnswerOf, listParts, PartRow, QueryOf } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { isWithin } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { catalogueOf } from '../catalogue/index.ts'
import { unitNames } from '../identity/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { tally } from './batch.ts'
import type { Batch } from './batch.ts'
import { reasonOf } from './refresh.ts'
import { findParts, importParts, listMatchingParts } from './repo.ts'
import type { Part, StoredPart } from './repo.ts'
import { tellParts } from './tell-parts.ts'

/** A part as a survey tells it; what is left out stays as it is known. */
export interface NewPart extends Pick<Part, 'code' | 'classCode' | 'path' | 'lon' | 'lat' | 'recordedOn'>, Partial<Pick<Part, 'name' | 'unitId' | 'state' | 'source'>> {
  /** What parts of its class are called, for one without a name. */
  readonly className: string
}

/** Parts with the names of what they are, where they stand and who keeps them. */
export async function partsShown(context: Context, actor: Actor, parts: readonly StoredPart[]): Promise<PartRow[]> {
  const [catalogue, tree, names] = await Promise.all([catalogueOf(context), areasOf(context), context.db.transact(actor.scope, unitNames)])
  return parts.map(({ code, version, classCode, name, path, unitId, state, lon, lat, source, recordedOn }) => ({
    code, version, classCode, className: catalogue.find(classCode)?.name ?? classCode, name, areaPath: path, areaName: tree.fullNameOf(path), point: { lon, lat },
    unit: unitId === null ? null : { id: unitId, name: names.get(unitId) ?? unitId }, state, source, recordedOn,
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

/**
 * Brings a survey's parts in: new ones are added, known ones brought up to it unless they are of a later day; a later day
 * alone is noted and is no change. Parts that another area keeps (`elsewhere`, by code) stay as they are.
 */
export async function bringParts(tx: Tx, batch: Batch, parts: readonly NewPart[]): Promise<{ added: number; changed: number; elsewhere: ReadonlySet<string> }> {
  if (parts.length === 0) return { added: 0, changed: 0, elsewhere: new Set() }
  const known = new Map((await findParts(tx, parts.map(({ code }) => code))).map((part) => [part.code, part]))
  const elsewhere = new Set([...known.values()].filter(({ path }) => !isWithin(path, batch.areaPath)).map(({ code }) => code))
  const ours = parts.filter(({ code }) => !elsewhere.has(code))
  const fresh = ours.filter(({ code }) => !known.has(code)).map((part) => wholePart(part, undefined))
  const told = ours.flatMap((part) => {
    const before = known.get(part.code)
    if (before === undefined || part.recordedOn < before.recordedOn) return []
    const after = wholePart(part, before)
    return [{ before, after, differs: COMPARED.some((field) => before[field] !== after[field]), isLater: after.recordedOn > before.recordedOn }]
  })
  const changed = told.filter(({ differs }) => differs)
  await importParts(tx, [...fresh, ...told.filter(({ differs, isLater }) => differs || isLater).map(({ after }) => after)])
  await tellParts(tx, { changed, at: batch.at, by: batch.by, source: batch.source, reason: reasonOf(batch, undefined) })
  tally(batch, 'part', fresh.length)
  tally(batch, 'part.changed', changed.length)
  return { added: fresh.length, changed: changed.length, elsewhere }
}

const COMPARED = ['classCode', 'name', 'path', 'lon', 'lat', 'unitId', 'state', 'source'] as const
/** District, major and minor class stand before the number of a part's own. */
const SERIAL_FROM = 10

function wholePart({ className, ...part }: NewPart, before: Part | undefined): Part {
  return {
    ...part, name: part.name ?? before?.name ?? `${className}${Number(part.code.slice(SERIAL_FROM))}号`, unitId: part.unitId ?? before?.unitId ?? null, state: part.state ?? before?.state ?? 'good',
    source: part.source ?? before?.source ?? '其他',
  }
}
