import { z } from 'zod'
import { AreaPath, Cursor, Day, FileRef, Id, Instant, Limit, optionalText, text } from './common.ts'
import { contract } from './contract.ts'

const Rhythm = z.enum(['day', 'week', 'month', 'quarter', 'year', 'once'], { error: '请选择多久一次' })
const Act = z.enum(['patrol', 'visit', 'call', 'talk', 'review'], { error: '请选择做什么' })
const SubjectKind = z.enum(['grid', 'house', 'household', 'person', 'organisation', 'part'], { error: '没有这种对象' })
const Result = z.enum(['met', 'nobody', 'refused', 'moved'], { error: '请选择结果' })
const RoutineId = z.string().regex(/^[a-z0-9-]{2,40}$/u, '编号的写法不对')
const SubjectId = z.string().regex(/^[\w-]{1,64}$/u, '对象编号的写法不对')
const Place = z.object({ path: z.string(), code: z.string(), name: z.string() })
const MonthDay = z.string().regex(/^(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))$/u, '请填写月-日，如 11-15')

/** What a street decides of one of the 五必, or of a campaign: a routine with a beginning and an end. */
export const RoutineForm = z.object({
  name: text(20, '名称'),
  act: Act,
  rhythm: Rhythm,
  subject: SubjectKind,
  /** Of a register: who has one of these tags; none: all. */
  tags: z.array(z.string().max(40)).max(10, '标签最多 10 个'),
  /** Of organisations their kinds, of houses their uses, of parts how their class codes begin; none: all. */
  kinds: z.array(z.string().max(40)).max(10, '类别最多 10 个'),
  /** Only there; null: in the whole street. */
  area: AreaPath.nullable(),
  begins: Day.nullable(),
  ends: Day.nullable(),
  season: z.object({ from: MonthDay, to: MonthDay }).nullable(),
  how: text(500, '怎样做'),
  /** 统一标准, 统一口径: by what everybody goes and what everybody says, in the street's own words, before the eyes of whoever visits. */
  standards: optionalText(1000, '统一标准').default(''),
  wording: optionalText(1000, '统一口径').default(''),
  isActive: z.boolean(),
  /** Of a campaign against an epidemic and the like: what was recorded on its visits is destroyed once it is over. */
  isDestroyed: z.boolean().default(false),
  /** By what law or order it is done; such a campaign has one. */
  basis: optionalText(100, '依据').default(''),
}).refine(({ begins, ends }) => begins === null || ends === null || begins <= ends, { path: ['ends'], error: '结束日期早于开始日期' })
  .refine(({ rhythm, begins, ends }) => rhythm !== 'once' || (begins !== null && ends !== null), { path: ['ends'], error: '专项要有开始和结束的日期' })
  .refine(({ isDestroyed, rhythm, basis }) => !isDestroyed || (rhythm === 'once' && basis !== ''), { path: ['basis'], error: '结束后要销毁记录的，只能是有结束日期的专项，还要写明依据' })
export type RoutineForm = z.output<typeof RoutineForm>

export const RoutineRow = z.object({
  id: z.string(), form: RoutineForm,
  /** «独居老人户、低保户». */
  of: z.string(),
  /** 0: as shipped. */
  version: z.number(), changedBy: z.string().nullable(), changedAt: Instant.nullable(),
  /** The days that today lies in; null: nothing is asked today. */
  window: z.object({ from: Day, to: Day }).nullable(),
})
/** As it is answered: what a routine of an earlier day does not say may be left out. */
export type RoutineRow = z.input<typeof RoutineRow>

export const listRoutines = contract({ method: 'GET', path: '/grid/routines', tag: '网格', summary: '五必和走访专项：多久一次、看谁、怎样做、现在是哪个周期', answer: z.object({ routines: z.array(RoutineRow) }) })

