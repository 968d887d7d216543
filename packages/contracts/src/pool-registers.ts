import { z } from 'zod'
import { AreaPath, Cursor, Day, Id, Limit, optionalText, Point, text } from './common.ts'
import { contract } from './contract.ts'

/** Names of the registers on the wire; their fields and code tables stand in `packages/domain/src/pool`. */
const RegisterName = z.enum(['person', 'household', 'house', 'organisation', 'vehicle'], { error: '没有这种登记' })
const SourceName = z.enum(['visit', 'self', 'import', 'police', 'civil', 'party', 'survey', 'hand', 'demo'], { error: '请选择数据来源' })
const FactStateName = z.enum(['declared', 'verified', 'doubtful'], { error: '请选择核实情况' })

/** Where a value comes from, of which day it is, and how far it was checked. */
export const Fact = z.object({ source: z.string(), asOf: z.string(), state: FactStateName })
export type Fact = z.infer<typeof Fact>

export const PERSON_STATES = { active: '在册', left: '已迁出', dead: '已死亡', merged: '已合并', erased: '已抹去' } as const
export type PersonState = keyof typeof PERSON_STATES
/** States of entries by register. */
export const ENTRY_STATES: Readonly<Record<'person' | 'household' | 'house' | 'organisation' | 'vehicle', Readonly<Record<string, string>>>> = {
  person: PERSON_STATES, household: { active: '在册', gone: '已销户' }, house: { active: '在用', gone: '已拆除' }, organisation: { active: '在业', gone: '已注销' }, vehicle: { active: '在用', gone: '已注销' },
}
const PersonStateName = z.enum(Object.keys(PERSON_STATES) as [PersonState, ...PersonState[]]) // keys of a literal table

const Named = z.object({ code: z.string(), name: z.string() })

/** A person in a list: what is personal is masked. */
export const PersonRow = z.object({
  id: Id, version: z.number(), name: z.string(), idNumber: z.string().nullable(), phone: z.string().nullable(),
  sex: Named.nullable(), age: z.number().nullable(), residence: Named.nullable(), political: Named.nullable(),
  areaPath: z.string(), areaName: z.string(),
  /** «3单元501室», the current home. */
  home: z.string().nullable(),
  tags: z.array(Named), state: PersonStateName,
  /** Is in two households, lives in two houses, or is very likely entered twice. */
  hasConflict: z.boolean(),
})
export type PersonRow = z.infer<typeof PersonRow>

/** The other end of a relation. A person is masked, unless they hold an office; what lies outside one's area has no name. */
export const RelationRow = z.object({
  id: Id, kind: z.string(), kindName: z.string(), role: z.string(), roleName: z.string(),
  /** Whether it begins at the entry whose card this is. */
  isOutward: z.boolean(),
  other: z.object({ register: z.enum(['person', 'household', 'house', 'organisation', 'vehicle', 'area']), id: z.string(), name: z.string(), detail: z.string().nullable() }),
  since: z.string().nullable(), until: z.string().nullable(), isCurrent: z.boolean(), source: z.string(),
})
export type RelationRow = z.infer<typeof RelationRow>

/** One field of a card: code and name, masked where personal, with where it comes from. */
export const CardField = z.object({
  field: z.string(), label: z.string(), value: z.string().nullable(), text: z.string(), isPersonal: z.boolean(), fact: Fact, warning: z.string().nullable(),
})
export type CardField = z.infer<typeof CardField>

