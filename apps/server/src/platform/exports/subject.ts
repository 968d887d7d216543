import type { ExportQuery } from '@yihu/contracts'
import { EXPORT_LIMIT, Fault, PLACED_REGISTERS, SHEET_OFFICES } from '@yihu/contracts'
import type { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { groundOf, lengthOf, SHEET_COLUMNS, sheetRows } from '../cases/index.ts'
import { namesOf } from '../identity/index.ts'
import { describeQuery } from './describe.ts'
import { SEAL_WORDS } from './job.ts'
import type { Job } from './job.ts'
import { listOf } from './lists.ts'
import type { Content } from './lists.ts'
import { CLEAR, need } from './permission.ts'
import type { Permission } from './permission.ts'

const PAGE_ROWS = 500

type Asked = Pick<Job, 'query' | 'register' | 'sight'>
type Listed = Pick<Job, 'register'>

/** What an export is a list of: 案件, 居民, 房屋…… */
export function subjectOf({ register }: Listed): string {
  return register ? listOf(register).name : '案件'
}

/** Whoever takes people's data out in clear must be allowed to look at it one by one. @throws permission-missing */
export function needClear(actor: Actor, listed: Listed): void {
  need(actor, clearOf(listed))
}

/** Whether somebody may ask for it in clear. */
export function mayClear(actor: Pick<Actor, 'permissions'>, listed: Listed): boolean {
  return actor.permissions.has(clearOf(listed).id)
}

function clearOf({ register }: Listed): Permission {
  return register ? listOf(register).clear : CLEAR.case
}

/** What somebody cannot list they cannot take out. @throws permission-missing */
export function needListing(actor: Actor, { register }: Listed): void {
  if (register) need(actor, listOf(register).listing)
}

/** Whether it leaves only when a second person agrees: people's data in clear, and a sensitive register always. */
export function needsSecond({ register, isMasked }: Pick<Job, 'register' | 'isMasked'>): boolean {
  return !isMasked || (register !== null && listOf(register).approving !== undefined)
}

/** Whether somebody may agree to it. */
export function mayApprove(actor: Pick<Actor, 'permissions'>, { register }: Listed): boolean {
  const approving = register && listOf(register).approving
  return actor.permissions.has('export.approve') && (!approving || actor.permissions.has(approving.id))
}

/** @throws permission-missing */
export function needApproving(actor: Actor, { register }: Listed): void {
  const approving = register && listOf(register).approving
  if (approving) need(actor, approving)
}

/** Whether its maker may still have it: a sensitive register that has ended, or that they no longer read, is gone for them. @throws Fault */
export async function needStill(tx: Tx, context: Context, { register, createdBy }: Pick<Job, 'register' | 'createdBy'>): Promise<void> {
  await (register && listOf(register).check?.(tx, context, createdBy))
}

/** Only what stands somewhere makes a layer of a map. @throws input-invalid */
export function needPlaces({ format, register, template }: Pick<Job, 'format' | 'register' | 'template'>): void {
  if (format !== 'geojson' || (register && !template && PLACED_REGISTERS.has(register.of))) return
  throw new Fault('input-invalid', { fields: { format: '只有房屋、单位和部件的台账有位置，可以导出 GeoJSON' } })
}

/** How many rows it will have. @throws export-too-large, and what the list itself refuses */
export async function rowsOf(context: Context, { query, register, sight, userId }: Asked & { readonly userId: string }): Promise<number> {
  const now = context.clock.now()
  const ground = await groundOf(context)
  const most = EXPORT_LIMIT + 1
  const rows = await context.db.transact(sight.scope, (tx) => (register ? listOf(register).length(tx, context, { userId, most }) : lengthOf(tx, { query: { ...query, limit: 1 }, sight, ground, now }, most)))
  if (rows > EXPORT_LIMIT) throw new Fault('export-too-large', { details: { limit: EXPORT_LIMIT } })
  return rows
}

/** The filters in words. */
export async function describe(context: Context, { query, register, template }: Pick<Job, 'query' | 'register' | 'template'>): Promise<string> {
  if (register) {
    const words = await context.db.transact(systemScope, (tx) => listOf(register).words(tx, context))
    return [...(template ? [`${SHEET_OFFICES[template.office]}表：${template.name}（${template.columns.length} 列）`] : []), words].join('；')
  }
  const [areas, ground] = [await areasOf(context), await groundOf(context)]
  const people = await context.db.transact(systemScope, (tx) => namesOf(tx, query.person ? [query.person] : []))
  return describeQuery(query satisfies z.output<typeof ExportQuery>, {
    area: (path) => areas.fullNameOf(path), classOf: (code) => ground.classRef(code).fullName, unit: (id) => ground.unitName(id), person: (id) => people.get(id) ?? '',
  })
}

/** Columns and rows of the sheet as of `now`. */
export async function contentOf(tx: Tx, context: Context, { job, now }: { job: Job; now: number }): Promise<Content> {
  const { register, template, words, sight, isMasked, purpose } = job
  const query = { ...job.query, ...(words ? { q: context.vault.open(SEAL_WORDS, words) } : {}) }
  if (register) return listOf(register).content(tx, context, { template, isMasked, size: PAGE_ROWS, by: { userId: job.createdBy, name: job.createdName }, purpose })
  const list = { query: { ...query, limit: PAGE_ROWS }, sight, ground: await groundOf(context), now }
  return { columns: SHEET_COLUMNS, pages: sheetRows(tx, context, { list, isMasked, size: PAGE_ROWS, most: EXPORT_LIMIT }) }
}
