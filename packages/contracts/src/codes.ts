import { z } from 'zod'
import { AreaPath, Crs, Day, Id, optionalText, Point, text } from './common.ts'
import { contract } from './contract.ts'

/** What a 智慧码 can stand on. */
export const CODE_KINDS = { grid: '网格', estate: '小区', building: '楼栋', part: '部件', device: '设备', point: '服务点', sheet: '纸质登记表' } as const
export type CodeKind = keyof typeof CODE_KINDS
const CodeKind = z.enum(Object.keys(CODE_KINDS) as [CodeKind, ...CodeKind[]], { error: '请选择码的类别' }) // keys of a literal table

export const showCode = contract({
  method: 'GET', path: '/codes/:code', tag: '智慧码', summary: '智慧码指向的位置；带上自己的位置时，还有离那里多远',
  params: z.object({ code: z.string().max(64) }),
  query: z.object({ lon: z.coerce.number().optional(), lat: z.coerce.number().optional(), crs: Crs.default('WGS-84') }),
  answer: z.object({
    code: z.string(), name: z.string(), address: z.string(), areaName: z.string(), lon: z.number().nullable(), lat: z.number().nullable(),
    /** The given position is so far from there that the code was probably read off a photograph. */
    isFar: z.boolean(),
  }),
})

const Counts = z.object({ scans: z.number(), refused: z.number(), far: z.number(), reports: z.number() })

export const CodeRow = z.object({
  id: z.number(),
  code: z.string(),
  kind: CodeKind,
  kindName: z.string(),
  name: z.string(),
  address: z.string(),
  areaName: z.string(),
  version: z.number(),
  state: z.enum(['active', 'revoked']),
  issuedAt: z.string(),
  issuedBy: z.string().nullable(),
  reason: z.string().nullable(),
  counts: Counts,
})
export type CodeRow = z.infer<typeof CodeRow>

const CodeQuery = z.object({ area: AreaPath.optional(), kind: CodeKind.optional(), q: z.string().max(60).optional() })
/** As large as the table counts. */
const LARGEST_ID = 2_147_483_647
const CodeId = z.object({ id: z.coerce.number().int().min(1).max(LARGEST_ID) })

export const listCodes = contract({
  method: 'GET', path: '/place-codes', tag: '智慧码', summary: '管辖范围里的智慧码，近 30 天的扫码次数',
  query: CodeQuery.extend({ state: z.enum(['active', 'revoked']).optional(), cursor: z.coerce.number().int().min(0).max(LARGEST_ID).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  answer: z.object({ codes: z.array(CodeRow), next: z.number().nullable(), days: z.number(), /** Where the printed address begins, and whether it is known to lead here from outside. */ printed: z.object({ address: z.string(), isPublic: z.boolean() }) }),
})

export const issueCodes = contract({
  method: 'POST', path: '/place-codes', tag: '智慧码', summary: '成批签发：一个区域里某类地点还没有码的都签；服务点一次一个', status: 201,
  body: z.object({ kind: CodeKind, area: AreaPath, name: optionalText(40, '服务点名称'), address: optionalText(100, '地址') }),
  answer: z.object({ issued: z.number(), kept: z.number() }),
})

export const changeCode = contract({
  method: 'POST', path: '/place-codes/:id/changes', tag: '智慧码', summary: '停用，或换发新版（旧版马上失效）',
  params: CodeId,
  body: z.object({ change: z.enum(['revoke', 'reissue']), version: z.number().int(), reason: text(100, '原因') }),
  answer: CodeRow,
})

export const showScans = contract({
  method: 'GET', path: '/place-codes/:id/scans', tag: '智慧码', summary: '一个码近 90 天每天被扫的次数（不记是谁）',
  params: CodeId,
  answer: z.object({ days: z.array(Counts.extend({ day: Day })) }),
})

/** The photo of a filled-in sheet: kept, and told of which area it is. */
export const readPaper = contract({
  method: 'POST', path: '/paper-sheets', tag: '智慧码', summary: '上传填好的纸质登记表的照片：留作附件，认出是哪个区域的，由受理员照着登记', status: 201, raw: 'upload',
  answer: z.object({
    file: z.object({ id: Id, name: z.string() }),
    place: z.object({ code: z.string(), name: z.string(), areaName: z.string(), point: Point.nullable() }).nullable(),
    /** Why there is no place, in words. */
    problem: z.string().nullable(),
  }),
})

/** So many labels go into one file. */
export const SHEET_LIMIT = 1000

export const codeSheet = contract({
  method: 'GET', path: '/place-codes/sheet', tag: '智慧码', summary: '打印用的 A4 标签页（PDF）', raw: 'download',
  query: CodeQuery.extend({ ids: z.string().regex(/^\d{1,10}(,\d{1,10}){0,199}$/u).refine((ids) => ids.split(',').every((id) => Number(id) <= LARGEST_ID)).optional() }),
  answer: z.unknown(),
})
