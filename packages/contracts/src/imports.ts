import { z } from 'zod'
import { contract } from './contract.ts'
import { Crs, Day, Id, optionalText } from './common.ts'

const ById = z.object({ id: Id })

/** What the rows of a sheet become. */
export const IMPORT_KINDS = { orders: '12345 工单', person: '居民', household: '户', house: '房屋', organisation: '单位和组织', vehicle: '车辆', relation: '关系', part: '部件', care: '看护对象' } as const

/** What has a place: may also come as GeoJSON. */
export const GEOJSON_KINDS: ReadonlySet<ImportKindId> = new Set(['house', 'organisation', 'part'])
export type ImportKindId = keyof typeof IMPORT_KINDS
export const ImportKindId = z.enum(Object.keys(IMPORT_KINDS) as [ImportKindId, ...ImportKindId[]]) // keys of a literal table

export const ImportState = z.enum(['preview', 'running', 'done', 'failed'])

export const ImportJob = z.object({
  id: Id,
  kind: ImportKindId,
  fileName: z.string(),
  state: ImportState,
  template: z.string(),
  source: z.string(),
  /** The day whose state the sheet shows. */
  asOf: z.string().nullable(),
  /** What a column can mean. */
  fields: z.array(z.object({ id: z.string(), label: z.string() })),
  columns: z.array(z.object({ index: z.number(), header: z.string(), field: z.string().nullable(), samples: z.array(z.string()) })),
  rows: z.number(),
  done: z.number(),
  added: z.number(),
  changed: z.number(),
  repeated: z.number(),
  failed: z.number(),
  warnings: z.array(z.string()),
  sampleErrors: z.array(z.object({ row: z.number(), column: z.string(), message: z.string(), value: z.string() })),
  /** What an import would do now (dry run); null when it has begun, or is not foreseen. */
  expects: z.object({ added: z.number(), changed: z.number(), repeated: z.number() }).nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
})
export type ImportJob = z.infer<typeof ImportJob>

export const previewImport = contract({
  method: 'POST', path: '/imports', tag: '导入', summary: '上传表格（房屋、单位、部件也可以是 GeoJSON），得到列的对应关系和预览', status: 201, raw: 'upload',
  query: z.object({ kind: ImportKindId.default('orders') }), answer: ImportJob,
})

export const startImport = contract({
  method: 'POST', path: '/imports/:id/start', tag: '导入', summary: '按对应关系开始导入；同一工单不会导入两次', status: 202,
  params: ById,
  body: z.object({
    mapping: z.array(z.object({ index: z.number().int().min(0).max(500), field: z.string().max(40).nullable() })).max(500),
    crs: Crs.default('WGS-84'),
    source: optionalText(40, '来源'),
    asOf: Day.optional(),
  }),
  answer: ImportJob,
})

export const showImport = contract({ method: 'GET', path: '/imports/:id', tag: '导入', summary: '导入进度', params: ById, answer: ImportJob })
export const listImports = contract({ method: 'GET', path: '/imports', tag: '导入', summary: '历次导入', answer: z.object({ imports: z.array(ImportJob) }) })
export const importBlank = contract({
  method: 'GET', path: '/imports/blank.xlsx', tag: '导入', summary: '一张空表：认得的列、哪些必填、每列能填什么', raw: 'download', query: z.object({ kind: ImportKindId }), answer: z.unknown(),
})
export const importErrors = contract({ method: 'GET', path: '/imports/:id/errors.xlsx', tag: '导入', summary: '没有导入的行：可改正后再次导入', raw: 'download', params: ById, answer: z.unknown() })
