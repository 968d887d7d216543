import { z } from 'zod'
import { contract } from './contract.ts'
import { AreaPath, Crs, Day, Point, text } from './common.ts'

export const AREA_LEVELS = {
  district: '区县',
  street: '街道',
  community: '社区',
  grid: '网格',
  estate: '小区',
  building: '楼栋',
  unit: '单元',
  room: '房间',
} as const
export type AreaLevel = keyof typeof AREA_LEVELS
export const AreaLevel = z.enum(Object.keys(AREA_LEVELS) as [AreaLevel, ...AreaLevel[]]) // keys of a literal table

export const AreaRow = z.object({
  code: z.string(),
  level: AreaLevel,
  levelName: z.string(),
  parent: z.string().nullable(),
  path: z.string(),
  name: z.string(),
  address: z.string().nullable(),
  point: Point.nullable(),
  validFrom: Day,
  validTo: Day.nullable(),
  children: z.number(),
})
export type AreaRow = z.infer<typeof AreaRow>

export const listAreas = contract({
  method: 'GET', path: '/areas', tag: '区域', summary: '区域列表：按上级、层级、名称',
  query: z.object({
    level: AreaLevel.optional(),
    parent: z.string().max(64).optional(),
    q: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
  }),
  answer: z.object({ areas: z.array(AreaRow) }),
})

const Geometry = z.object({ type: z.string(), coordinates: z.unknown() })
export const FeatureCollection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.object({ type: z.literal('Feature'), id: z.union([z.string(), z.number()]).optional(), geometry: Geometry, properties: z.record(z.string(), z.unknown()) })),
})

export const showArea = contract({
  method: 'GET', path: '/areas/:code', tag: '区域', summary: '一个区域：边界、上级链、历次边界',
  params: z.object({ code: z.string().max(64) }),
  answer: AreaRow.extend({
    chain: z.array(z.object({ code: z.string(), level: AreaLevel, name: z.string() })),
    geometry: Geometry.nullable(),
    history: z.array(z.object({ validFrom: Day, validTo: Day.nullable(), reason: z.string(), geometry: Geometry })),
  }),
})

export const locatePoint = contract({
  method: 'GET', path: '/areas/locate', tag: '区域', summary: '一个点属于哪个社区、网格、楼栋',
  query: z.object({ lon: z.coerce.number(), lat: z.coerce.number(), crs: Crs.default('WGS-84') }),
  answer: z.object({ point: Point, path: z.string().nullable(), chain: z.array(z.object({ code: z.string(), level: AreaLevel, name: z.string() })), nearest: z.object({ code: z.string(), name: z.string(), metres: z.number() }).nullable() }),
})

export const importAreas = contract({
  method: 'POST', path: '/areas/import', tag: '区域', summary: '导入 GeoJSON 区域：先检查缝隙与重叠，dryRun=false 才写入', raw: 'upload',
  query: z.object({ level: AreaLevel, crs: Crs.default('WGS-84'), dryRun: z.enum(['true', 'false']).default('true'), reason: z.string().max(200).default('导入'), validFrom: Day.optional() }),
  answer: z.object({
    added: z.number(), changed: z.number(), unchanged: z.number(), written: z.boolean(),
    problems: z.array(z.object({ kind: z.enum(['gap', 'overlap', 'outside', 'invalid', 'field']), message: z.string(), areas: z.array(z.string()), squareMetres: z.number().nullable(), geometry: Geometry.nullable() })),
  }),
})

export const checkTopology = contract({
  method: 'GET', path: '/areas/topology', tag: '区域', summary: '检查某一层级的缝隙与重叠',
  query: z.object({ level: AreaLevel.default('grid'), parent: z.string().max(64).optional() }),
  answer: z.object({ checked: z.number(), problems: z.array(z.object({ kind: z.enum(['gap', 'overlap', 'outside']), message: z.string(), areas: z.array(z.string()), squareMetres: z.number(), geometry: Geometry })) }),
})

export const baseMap = contract({
  method: 'GET', path: '/layers/base', tag: '地图', summary: '自有矢量底图：社区、网格、小区、楼栋、道路、水系',
  answer: FeatureCollection,
})

export const UNIT_KINDS = {
  'street-office': '街道部门',
  community: '社区',
  grid: '网格',
  department: '区级部门',
  utility: '专营单位',
  property: '物业企业',
  alliance: '党建联盟单位',
  deputies: '两代表一委员',
  enterprise: '企业',
} as const
export type UnitKind = keyof typeof UNIT_KINDS
export const UnitKind = z.enum(Object.keys(UNIT_KINDS) as [UnitKind, ...UnitKind[]], { error: '请选择单位类别' }) // keys of a literal table

/** What rules and cases name a unit by; never changes. */
export const UnitId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/u)

export const UnitRow = z.object({ id: z.string(), name: z.string(), kind: z.string(), areaPath: z.string().nullable(), isActive: z.boolean() })
export type UnitRow = z.infer<typeof UnitRow>

export const listUnits = contract({
  method: 'GET', path: '/units', tag: '单位', summary: '单位列表；all=true 时连同已停用的',
  query: z.object({ all: z.enum(['true', 'false']).default('false') }),
  answer: z.object({ units: z.array(UnitRow) }),
})

export const saveUnit = contract({
  method: 'PUT', path: '/units/:id', tag: '单位', summary: '新建单位，或修改名称、类别、所属区域、停用',
  params: z.object({ id: UnitId }),
  body: z.object({ name: text(60, '单位名称'), kind: UnitKind, areaPath: AreaPath.nullable(), isActive: z.boolean().default(true) }),
  answer: UnitRow,
})
