import { z } from 'zod'
import { AreaPath, Cursor, Day, Instant, Limit, optionalText, text } from './common.ts'
import { contract } from './contract.ts'

const RegisterName = z.enum(['person', 'household', 'house', 'organisation', 'vehicle', 'part'], { error: '没有这种登记' })
const Reason = z.enum(['missing', 'stale', 'conflict'], { error: '没有这种原因' })
const Place = z.object({ path: z.string(), code: z.string(), name: z.string() })

/** How many records there are, of how many something is to be checked for each reason and for any, and the score; null: there are none. */
export const Tally = z.object({ total: z.number(), missing: z.number(), stale: z.number(), conflict: z.number(), toCheck: z.number(), score: z.number().nullable() })
export type Tally = z.infer<typeof Tally>

export const RegisterQuality = z.object({ register: RegisterName, whole: Tally, rows: z.array(Tally.extend({ path: z.string(), name: z.string() })) })
export type RegisterQuality = z.infer<typeof RegisterQuality>

export const showQuality = contract({
  method: 'GET', path: '/quality', tag: '数据质量', summary: '各登记的质量分：完整、新鲜、一致，按下一级区域分；每个数的列表是核对清单',
  query: z.object({ area: AreaPath.optional() }),
  answer: z.object({ area: Place, chain: z.array(Place), asOf: Instant, registers: z.array(RegisterQuality) }),
})

export const RecordToCheck = z.object({
  /** Of a part its code (标识码); parts have no versions. */
  id: z.string(), version: z.number(),
  /** A person is masked. */
  title: z.string(), areaName: z.string(),
  reasons: z.array(z.object({ kind: Reason, text: z.string() })),
  /** The day of what is newest of it. */
  asOf: z.string(),
})
export type RecordToCheck = z.infer<typeof RecordToCheck>

export const listToCheck = contract({
  method: 'GET', path: '/quality/work-list', tag: '数据质量', summary: '核对清单：哪些登记要核对、为什么，有矛盾的、缺得多的、最久没核对的在前；核实或改正后不再出现',
  query: z.object({ register: RegisterName.default('person'), area: AreaPath.optional(), reason: Reason.optional(), cursor: Cursor.optional(), limit: Limit }),
  /** `total` on the first page only. */
  answer: z.object({ area: Place, records: z.array(RecordToCheck), total: z.number().nullable(), next: z.string().nullable(), asOf: Instant }),
})

/** Where the entries of one register, or the parts, come from. */
export const RegisterSources = z.object({
  register: RegisterName, name: z.string(), total: z.number(),
  /** By source, most first: how many, and of which days. */
  sources: z.array(z.object({ source: z.string(), name: z.string(), entries: z.number(), from: z.string(), to: z.string() })),
  /** The latest files and acts that entries in use came in with. */
  loads: z.array(z.object({ id: z.string(), source: z.string(), title: z.string(), fileName: z.string().nullable(), by: z.string(), at: Instant, entries: z.number() })),
})
export type RegisterSources = z.infer<typeof RegisterSources>

export const showSources = contract({
  method: 'GET', path: '/quality/sources', tag: '数据质量', summary: '来历：每种登记来自哪些来源、各多少条、是哪些日期的，最近由哪些文件进来', query: z.object({ area: AreaPath.optional() }),
  answer: z.object({ area: Place, registers: z.array(RegisterSources), asOf: Instant }),
})

/** What is counted by more than one office, and whose word settles it. */
export const COUNT_SUBJECTS = {
  estates: { name: '生活区', unit: '个' }, communities: { name: '社区', unit: '个' }, grids: { name: '网格', unit: '个' }, buildings: { name: '楼栋', unit: '栋' },
  shops: { name: '商铺', unit: '家' }, enterprises: { name: '企业', unit: '家' }, 'party-branches': { name: '网格党支部', unit: '个' },
} as const
export type CountSubject = keyof typeof COUNT_SUBJECTS
const Subject = z.enum(Object.keys(COUNT_SUBJECTS) as [CountSubject, ...CountSubject[]], { error: '请选择数的是什么' }) // keys of a literal table
const Value = z.number({ error: '请填写数' }).int('要填整数').min(0, '不能小于 0').max(10_000_000, '这个数太大')

export const DisputedCount = z.object({
  subject: Subject, area: z.object({ path: z.string(), name: z.string() }),
  said: z.array(z.object({ value: z.number(), source: z.string(), asOf: z.string(), note: z.string(), by: z.string() })),
  /** Counted now in the platform, and the list that was counted. */
  own: z.object({ value: z.number(), list: z.string() }),
  isDisputed: z.boolean(),
  /** Whose word settles it, and whether the asker is one of them. */
  settledBy: z.string(), maySettle: z.boolean(),
  ruling: z.object({ value: z.number(), note: z.string(), by: z.string(), at: Instant }).nullable(),
})
export type DisputedCount = z.infer<typeof DisputedCount>

export const listCounts = contract({
  method: 'GET', path: '/quality/counts', tag: '数据质量', summary: '几个来源各说各的数：并排写出来源、日期，谁来裁定；没有裁定的在前', answer: z.object({ counts: z.array(DisputedCount), asOf: Instant }),
})

export const stateCount = contract({
  method: 'POST', path: '/quality/counts', tag: '数据质量', summary: '登记一个来源说的数', status: 201,
  body: z.object({ subject: Subject, area: AreaPath, value: Value, source: text(60, '来源'), asOf: Day, note: optionalText(200, '说明') }), answer: DisputedCount,
})

export const ruleCount = contract({
  method: 'POST', path: '/quality/counts/rulings', tag: '数据质量', summary: '裁定以哪个数为准，写明依据；以后有不同的数，重新算作不一致', status: 201,
  body: z.object({ subject: Subject, area: AreaPath, value: Value, note: text(200, '依据') }), answer: DisputedCount,
})