/** What a card of any register shows. */
export const PoolCard = z.object({
  register: RegisterName, id: Id, version: z.number(), title: z.string(), areaPath: z.string(), areaName: z.string(), state: z.string(), tags: z.array(Named),
  fields: z.array(CardField), relations: z.array(RelationRow), conflicts: z.array(z.string()),
  /** What else belongs to it: members of a household, who lives in a house. */
  members: z.array(z.object({ id: Id, name: z.string(), role: z.string(), roleName: z.string(), age: z.number().nullable(), sex: z.string().nullable() })),
  /** Who looks after it, level by level (六级挂包联系), nearest first. */
  contacts: z.array(z.object({ level: z.string(), name: z.string(), personId: Id, roleName: z.string() })),
  /** The Party organisations above it, nearest first (五级网络). */
  chain: z.array(z.object({ id: Id, name: z.string(), level: z.string().nullable(), secretary: z.string().nullable() })),
  /** Of a person: others of the same name born in the same month, very likely entered twice. */
  likely: z.array(z.object({ id: Id, name: z.string(), detail: z.string().nullable() })),
  broughtBy: z.object({ title: z.string(), source: z.string(), by: z.string(), at: z.string() }).nullable(),
  /** Where it stands: of an organisation its own point, of a house that of its building; null: not known, and never of a person. */
  point: Point.nullable(),
  /** Where the point of an organisation comes from. */
  pointFact: Fact.nullable(),
  mergedInto: Id.nullable(), mayEdit: z.boolean(), mayReveal: z.boolean(),
})
export type PoolCard = z.infer<typeof PoolCard>

const Page = { cursor: Cursor.optional(), limit: Limit }
const Flag = z.enum(['true', 'false'])

export const listPersons = contract({
  method: 'GET', path: '/persons', tag: '数据池', summary: '居民：按区域、年龄、人口类别、政治面貌、标签筛选；按姓名、拼音、首字母、电话、证件号码查找（要写全）；没有写法一样的姓名时，给读音相近的',
  words: ['q'], query: z.object({
    area: AreaPath.optional(), q: z.string().max(60).optional(), ageFrom: z.coerce.number().int().min(0).max(150).optional(), ageTo: z.coerce.number().int().min(0).max(150).optional(),
    sex: z.string().max(2).optional(), residence: z.string().max(20).optional(), political: z.string().max(2).optional(), tag: z.string().max(40).optional(), state: PersonStateName.default('active'),
    conflict: Flag.optional(), ...Page,
  }),
  answer: z.object({
    persons: z.array(PersonRow),
    /** Nobody is written as was typed: these sound much like it. */
    isNear: z.boolean(), next: z.string().nullable(), asOf: z.string(),
  }),
})

export const HouseRow = z.object({
  id: Id, version: z.number(), code: z.string(), areaPath: z.string(), areaName: z.string(), unit: z.string(), room: z.string(), use: Named.nullable(), squareMetres: z.number().nullable(),
  households: z.number(), residents: z.number(), tags: z.array(Named),
})
export type HouseRow = z.infer<typeof HouseRow>

export const listHouses = contract({
  method: 'GET', path: '/houses', tag: '数据池', summary: '房屋：地址码、楼栋、单元、室号、用途、住了几户几人',
  words: ['q'], query: z.object({ area: AreaPath.optional(), q: z.string().max(60).optional(), use: z.string().max(20).optional(), tag: z.string().max(40).optional(), ...Page }),
  answer: z.object({ houses: z.array(HouseRow), next: z.string().nullable(), asOf: z.string() }),
})

export const OrganisationRow = z.object({
  id: Id, version: z.number(), kind: Named, name: z.string(), creditCode: z.string().nullable(), partyLevel: Named.nullable(), areaPath: z.string(), areaName: z.string(), address: z.string().nullable(),
  point: z.object({ lon: z.number(), lat: z.number() }).nullable(), tags: z.array(Named),
})
export type OrganisationRow = z.infer<typeof OrganisationRow>

export const listOrganisations = contract({
  method: 'GET', path: '/organisations', tag: '数据池', summary: '单位和组织：党组织、企业、商铺、物业公司、业委会、自改委、联盟单位、学校、部门',
  words: ['q'], query: z.object({ area: AreaPath.optional(), q: z.string().max(60).optional(), kind: z.string().max(20).optional(), partyLevel: z.string().max(2).optional(), tag: z.string().max(40).optional(), ...Page }),
  answer: z.object({ organisations: z.array(OrganisationRow), next: z.string().nullable(), asOf: z.string() }),
})

