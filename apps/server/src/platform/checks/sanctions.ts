import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, imposeSanction, listSanctions, QueryOf, SanctionRow, ToldWay } from '@yihu/contracts'
import { isAhead, localDate, nextSanction, SANCTIONS, YES_NO } from '@yihu/domain'
import type { Sanction } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { readCursor, writeCursor } from '../../kernel/cursor.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { groundOf, standingsOf } from '../cases/index.ts'
import { phrasesOf } from '../notices/index.ts'
import { needOwn, placeOfEntry, unitsOf } from '../pool/index.ts'
import type { Unit } from '../pool/index.ts'
import { dangerCases, dangersOfCases, findSanction, insertSanction, listStoredSanctions, standingSanctions, withdraw } from './repo-sanction.ts'
import type { StoredSanction } from './repo-sanction.ts'
import { sheetsById } from './repo-sheet.ts'
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
export async function impose(context: Context, actor: Actor, { form: { id, sanction: { organisationId, grade, caseIds, text, reason, dueOn } }, ip }: { readonly form: BodyOf<typeof imposeSanction>; readonly ip: string }): Promise<SanctionRow> {
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
    if (dueOn < localDate(now)) throw new Fault('input-invalid', { fields: { 'sanction.dueOn': '期限已经过了' } })
    const row: StoredSanction = { id, area_path: place.path, organisation_id: organisationId, grade, case_ids: own, text, reason, by_name: actor.name, at: new Date(now), withdrawn_at: null, withdrawn_name: null, withdrawn_reason: null, due_on: dueOn, ...UNTOLD }
    if (!(await insertSanction(tx, row))) return clash()
    await emit(tx, { topic: 'check.sanctioned', scopePath: place.path, payload: { organisation: organisationId } })
    await record(tx, { at: now, by: actor, action: 'check.sanction', object: `单位 ${organisationId.slice(-12)}`, result: 'done', ip, detail: { sanction: id, grade, reason, cases: own } })
    return rowOf(tx, context, row)
  })
}

/** Nobody told the unit yet. */
const UNTOLD = { told_at: null, told_name: null, told_how: null, answered_on: null, answer: null, answer_name: null, answer_at: null }

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
export const gradeOf = (grade: string): Sanction => grade as Sanction

/** A sanction as it is shown. */
export async function rowOf(tx: Tx, context: Context, row: StoredSanction): Promise<SanctionRow> {
  const [shown] = await rowsOf(tx, context, [row])
  if (!shown) throw new Error('one was given')
  return shown
}

async function rowsOf(tx: Tx, context: Context, rows: readonly StoredSanction[]): Promise<SanctionRow[]> {
  const [ground, now, phrases] = [await groundOf(context), context.clock.now(), await phrasesOf(context)]
  const [units, standings] = [await unitsOf(tx, context, rows.map(({ organisation_id }) => organisation_id)), await standingsOf(tx, [...new Set(rows.flatMap(({ case_ids }) => case_ids))])]
  const found = await foundAt(tx, rows.flatMap(({ case_ids }) => case_ids))
  return rows.map((row) => {
    const unit = units.get(row.organisation_id) ?? UNKNOWN
    const cases = row.case_ids.flatMap((caseId) => {
      const standing = standings.get(caseId)
      return standing ? [standingOnWire(standing, { ground, now })] : []
    })
    const places = cases.map(({ caseId, number }) => `${(found.get(caseId) ?? []).join('、')}（${number}）`).join('；')
    return {
      id: row.id, grade: gradeOf(row.grade), organisation: { id: row.organisation_id, name: unit.name, kindName: unit.kindName, hasPhone: unit.phone !== null }, areaPath: row.area_path, text: row.text, reason: row.reason, by: row.by_name, at: row.at.toISOString(), cases,
      dueOn: row.due_on, letter: phrases.say('resident.unit-letter', { 单位: unit.name, 类别: unit.kindName, 处理: SANCTIONS[gradeOf(row.grade)], 隐患: places, 要求: row.text, 到期: row.due_on ?? '' }).text,
      told: row.told_at === null ? null : { at: row.told_at.toISOString(), by: row.told_name ?? '', how: row.told_how as ToldWay }, // as the table checks it
      answer: row.answer === null ? null : { on: row.answered_on ?? '', text: row.answer, by: row.answer_name ?? '', at: row.answer_at?.toISOString() ?? '' },
      isUnanswered: row.withdrawn_at === null && row.answer === null && row.due_on !== null && row.due_on < localDate(now),
      withdrawn: row.withdrawn_at === null ? null : { at: row.withdrawn_at.toISOString(), by: row.withdrawn_name ?? '', reason: row.withdrawn_reason ?? '' },
    }
  })
}

/** What was found and where, by case: «12号楼车棚，通道畅通：否». */
async function foundAt(tx: Tx, caseIds: readonly string[]): Promise<Map<string, string[]>> {
  const dangers = await dangersOfCases(tx, caseIds)
  const sheets = await sheetsById(tx, dangers.map(({ sheet_id }) => sheet_id))
  return new Map([...Map.groupBy(dangers, ({ case_id }) => case_id)].map(([id, own]) => [id, own.map(({ sheet_id, item_id, item_text }) => {
    const sheet = sheets.get(sheet_id)
    const said = String(sheet?.answers.find(({ itemId }) => itemId === item_id)?.value ?? '')
    return [sheet?.subject_label, [item_text, Object.hasOwn(YES_NO, said) ? YES_NO[said as keyof typeof YES_NO] : said].filter(Boolean).join('：')].filter(Boolean).join('，') // checked on the left
  })]))
}

const UNKNOWN: Unit = { name: '不在台账里的单位', kindName: '', phone: null }
