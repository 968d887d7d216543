import { z } from 'zod'
import { contract } from './contract.ts'
import { Crs, Id } from './common.ts'

const ById = z.object({ id: Id })

/** What a sheet's column can mean; `standards.md` §2.6 names the 12345 sheet's columns. */
export const IMPORT_FIELDS = {
  externalId: '工单编号',
  text: '问题描述',
  title: '标题',
  at: '接收时间',
  address: '地址',
  name: '联系人',
  phone: '电话',
  isSecret: '是否保密',
  class1: '一级分类',
  class2: '二级分类',
  class3: '三级分类',
  dueAt: '办结时限',
  channel: '信息来源',
  urgency: '紧急程度',
  lon: '经度',
  lat: '纬度',
} as const
export type ImportField = keyof typeof IMPORT_FIELDS
export const ImportField = z.enum(Object.keys(IMPORT_FIELDS) as [ImportField, ...ImportField[]]) // keys of a literal table

export const ImportState = z.enum(['preview', 'running', 'done', 'failed'])

export const ImportJob = z.object({
  id: Id,
  fileName: z.string(),
  state: ImportState,
  template: z.string(),
  columns: z.array(z.object({ index: z.number(), header: z.string(), field: ImportField.nullable(), samples: z.array(z.string()) })),
  rows: z.number(),
  done: z.number(),
  added: z.number(),
  repeated: z.number(),
  failed: z.number(),
  warnings: z.array(z.string()),
  sampleErrors: z.array(z.object({ row: z.number(), column: z.string(), message: z.string(), value: z.string() })),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
})
export type ImportJob = z.infer<typeof ImportJob>

export const previewImport = contract({ method: 'POST', path: '/imports', tag: '导入', summary: '上传表格，得到列的对应关系和预览', status: 201, raw: 'upload', answer: ImportJob })

export const startImport = contract({
  method: 'POST', path: '/imports/:id/start', tag: '导入', summary: '按对应关系开始导入；同一工单不会导入两次', status: 202,
  params: ById,
  body: z.object({ mapping: z.array(z.object({ index: z.number().int().min(0).max(500), field: ImportField.nullable() })).max(500), crs: Crs.default('WGS-84') }),
  answer: ImportJob,
})

export const showImport = contract({ method: 'GET', path: '/imports/:id', tag: '导入', summary: '导入进度', params: ById, answer: ImportJob })
export const listImports = contract({ method: 'GET', path: '/imports', tag: '导入', summary: '历次导入', answer: z.object({ imports: z.array(ImportJob) }) })
export const importErrors = contract({ method: 'GET', path: '/imports/:id/errors.xlsx', tag: '导入', summary: '没有导入的行：可改正后再次导入', raw: 'download', params: ById, answer: z.unknown() })