export const HouseholdRow = z.object({
  id: Id, version: z.number(), areaPath: z.string(), areaName: z.string(),
  /** «3单元501室»; null: no house is known. */
  home: z.string().nullable(), kind: Named.nullable(), number: z.string().nullable(),
  /** Masked. */
  head: z.string().nullable(), members: z.number(),
  /** Somebody looks after it (六级挂包联系). */
  isContacted: z.boolean(), tags: z.array(Named),
})
export type HouseholdRow = z.infer<typeof HouseholdRow>

export const listHouseholds = contract({
  method: 'GET', path: '/households', tag: '数据池', summary: '户：住在哪、户主（遮盖）、几口人、有没有人联系；可以只看没有人联系的户、一套房里的户',
  query: z.object({ area: AreaPath.optional(), house: Id.optional(), kind: z.string().max(20).optional(), tag: z.string().max(40).optional(), uncontacted: Flag.optional(), ...Page }),
  answer: z.object({ households: z.array(HouseholdRow), next: z.string().nullable(), asOf: z.string() }),
})

export const VehicleRow = z.object({
  id: Id, version: z.number(), plate: z.string(), plateKind: Named.nullable(), colour: z.string().nullable(), brand: z.string().nullable(), areaPath: z.string(), areaName: z.string(),
  /** Masked. */
  owner: z.string().nullable(), tags: z.array(Named),
})
export type VehicleRow = z.infer<typeof VehicleRow>

export const listVehicles = contract({
  method: 'GET', path: '/vehicles', tag: '数据池', summary: '车辆：号牌（遮盖）、种类、车主；按号牌查找要写全',
  words: ['q'], query: z.object({ area: AreaPath.optional(), q: z.string().max(60).optional(), plateKind: z.string().max(2).optional(), tag: z.string().max(40).optional(), ...Page }),
  answer: z.object({ vehicles: z.array(VehicleRow), next: z.string().nullable(), asOf: z.string() }),
})

/** A whole register as it is narrowed, to be taken out as a sheet. */
export const RegisterQuery = z.object({
  of: RegisterName, area: AreaPath.optional(), tag: z.string().max(40).optional(), residence: z.string().max(20).optional(), political: z.string().max(2).optional(), use: z.string().max(20).optional(),
  kind: z.string().max(20).optional(), partyLevel: z.string().max(2).optional(), plateKind: z.string().max(2).optional(), conflict: Flag.optional(), uncontacted: Flag.optional(),
})
export type RegisterQuery = z.infer<typeof RegisterQuery>

const ById = z.object({ register: RegisterName, id: Id })

export const showPoolEntry = contract({ method: 'GET', path: '/pool/:register/:id', tag: '数据池', summary: '一张卡片：字段（个人信息遮盖）、来源、关系、冲突、谁联系', params: ById, answer: PoolCard })

/** What brought a value in, changed it or looked at it. */
export const LineageStep = z.object({
  id: z.string(), kind: z.enum(['import', 'load', 'visit', 'change']), at: z.string(), by: z.string(), sourceName: z.string(),
  /** The file, the act or the reason in words. */
  title: z.string(),
  /** Of the file. */
  row: z.number().nullable(),
})
export type LineageStep = z.infer<typeof LineageStep>

export const showLineage = contract({
  method: 'GET', path: '/pool/:register/:id/lineage', tag: '数据池', summary: '来历：每一项从哪里来，一步步回到导入的文件和行、走访、修改；不含内容', params: ById,
  answer: z.object({ fields: z.array(z.object({ field: z.string(), label: z.string(), fact: Fact, steps: z.array(LineageStep) })) }),
})

const Values = z.record(z.string().max(40), z.union([z.string().max(2000), z.number(), z.null()]))
const Origin = { source: SourceName, asOf: Day.optional(), verification: FactStateName.default('declared') }

export const createPoolEntry = contract({
  method: 'POST', path: '/pool/:register', tag: '数据池', summary: '登记一条；号码没有通过校验的提醒，不拒绝', status: 201,
  params: z.object({ register: RegisterName }),
  body: z.object({ areaPath: AreaPath, values: Values, houseId: Id.optional(), tags: z.array(z.string().max(40)).max(20).default([]), ...Origin }),
  answer: z.object({ card: PoolCard, warnings: z.record(z.string(), z.string()) }),
})

