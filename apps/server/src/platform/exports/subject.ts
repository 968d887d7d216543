import type { ExportQuery, ListedQuery } from '@yihu/contracts'
import { EXPORT_LIMIT, Fault, PLACED_REGISTERS, SHEET_OFFICES } from '@yihu/contracts'
import { fieldsOf, nameOfCode, REGISTERS, SHEET_ROWS, VISIT_SUBJECTS } from '@yihu/domain'
import type { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { groundOf, lengthOf, SHEET_COLUMNS, sheetRows } from '../cases/index.ts'
import { namesOf } from '../identity/index.ts'
import { needReading, PART_COLUMNS, partLength, partRows, registerColumns, registerLength, registerRows, wordsOf } from '../pool/index.ts'
import { describeQuery } from './describe.ts'
import type { Job } from './job.ts'
import { visitsOf } from './visits.ts'

const PAGE_ROWS = 500
const PARTS = '部件'

type Words = Awaited<ReturnType<typeof wordsOf>>
type Asked = Pick<Job, 'query' | 'register' | 'sight'>

/** What an export is a list of: 案件, 居民, 房屋…… */
export function subjectOf({ register }: Pick<Job, 'register'>): string {
  if (!register) return '案件'
  return register.of === 'part' ? PARTS : SHEET_ROWS[register.of]
}

/** Whoever takes people's data out in clear must be allowed to look at it one by one. @throws permission-missing */
export function needClear(actor: Actor, { register }: Pick<Job, 'register'>): void {
  const isAllowed = actor.permissions.has(register ? 'person.reveal' : 'case.reveal')
  if (!isAllowed) throw new Fault('permission-missing', { details: { permission: register ? '查看居民的个人信息' : '查看报事人' } })
}

/** What somebody cannot list they cannot take out. @throws permission-missing */
export function needListing(actor: Actor, { register }: Pick<Job, 'register'>): void {
  if (!register) return
  if (register.of === 'visit') {
    if (!actor.permissions.has('grid.read')) throw new Fault('permission-missing', { details: { permission: '查看网格工作' } })
    return
  }
  needReading(actor, register.of)
}

/** Only what stands somewhere makes a layer of a map. @throws input-invalid */
export function needPlaces({ format, register, template }: Pick<Job, 'format' | 'register' | 'template'>): void {
  if (format !== 'geojson' || (register && !template && PLACED_REGISTERS.has(register.of))) return
  throw new Fault('input-invalid', { fields: { format: '只有房屋、单位和部件的台账有位置，可以导出 GeoJSON' } })
}

/** How many rows it will have. @throws export-too-large */
export async function rowsOf(context: Context, { query, register, sight }: Asked): Promise<number> {
  const now = context.clock.now()
  const ground = await groundOf(context)
  const rows = await context.db.transact(sight.scope, (tx) => {
    if (register?.of === 'visit') return visitsOf(context).length(tx, context, { query: register, most: EXPORT_LIMIT + 1 })
    if (register?.of === 'part') return partLength(tx, register.area, EXPORT_LIMIT + 1)
    return register ? registerLength(tx, register, EXPORT_LIMIT + 1) : lengthOf(tx, { query: { ...query, limit: 1 }, sight, ground, now }, EXPORT_LIMIT + 1)
  })
  if (rows > EXPORT_LIMIT) throw new Fault('export-too-large', { details: { limit: EXPORT_LIMIT } })
  return rows
}

/** The filters in words. */
export async function describe(context: Context, { query, register, template }: Pick<Job, 'query' | 'register' | 'template'>): Promise<string> {
  const areas = await areasOf(context)
  if (register) {
    const words = await context.db.transact(systemScope, (tx) => wordsOf(tx, context))
    return [...(template ? [`${SHEET_OFFICES[template.office]}表：${template.name}（${template.columns.length} 列）`] : []), describeRegister(register, words)].join('；')
  }
  const ground = await groundOf(context)
  const people = await context.db.transact(systemScope, (tx) => namesOf(tx, query.person ? [query.person] : []))
  return describeQuery(query satisfies z.output<typeof ExportQuery>, {
    area: (path) => areas.fullNameOf(path), classOf: (code) => ground.classRef(code).fullName, unit: (id) => ground.unitName(id), person: (id) => people.get(id) ?? '',
  })
}

function describeRegister(register: ListedQuery, { areaName, tagName }: Words): string {
  if (register.of === 'visit') return [`${SHEET_ROWS.visit}，近 ${register.days} 天`, register.area && `区域：${areaName(register.area)}`, register.kind && `对象：${VISIT_SUBJECTS[register.kind]}`].filter(Boolean).join('；')
  if (register.of === 'part') return [`${PARTS}台账`, register.area && `区域：${areaName(register.area)}`].filter(Boolean).join('；')
  const { of, area, tag, conflict, uncontacted, ...codes } = register
  const fields = fieldsOf(of)
  const narrowed = Object.entries(codes).flatMap(([field, code]) => {
    const known = fields[field]
    return known?.table && code !== undefined ? [`${known.label}：${nameOfCode(known.table, code)}`] : []
  })
  return [`${REGISTERS[of]}台账`, area && `区域：${areaName(area)}`, tag && `标签：${tagName(tag)}`, ...narrowed, conflict === 'true' && '有冲突的', uncontacted === 'true' && '没有人联系的'].filter(Boolean).join('；')
}

interface Content {
  readonly columns: readonly string[]
  readonly pages: AsyncIterable<string[][]>
}

/** Columns and rows of the sheet as of `now`. */
export async function contentOf(tx: Tx, context: Context, { job, now }: { job: Job; now: number }): Promise<Content> {
  const { register, template, query, sight, isMasked, purpose } = job
  const by = { userId: job.createdBy, name: job.createdName }
  if (register?.of === 'visit') return { columns: template?.columns.map(({ header }) => header) ?? [], pages: visitsOf(context).rows(tx, context, { query: register, columns: template?.columns ?? [], isMasked, size: PAGE_ROWS, most: EXPORT_LIMIT, by, purpose }) }
  if (register?.of === 'part') return { columns: PART_COLUMNS, pages: partRows(tx, context, { area: register.area, size: PAGE_ROWS, most: EXPORT_LIMIT }) }
  if (register) return { columns: template ? template.columns.map(({ header }) => header) : registerColumns(register.of), pages: registerRows(tx, context, { query: register, template, isMasked, size: PAGE_ROWS, most: EXPORT_LIMIT, by, purpose }) }
  const list = { query: { ...query, limit: PAGE_ROWS }, sight, ground: await groundOf(context), now }
  return { columns: SHEET_COLUMNS, pages: sheetRows(tx, context, { list, isMasked, size: PAGE_ROWS, most: EXPORT_LIMIT }) }
}
