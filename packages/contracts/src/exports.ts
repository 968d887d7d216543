import { z } from 'zod'
import { CareKindName } from './care.ts'
import { CaseDetail, CaseQuery } from './cases.ts'
import { AreaPath, Id, optionalText, text } from './common.ts'
import { contract } from './contract.ts'
import { RegisterQuery } from './pool-registers.ts'
import { VisitQuery } from './sheets.ts'

/** Most rows of one export; a longer list is refused with its length. */
export const EXPORT_LIMIT = 100_000

export const EXPORT_FORMATS = { xlsx: 'Excel 表格（.xlsx）', csv: 'CSV 文本（.csv）', geojson: '地图图层 GeoJSON（.geojson）' } as const
export type ExportFormat = keyof typeof EXPORT_FORMATS
const ExportFormat = z.enum(Object.keys(EXPORT_FORMATS) as [ExportFormat, ...ExportFormat[]]) // keys of a literal table

export const EXPORT_STATES = { waiting: '待批准', declined: '没有批准', running: '正在生成', done: '可以下载', failed: '没有完成', expired: '已过期' } as const
export type ExportState = keyof typeof EXPORT_STATES
const ExportState = z.enum(Object.keys(EXPORT_STATES) as [ExportState, ...ExportState[]]) // keys of a literal table

/** What has a place: may also be taken out as GeoJSON. */
export const PLACED_REGISTERS: ReadonlySet<string> = new Set(['house', 'organisation', 'part'])

const RelationKindName = z.enum(['resides', 'owns', 'occupies', 'household', 'employed', 'legal-person', 'branch-member', 'post', 'manages', 'above', 'drives', 'contact', 'guardian', 'emergency'], { error: '没有这种关系' })

/** The relations that stand, of one kind or of all. */
const RelationQuery = z.object({ of: z.literal('relation'), area: AreaPath.optional(), kind: RelationKindName.optional() })
export type RelationQuery = z.infer<typeof RelationQuery>

/** Who is cared for. */
export const CareListQuery = z.object({ of: z.literal('care'), area: AreaPath.optional(), kind: CareKindName.optional() })
export type CareListQuery = z.infer<typeof CareListQuery>

/** What one sensitive register holds. */
const SensitiveListQuery = z.object({ of: z.literal('sensitive'), id: Id })

/** A register of the pool, the parts (部件) of an area, relations, people under care, or one sensitive register. */
const ExportedRegister = z.discriminatedUnion('of', [RegisterQuery, z.object({ of: z.literal('part'), area: AreaPath.optional() }), RelationQuery, CareListQuery, SensitiveListQuery])

/** What an export lists besides cases: a register, parts, or visits on somebody's sheet. */
export const ListedQuery = z.union([ExportedRegister, VisitQuery])
export type ListedQuery = z.infer<typeof ListedQuery>

/** The filters of an export: those of a list, without its pages. */
export const ExportQuery = CaseQuery.omit({ cursor: true, limit: true, ids: true })

export const ExportJob = z.object({
  id: Id,
  state: ExportState,
  format: ExportFormat,
  /** What the list is of: 案件, 居民, 房屋…… */
  subject: z.string(),
  /** Names, telephone numbers and door numbers are covered. */
  isMasked: z.boolean(),
  purpose: z.string(),
  /** The filters in words. */
  filterText: z.string(),
  fileName: z.string(),
  by: z.string(),
  createdAt: z.string(),
  rows: z.number(),
  done: z.number(),
  /** The moment whose state the file shows. */
  asOf: z.string().nullable(),
  decision: z.object({ by: z.string(), at: z.string(), note: z.string() }).nullable(),
  bytes: z.number().nullable(),
  problem: z.string().nullable(),
  expiresAt: z.string(),
  downloads: z.number(),
  isMine: z.boolean(),
  mayDecide: z.boolean(),
})
export type ExportJob = z.infer<typeof ExportJob>

const ById = z.object({ id: Id })

export const requestExport = contract({
  method: 'POST', path: '/exports', tag: '导出', summary: `导出一个列表（最多 ${EXPORT_LIMIT} 件）；不脱敏的、敏感登记的要写用途并由另一人批准`, status: 202,
  /** Cases by `query`, one register of the data pool or its parts, somebody's sheet filled from it, or the list that a figure counts. */
  body: z.object({
    query: ExportQuery.optional(), register: ExportedRegister.optional(), template: z.object({ id: z.string().max(40), area: AreaPath.optional() }).optional(), figure: z.object({ id: z.string().max(60), area: AreaPath.optional() }).optional(), format: ExportFormat.default('xlsx'), isMasked: z.boolean().default(true), purpose: text(200, '用途'),
  }).refine(({ query, register, template, figure }) => [query, register, template, figure].filter((one) => one !== undefined).length === 1, { error: '请选择导出案件、一种登记，还是一张表', path: ['register'] }),
  answer: ExportJob,
})

export const listExports = contract({
  method: 'GET', path: '/exports', tag: '导出', summary: '我的导出，和等我批准的导出', answer: z.object({ exports: z.array(ExportJob), limit: z.number() }),
})

export const showExport = contract({ method: 'GET', path: '/exports/:id', tag: '导出', summary: '一次导出的进度', params: ById, answer: ExportJob })

export const decideExport = contract({
  method: 'POST', path: '/exports/:id/decision', tag: '导出', summary: '批准或不批准一次不脱敏的、敏感登记的导出；申请人不能批自己的', params: ById,
  body: z.object({ isApproved: z.boolean(), note: optionalText(200, '说明') }),
  answer: ExportJob,
})

export const exportFile = contract({
  method: 'GET', path: '/exports/:id/file', tag: '导出', summary: '下载导出的文件：仅限申请人，有效期内，每次记入审计', raw: 'download', params: ById, answer: z.unknown(),
})

/** One line of the case's trace as it is sealed. */
const SealedLine = z.object({ seq: z.number(), prev: z.string(), hash: z.string(), isIntact: z.boolean() })

export const CaseFile = z.object({
  case: CaseDetail,
  madeAt: z.string(),
  madeBy: z.string(),
  chain: z.object({
    name: z.string(),
    first: z.number(),
    last: z.number(),
    /** The end of the street's chain when the file was made. */
    head: z.object({ seq: z.number(), hash: z.string() }),
    lines: z.array(SealedLine),
    /** Lines of the chain read for this: all from the first to the last, or only the case's own and what each follows. */
    checked: z.number(),
    isWholeRange: z.boolean(),
    problem: z.string().nullable(),
  }),
})
export type CaseFile = z.infer<typeof CaseFile>

export const showCaseFile = contract({
  method: 'GET', path: '/cases/:id/dossier', tag: '案件', summary: '案卷：全部经过与每一步的哈希，哈希链的范围和核验结果；每次记入审计', params: ById, answer: CaseFile,
})