export const saveRoutine = contract({
  method: 'PUT', path: '/grid/routines/:id', tag: '网格', summary: '修改或新增一项五必或走访专项；版本不符不覆盖别人的修改',
  params: z.object({ id: RoutineId }), body: z.object({ version: z.number().int().min(0), routine: RoutineForm }), answer: RoutineRow,
})

/** One thing to do, reckoned from routine, subject and last record. People are masked. */
export const DueItem = z.object({
  id: z.string(), routine: z.string(), routineName: z.string(), act: Act,
  subject: z.object({ kind: SubjectKind, id: z.string(), label: z.string(), path: z.string() }),
  dueFrom: Day, dueOn: Day, lastDoneAt: Instant.nullable(),
  /** Of a campaign whose records are destroyed: nothing is verified, nobody is marked as moved. */
  isDestroyed: z.boolean(),
  /** «每月必访：独居老人户，上次 10 月 28 日». */
  why: z.string(),
  /** Asked with `known`: what is registered, masked, to be looked at on the spot; empty text: nothing is. `person`: somebody of the household. */
  known: z.array(z.object({ person: z.object({ id: Id, name: z.string() }).nullable(), field: z.string(), label: z.string(), text: z.string() })).optional(),
})
export type DueItem = z.infer<typeof DueItem>

export const listDue = contract({
  method: 'GET', path: '/grid/due', tag: '网格', summary: '到期清单：由五必、对象和上次记录算出，没有逐条的任务；先到期的在前，写明为什么；state=nobody 是去过没人、要回访的，state=done 是这个周期已做的，state=ahead 是几天里才开始的（到了季节的、到了日子的专项、要替人顶岗的）和顶岗的日子，给没有信号的手机带着；subject 只问一个对象；known=true 带上登记的情况（脱敏），供当场逐项核对',
  query: z.object({ area: AreaPath.optional(), routine: RoutineId.optional(), subject: SubjectId.optional(), state: z.enum(['due', 'nobody', 'done', 'ahead']).default('due'), known: z.enum(['true', 'false']).default('false'), cursor: Cursor.optional(), limit: Limit }),
  answer: z.object({
    items: z.array(DueItem), next: z.string().nullable(), asOf: Instant,
    /** Asked with `state=ahead`: on which days which places are one's own or another's, because somebody is away. */
    spans: z.array(z.object({ path: z.string(), from: Day, to: Day, isMine: z.boolean() })).optional(),
  }),
})

/** `person`: of a household, whose field it is. */
const Said = z.object({ person: Id.optional(), field: z.string().max(40), as: z.enum(['right', 'wrong', 'unknown']), value: z.union([z.string().max(2000), z.number()]).optional() })

/** So many photos go with a visit at most. */
export const VISIT_PHOTOS = 4

/** What somebody brings home from a visit. `*` among the fields means all that is known; photos are their own uploads. */
export const VisitForm = z.object({
  subject: z.object({ kind: SubjectKind, id: SubjectId }), routine: RoutineId.optional(), result: Result, notes: optionalText(1000, '记录'), verified: z.array(Said).max(60, '一次最多核对 60 项').default([]),
  photos: z.array(Id).max(VISIT_PHOTOS, `一次走访最多 ${VISIT_PHOTOS} 张照片`).default([]),
})
export type VisitForm = z.output<typeof VisitForm>

/** What became of it; the same id again is answered the same and changes nothing. */
export const VisitReceipt = z.object({
  id: Id, at: Instant, isEvening: z.boolean(), flights: z.number(),
  /** Fields that the pool took over, and those that stayed because something newer is known; `people.phone`: of people of the household. */
  taken: z.array(z.string()), kept: z.array(z.string()), warnings: z.record(z.string(), z.string()),
})
export type VisitReceipt = z.infer<typeof VisitReceipt>

export const recordVisit = contract({
  method: 'POST', path: '/grid/visits', tag: '网格', summary: '登记一次巡查、走访、座谈或评议；核实的项目直接进数据池；晚上和爬楼由平台算；同一个编号只记一次', status: 201,
  body: z.object({ id: Id, at: Instant.optional(), visit: VisitForm }), answer: VisitReceipt,
})

