import { z } from 'zod'
import { AreaPath, text } from './common.ts'
import { contract } from './contract.ts'
import { RegisterQuery } from './pool-registers.ts'

/** Whose sheets these are. */
export const SHEET_OFFICES = { hotline: '12345', civil: '民政', governance: '综治', other: '其他' } as const
export type SheetOffice = keyof typeof SHEET_OFFICES
const Office = z.enum(Object.keys(SHEET_OFFICES) as [SheetOffice, ...SheetOffice[]], { error: '请选择是谁的表' }) // keys of a literal table

/** A column of the sheet: its header, what of the pool it is filled from, and how our codes are written there. */
const SheetColumn = z.object({
  header: text(30, '表头'),
  /** A field of the register or what is known around an entry (`sheetSources` of the domain). */
  field: z.string().max(40),
  /** Codes of code tables by name or as they are. */
  codes: z.enum(['name', 'code']),
  /** Our code → how that office writes it; what is not here goes by `codes`. */
  translate: z.record(z.string().max(20), z.string().max(40)),
})
export type SheetColumn = z.infer<typeof SheetColumn>

/** Visits of the last so many days. */
export const VisitQuery = z.object({
  of: z.literal('visit'), area: AreaPath.optional(), days: z.number().int().min(1).max(366),
  kind: z.enum(['grid', 'house', 'household', 'person', 'organisation', 'part']).optional(), routine: z.string().regex(/^[a-z0-9-]{2,40}$/u).optional(),
})
export type VisitQuery = z.infer<typeof VisitQuery>

/** A sheet of another office, filled from the pool: gathered once, used many times. */
export const SheetTemplate = z.object({
  name: text(40, '名称'), office: Office,
  /** The register and which of its entries go on the sheet, or visits. */
  rows: z.union([RegisterQuery.omit({ area: true }), VisitQuery.omit({ area: true })]),
  columns: z.array(SheetColumn).min(1, '至少要有一列').max(40, '最多 40 列'),
  isActive: z.boolean(),
})
export type SheetTemplate = z.infer<typeof SheetTemplate>

export const SheetTemplateRow = z.object({ id: z.string(), form: SheetTemplate, version: z.number(), changedBy: z.string().nullable(), changedAt: z.string().nullable() })
export type SheetTemplateRow = z.infer<typeof SheetTemplateRow>

export const listSheetTemplates = contract({
  method: 'GET', path: '/sheet-templates', tag: '导出', summary: '一次采集、多处复用：12345、民政、综治等的表怎样从数据池填', answer: z.object({ templates: z.array(SheetTemplateRow) }),
})

export const saveSheetTemplate = contract({
  method: 'PUT', path: '/sheet-templates/:id', tag: '导出', summary: '修改或新增一张表的填法；版本不符则不覆盖别人的修改', params: z.object({ id: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/u) }),
  body: z.object({ version: z.number().int().min(0), template: SheetTemplate }), answer: SheetTemplateRow,
})