export const changePoolEntry = contract({
  method: 'PATCH', path: '/pool/:register/:id', tag: '数据池', summary: '修改几个字段或标签、单位的位置，或登记迁出、死亡、注销；版本不符则不覆盖别人的修改', params: ById,
  body: z.object({
    version: z.number().int().min(1), values: Values.default({}), tags: z.array(z.string().max(40)).max(20).optional(), areaPath: AreaPath.optional(),
    /** Where an organisation stands, WGS-84; the area follows from it. */
    point: Point.optional(),
    state: z.enum(['active', 'left', 'dead', 'gone']).optional(), reason: optionalText(200, '原因'), ...Origin,
  }),
  answer: z.object({ card: PoolCard, warnings: z.record(z.string(), z.string()) }),
})

export const PoolChange = z.object({
  id: Id, at: z.string(), by: z.string(), what: z.string(), whatName: z.string(), source: z.string(), reason: z.string(),
  changes: z.array(z.object({ field: z.string(), label: z.string(), from: z.string(), to: z.string() })),
})
export type PoolChange = z.infer<typeof PoolChange>

export const poolHistory = contract({
  method: 'GET', path: '/pool/:register/:id/history', tag: '数据池', summary: '变更历史：谁、何时、从什么改成什么；个人信息遮盖；一页一页往前', params: ById, query: z.object({ cursor: Id.optional(), limit: Limit }),
  answer: z.object({ changes: z.array(PoolChange), next: z.string().nullable() }),
})

export const addRelation = contract({
  method: 'POST', path: '/pool-relations', tag: '数据池', summary: '建立一个关系：人房、人户、任职、隶属、挂包联系……', status: 201,
  body: z.object({
    kind: text(30, '关系'), role: text(30, '身份'), fromRegister: RegisterName, fromId: Id,
    to: z.union([z.object({ register: RegisterName, id: Id }), z.object({ area: AreaPath })]), since: Day.optional(), source: SourceName,
  }),
  answer: z.object({ id: Id }),
})

export const endRelation = contract({
  method: 'POST', path: '/pool-relations/:id/end', tag: '数据池', summary: '结束一个关系；记录留着', params: z.object({ id: Id }), body: z.object({ until: Day, reason: optionalText(200, '原因') }), status: 204, answer: z.undefined(),
})

export const movePerson = contract({
  method: 'POST', path: '/persons/:id/move', tag: '数据池', summary: '迁居：从某天起结束原来的住处和户，住进新的房屋和户，人归到新的楼；迁出后回来的也用它', params: z.object({ id: Id }),
  body: z.object({
    version: z.number().int().min(1), houseId: Id, on: Day,
    /** As what they live there (居住关系的身份). */
    role: text(30, '居住身份').default('other'),
    /** In which household: one of that house by its id, a new one without it; left out: in none. */
    household: z.object({ id: Id.optional(), kin: text(30, '与户主关系') }).optional(),
    reason: optionalText(200, '原因'), source: SourceName,
  }),
  answer: z.object({ card: PoolCard }),
})

export const PoolTag = z.object({ code: z.string(), register: RegisterName, name: z.string(), note: z.string(), isActive: z.boolean() })
export type PoolTag = z.infer<typeof PoolTag>

export const listPoolTags = contract({ method: 'GET', path: '/pool-tags', tag: '数据池', summary: '标签词表：只能从中选', answer: z.object({ tags: z.array(PoolTag) }) })

export const savePoolTag = contract({
  method: 'PUT', path: '/pool-tags/:code', tag: '数据池', summary: '增加、改名或停用一个标签', params: z.object({ code: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/u) }),
  body: z.object({ register: RegisterName, name: text(20, '名称'), note: z.string().max(100).default(''), isActive: z.boolean().default(true) }), answer: PoolTag,
})