export const VisitRow = z.object({
  id: Id, at: Instant, by: z.string(), act: Act, routineName: z.string().nullable(), result: z.enum(['met', 'nobody', 'refused', 'moved', 'later']), notes: z.string(), isEvening: z.boolean(), flights: z.number(),
  subject: z.object({ kind: SubjectKind, id: z.string(), label: z.string(), path: z.string() }), verified: z.array(z.object({ label: z.string(), as: z.enum(['right', 'wrong', 'unknown']) })),
  photos: z.array(FileRef),
})
export type VisitRow = z.infer<typeof VisitRow>

export const listVisits = contract({
  method: 'GET', path: '/grid/visits', tag: '网格', summary: '走访记录：一个对象的全部，或一个区域里的；最近的在前',
  query: z.object({ area: AreaPath.optional(), kind: SubjectKind.optional(), id: SubjectId.optional(), since: Day.optional(), cursor: Cursor.optional(), limit: Limit }),
  answer: z.object({ visits: z.array(VisitRow), next: z.string().nullable(), asOf: Instant }),
})

export const visitPhoto = contract({
  method: 'GET', path: '/grid/visits/:id/photos/:photo', tag: '网格', summary: '走访的一张照片；看得到走访的人才看得到',
  params: z.object({ id: Id, photo: Id }), query: z.object({ size: z.enum(['full', 'thumbnail']).default('full') }), raw: 'download', answer: z.unknown(),
})

const Counted = z.object({ total: z.number(), done: z.number(), tried: z.number() })

export const gridCoverage = contract({
  method: 'GET', path: '/grid/coverage', tag: '网格', summary: '五必覆盖：每一项在每个下级区域应做多少、已做多少、去过没人的多少；只说地方，不说人',
  query: z.object({ area: AreaPath.optional() }),
  answer: z.object({
    area: Place, chain: z.array(Place), asOf: Instant, routines: z.array(RoutineRow.extend({ whole: Counted })),
    rows: z.array(z.object({ path: z.string(), name: z.string(), cells: z.record(z.string(), Counted) })),
  }),
})

export const showOwnWork = contract({
  method: 'GET', path: '/grid/own-work', tag: '网格', summary: '自己这个月做了什么：只给本人看；晚上的、爬楼的也算', answer: z.object({ month: z.string(), visits: z.number(), evenings: z.number(), flights: z.number(), asOf: Instant }),
})

export const gridBalance = contract({
  method: 'GET', path: '/grid/balance', tag: '网格', summary: '网格的负荷：户、要走访的户、单位、在办案件、近 30 天走访，其中晚上的和爬的楼；比的是地方，不是人',
  query: z.object({ area: AreaPath.optional() }),
  answer: z.object({
    area: Place, asOf: Instant, definition: z.string(), median: z.number(),
    grids: z.array(z.object({
      path: z.string(), name: z.string(), households: z.number(), visited: z.number(), organisations: z.number(), openCases: z.number(), visits: z.number(), evenings: z.number(), flights: z.number(), load: z.number(),
      /** Half as much again as the grid in the middle, or less than half of it. */
      weight: z.enum(['heavy', 'usual', 'light']),
    })),
  }),
})

const NetworkPerson = z.object({ role: z.string(), name: z.string(), personId: z.string().nullable() })
const NetworkGap = z.object({ text: z.string(), list: z.string().nullable() })

