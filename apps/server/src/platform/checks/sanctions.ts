import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, imposeSanction, listSanctions, QueryOf, SanctionRow } from '@yihu/contracts'
import { isAhead, localDate, nextSanction, SANCTIONS } from '@yihu/domain'
import type { Sanction } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { readCursor, writeCursor } from '../../kernel/cursor.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { groundOf, standingsOf } from '../cases/index.ts'
import { needOwn, placeOfEntry, titlesOf } from '../pool/index.ts'
import { dangerCases, findSanction, insertSanction, listStoredSanctions, standingSanctions, withdraw } from './repo-sanction.ts'
import type { StoredSanction } from './repo-sanction.ts'
import { standingOnWire } from './sheets.ts'

/** What was done about units in sight, the latest first; of one unit also what comes next in turn. @throws input-invalid */
export async function sanctionsOf(context: Context, actor: Actor, { organisation, area, cursor, limit }: QueryOf<typeof listSanctions>): Promise<AnswerOf<typeof listSanctions>> {
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const found = await listStoredSanctions(tx, { organisation, area, after: readCursor(cursor), limit })
    const page = found.slice(0, limit)
    const last = page.at(-1)
    return {
      sanctions: await rowsOf(tx, context, page), next: found.length > limit && last ? writeCursor(last) : null,
      suggested: organisation === undefined ? null : await nextFor(tx, organisation, now), asOf: new Date(now).toISOString(),
    }
  })
}

/** Writes down once what is done about the unit that answers for dangers. @throws not-found, pool-elsewhere, conflict, input-invalid */
export async function impose(context: Context, actor: Actor, { form: { id, sanction: { organisationId, grade, caseIds, text, reason } }, ip }: { readonly form: BodyOf<typeof imposeSanction>; readonly ip: string }): Promise<SanctionRow> {
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const place = await placeOfEntry(tx, { register: 'organisation', id: organisationId })
    if (!place) throw new Fault('not-found')
    await needOwn(context, actor, { areaPath: place.path })
    const known = await findSanction(tx, id)
    if (known) return isSame(known, { organisationId, grade }) ? rowOf(tx, context, known) : clash()
    const own = [...new Set(caseIds)]
    if ((await dangerCases(tx, own)).size !== own.length) throw new Fault('input-invalid', { fields: { 'sanction.caseIds': '只能选检查中查出的隐患' } })
    const next = await nextFor(tx, organisationId, now)
    if (isAhead(grade, next) && reason === '') throw new Fault('input-invalid', { fields: { 'sanction.reason': `按次序这一次是“${SANCTIONS[next]}”，要更重的请写明理由` } })
    const row: StoredSanction = { id, area_path: place.path, organisation_id: organisationId, grade, case_ids: own, text, reason, by_name: actor.name, at: new Date(now), withdrawn_at: null, withdrawn_name: null, withdrawn_reason: null }
    if (!(await insertSanction(tx, row))) return clash()
    await emit(tx, { topic: 'check.sanctioned', scopePath: place.path, payload: { organisation: organisationId } })
    await record(tx, { at: now, by: actor, action: 'check.sanction', object: `单位 ${organisationId.slice(-12)}`, result: 'done', ip, detail: { sanction: id, grade, reason, cases: own } })
    return rowOf(tx, context, row)
  })
}

function isSame({ organisation_id, grade }: StoredSanction, form: { readonly organisationId: string; readonly grade: Sanction }): boolean {
  return organisation_id === form.organisationId && grade === form.grade
}

function clash(): never {
  throw new Fault('conflict')
}

/** Withdraws what was done: it stays to be read and counts no more. @throws not-found, conflict */
export async function takeBack(context: Context, actor: Actor, { id, reason, ip }: { readonly id: string; readonly reason: string; readonly ip: string }): Promise<SanctionRow> {
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const known = await findSanction(tx, id)
    if (!known) throw new Fault('not-found')
    const row = await withdraw(tx, id, { at: new Date(now), by: actor.name, reason })
    if (!row) return clash()
    await emit(tx, { topic: 'check.sanctioned', scopePath: row.area_path, payload: { organisation: row.organisation_id } })
    await record(tx, { at: now, by: actor, action: 'check.sanction-withdraw', object: `单位 ${row.organisation_id.slice(-12)}`, result: 'done', ip, detail: { sanction: id, reason } })
    return rowOf(tx, context, row)
  })
}

async function nextFor(tx: Tx, organisationId: string, now: number): Promise<Sanction> {
  return nextSanction((await standingSanctions(tx, organisationId)).map(({ grade, at }) => ({ grade: gradeOf(grade), on: localDate(at.getTime()) })), localDate(now))
}

/** As the table checks it. */
const gradeOf = (grade: string): Sanction => grade as Sanction

async function rowOf(tx: Tx, context: Context, row: StoredSanction): Promise<SanctionRow> {
  const [shown] = await rowsOf(tx, context, [row])
  if (!shown) throw new Error('one was given')
  return shown
}

async function rowsOf(tx: Tx, context: Context, rows: readonly StoredSanction[]): Promise<SanctionRow[]> {
  const [ground, now] = [await groundOf(context), context.clock.now()]
  const [names, standings] = [await titlesOf(tx, context, { register: 'organisation', ids: rows.map(({ organisation_id }) => organisation_id) }), await standingsOf(tx, [...new Set(rows.flatMap(({ case_ids }) => case_ids))])]
  return rows.map((row) => ({
    id: row.id, grade: gradeOf(row.grade), organisation: { id: row.organisation_id, name: names.get(row.organisation_id)?.title ?? '不在台账里的单位' }, areaPath: row.area_path, text: row.text, reason: row.reason, by: row.by_name, at: row.at.toISOString(),
    cases: row.case_ids.flatMap((caseId) => {
      const standing = standings.get(caseId)
      return standing ? [standingOnWire(standing, { ground, now })] : []
    }),
    withdrawn: row.withdrawn_at === null ? null : { at: row.withdrawn_at.toISOString(), by: row.withdrawn_name ?? '', reason: row.withdrawn_reason ?? '' },
  }))
}
