import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, changePart, PartRow, partHistory, QueryOf } from '@yihu/contracts'
import { FACT_SOURCES, localDate, sourceName } from '@yihu/domain'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { emit } from '../../kernel/events/index.ts'
import { areasOf } from '../areas/index.ts'
import { record } from '../audit/index.ts'
import { catalogueOf } from '../catalogue/index.ts'
import { unitNames } from '../identity/index.ts'
import { partsShown } from './parts.ts'
import { areaAtPoint } from './place-by-hand.ts'
import { changesOf, HISTORY_KEYS } from './repo-history.ts'
import { importParts, lockPart } from './repo.ts'
import type { StoredPart } from './repo.ts'
import { tellParts } from './tell-parts.ts'
import { needOwn } from './write.ts'
import type { By } from './write.ts'

/** Somebody stood there (GB/T 30428.2: 实测). */
const SURVEYED = '实测'

const Pairs = z.record(z.string(), z.tuple([z.coerce.string(), z.coerce.string()])).catch({})

/** Changes one part by hand, as of today; what is as it was is no change. @throws not-found, pool-elsewhere, conflict, input-invalid */
export async function change(context: Context, { actor, ip }: By, { code, form: { version, reason, point, isSurveyed, ...form } }: { code: string; form: BodyOf<typeof changePart> }): Promise<PartRow> {
  const now = context.clock.now()
  const part = await context.db.transact(actor.scope, async (tx) => {
    const before = await lockPart(tx, code)
    if (!before) throw new Fault('not-found')
    await needOwn(context, actor, { areaPath: before.path })
    if (before.version !== version) throw new Fault('conflict', { current: { version: before.version } })
    if (form.unitId && !(await unitNames(tx)).has(form.unitId)) throw new Fault('input-invalid', { fields: { unitId: '没有这个单位' } })
    const placed = point && (isSurveyed || point.lon !== before.lon || point.lat !== before.lat) ? { ...point, path: await areaAtPoint(context, actor, point), source: isSurveyed ? SURVEYED : FACT_SOURCES.hand } : {}
    const said = { name: form.name ?? before.name, state: form.state ?? before.state, unitId: form.unitId === undefined ? before.unitId : form.unitId, ...placed }
    if (Object.entries(said).every(([field, value]) => before[field as keyof typeof said] === value)) return before // fields of what is said
    const after: StoredPart = { ...before, ...said, version: version + 1, recordedOn: localDate(now) }
    await importParts(tx, [after])
    await tellParts(tx, { changed: [{ before, after }], at: new Date(now), by: actor, source: point && !isSurveyed ? 'hand' : 'visit', reason: reason ?? '' })
    for (const scopePath of new Set([before.path, after.path])) await emit(tx, { topic: 'pool.changed', scopePath, payload: { register: 'part', ids: [code] } })
    await record(tx, { at: now, by: actor, action: 'part.change', object: `部件 ${code}`, result: 'done', ip, detail: { code, fields: [...Object.keys(form), ...(point ? ['point'] : [])] } })
    return after
  })
  const [row] = await partsShown(context, actor, [part])
  if (!row) throw new Error('one part was given')
  return row
}

/** What changed of a part in sight, the latest first. */
export async function historyOfPart(context: Context, actor: By['actor'], { code, cursor, limit }: QueryOf<typeof partHistory> & { code: string }): Promise<AnswerOf<typeof partHistory>> {
  const [tree, catalogue] = await Promise.all([areasOf(context), catalogueOf(context)])
  const shown = (label: string, side: string): string => {
    if (label === HISTORY_KEYS.area) return tree.fullNameOf(side)
    return label === HISTORY_KEYS.class ? (catalogue.find(side)?.name ?? side) : side
  }
  const found = await context.db.transact(actor.scope, (tx) => changesOf(tx, { of: 'part_code', id: code, after: cursor, limit }))
  const changes = found.slice(0, limit).map((row) => ({
    id: row.id, at: row.at.toISOString(), by: row.by_name, what: row.what, whatName: '修改', source: sourceName(row.source), reason: row.reason,
    changes: Object.entries(Pairs.parse(row.changes)).map(([label, [from, to]]) => ({ field: label, label, from: shown(label, from), to: shown(label, to) })),
  }))
  return { changes, next: found.length > limit ? (changes.at(-1)?.id ?? null) : null }
}