/** A grid's people of all five levels, and who is missing. */
export const NetworkRow = z.object({
  path: z.string(), name: z.string(), workers: z.array(z.string()), branch: z.object({ id: z.string(), name: z.string() }).nullable(), secretaries: z.array(NetworkPerson),
  groups: z.array(z.object({ id: z.string(), name: z.string(), leaders: z.array(NetworkPerson) })),
  buildings: z.array(z.object({ path: z.string(), name: z.string(), chiefs: z.array(NetworkPerson) })),
  /** Who looks after which building site (工程挂包). */
  sites: z.array(z.object({ path: z.string(), name: z.string(), cadres: z.array(NetworkPerson) })),
  centres: z.number(), households: z.number(), uncontacted: z.number(), gaps: z.array(NetworkGap),
})
export type NetworkRow = z.infer<typeof NetworkRow>

export const gridNetwork = contract({
  method: 'GET', path: '/grid/network', tag: '网格', summary: '五级网络：每个网格的网格员、支部书记、楼栋小组长、红色楼长、党员中心户，缺谁写出来', query: z.object({ area: AreaPath.optional() }),
  answer: z.object({ area: Place, asOf: Instant, grids: z.array(NetworkRow) }),
})

export const gridChain = contract({
  method: 'GET', path: '/grid/chain', tag: '网格', summary: '一户（或一栋楼）从街道到门口的整条链：五级网络和六级挂包，断在哪里写出来',
  query: z.object({ path: AreaPath, household: Id.optional() }),
  answer: z.object({
    place: z.string(), asOf: Instant,
    network: z.array(z.object({ level: z.string(), levelName: z.string(), area: z.string(), organisation: z.object({ id: z.string(), name: z.string() }).nullable(), people: z.array(NetworkPerson), gap: z.string().nullable() })),
    contacts: z.array(z.object({ level: z.string(), levelName: z.string(), people: z.array(z.object({ personId: z.string(), name: z.string() })) })),
    /** Of a household: who was there last, whoever it was. */
    visits: z.array(z.object({ at: Instant, by: z.string(), resultName: z.string() })),
  }),
})

const Somebody = z.object({ id: Id, name: z.string() })

/** How the work of who is away is spread: buildings stay whole, the grid itself goes with its cases. */
export const LeavePlan = z.object({
  pieces: z.array(z.object({ path: z.string(), name: z.string(), load: z.number(), to: Somebody })),
  neighbours: z.array(Somebody.extend({ before: z.number(), after: z.number() })),
})

export const LEAVE_STATES = { planned: '还没开始', running: '顶岗中', over: '已结束', undone: '已撤销' } as const
export type LeaveState = keyof typeof LEAVE_STATES

export const LeaveRow = LeavePlan.extend({
  id: Id, user: Somebody, since: Day, until: Day, state: z.enum(Object.keys(LEAVE_STATES) as [LeaveState, ...LeaveState[]]), by: z.string(), at: Instant, undoneBy: z.string().nullable(), // keys of a literal table
})
export type LeaveRow = z.infer<typeof LeaveRow>

const LeaveForm = z.object({ userId: Id, since: Day, until: Day }).refine(({ since, until }) => since <= until, { path: ['until'], error: '结束日期早于开始日期' })

export const listLeaves = contract({
  method: 'GET', path: '/grid/leaves', tag: '网格', summary: '休假顶岗：谁哪几天不在，网格的活怎样分给邻近的网格员', answer: z.object({ leaves: z.array(LeaveRow), workers: z.array(Somebody.extend({ area: z.string() })), asOf: Instant }),
})

export const previewLeave = contract({ method: 'POST', path: '/grid/leaves/preview', tag: '网格', summary: '先看看会怎样分：不改动任何东西', body: LeaveForm, answer: LeavePlan.extend({ why: z.string() }) })

export const takeLeave = contract({ method: 'POST', path: '/grid/leaves', tag: '网格', summary: '安排休假：这几天里顶岗的人看得到也做得了分到的楼栋，到期自动收回', status: 201, body: LeaveForm, answer: LeaveRow })

export const undoLeave = contract({ method: 'POST', path: '/grid/leaves/:id/undo', tag: '网格', summary: '撤销休假安排，借出的楼栋马上收回', params: z.object({ id: Id }), answer: LeaveRow })
