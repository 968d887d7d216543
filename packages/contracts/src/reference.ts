import { z } from 'zod'
import { contract } from './contract.ts'
import { Day, Id, Instant, text } from './common.ts'

const Limit = z.object({ amount: z.number(), unit: z.enum(['urgent-hour', 'working-hour', 'working-day']) })

export const ClassRow = z.object({
  code: z.string(),
  kind: z.enum(['part', 'event', 'appeal']),
  kindName: z.string(),
  level: z.number(),
  parent: z.string().nullable(),
  name: z.string(),
  fullName: z.string(),
  edition: z.string(),
  unitKind: z.string(),
  limits: z.record(z.string(), Limit),
  filing: z.string(),
  closing: z.string(),
  aliases: z.array(z.string()),
  validFrom: Day,
  validTo: Day.nullable(),
})
export type ClassRow = z.infer<typeof ClassRow>

export const listClasses = contract({
  method: 'GET', path: '/classes', tag: '目录', summary: '案件分类（GB/T 30428.2 部件与事件、诉求分类）',
  query: z.object({ kind: z.enum(['part', 'event', 'appeal']).optional(), q: z.string().max(40).optional(), at: Day.optional(), state: z.enum(['active', 'stopped']).default('active') }),
  answer: z.object({ classes: z.array(ClassRow) }),
})

export const suggestClass = contract({
  method: 'GET', path: '/classes/suggestions', tag: '目录', summary: '按文字建议分类，并说明依据的词',
  words: ['text'], query: z.object({ text: z.string().min(1).max(5000) }),
  answer: z.object({ suggestions: z.array(z.object({ code: z.string(), name: z.string(), fullName: z.string(), confidence: z.number(), words: z.array(z.string()) })) }),
})

const YearPlan = z.object({ year: z.number(), off: z.array(Day), work: z.array(Day), source: z.string(), version: z.number() })

export const showCalendar = contract({
  method: 'GET', path: '/calendar', tag: '日历', summary: '工作日历：已装入的年份、服务时间、缺年提醒',
  answer: z.object({ version: z.string(), years: z.array(YearPlan), serviceHours: z.array(z.object({ from: z.string(), to: z.string(), windows: z.array(z.tuple([z.string(), z.string()])) })), hoursSource: z.string().nullable(), warnings: z.array(z.string()) }),
})

/** The calendar version the person saw; another one is a clash. */
const Seen = z.string().max(40).optional()

export const saveCalendarYear = contract({
  method: 'PUT', path: '/calendar/years/:year', tag: '日历', summary: '装入或更正一年的放假安排；未办结案件的期限随后重算',
  params: z.object({ year: z.coerce.number().int().min(2007).max(2100) }),
  body: z.object({ off: z.array(Day).max(60), work: z.array(Day).max(30), source: text(300, '依据的通知'), seen: Seen }),
  answer: z.object({ version: z.string(), openCases: z.number() }),
})

/** What a change of the calendar would do to open cases; `cases` by new due time, at most 200. */
const DueEffect = z.object({
  checked: z.number(), isCut: z.boolean(), moved: z.number(), later: z.number(), earlier: z.number(), earliest: z.string().nullable(), latest: z.string().nullable(),
  cases: z.array(z.object({ number: z.string(), unitName: z.string().nullable(), from: z.string().nullable(), to: z.string().nullable() })),
})
export type DueEffect = z.infer<typeof DueEffect>

export const foreseeCalendarYear = contract({
  method: 'POST', path: '/calendar/years/:year/effect', tag: '日历', summary: '保存之前：这样改会动到哪些未办结案件的期限',
  params: z.object({ year: z.coerce.number().int().min(2007).max(2100) }),
  body: z.object({ off: z.array(Day).max(60), work: z.array(Day).max(30) }),
  answer: DueEffect,
})

const Window = z.object({ open: z.string().max(5), close: z.string().max(5) })
/** Hours of service; a season is `MM-DD` to `MM-DD`, both included. */
const ServiceHours = z.object({ usual: z.array(Window).max(8), seasons: z.array(z.object({ from: z.string().max(5), to: z.string().max(5), windows: z.array(Window).max(8) })).max(6) })

export const foreseeServiceHours = contract({
  method: 'POST', path: '/calendar/hours/effect', tag: '日历', summary: '保存之前：这样改服务时间会动到哪些未办结案件的期限', body: z.object({ hours: ServiceHours }), answer: DueEffect,
})

export const saveServiceHours = contract({
  method: 'PUT', path: '/calendar/hours', tag: '日历', summary: '修改服务时间；未办结案件的期限随后重算',
  body: z.object({ hours: ServiceHours, source: text(300, '依据'), seen: Seen }),
  answer: z.object({ version: z.string(), openCases: z.number() }),
})

/** The calendar counts from 1992 to 2099. */
const Countable = Instant.refine((at) => at >= '1993' && at < '2097', '请填 1993 年到 2096 年之间的时间')

export const computeDue = contract({
  method: 'GET', path: '/calendar/due', tag: '日历', summary: '试算期限，给出推导过程',
  query: z.object({ start: Countable, amount: z.coerce.number().min(0).max(366), unit: Limit.shape.unit.default('working-day') }),
  answer: z.object({ dueAt: z.string(), lines: z.array(z.string()), warnings: z.array(z.string()) }),
})

export const NoticeRow = z.object({
  id: Id, at: z.string(), kind: z.string(), title: z.string(), text: z.string(),
  case: z.object({ id: Id, number: z.string() }).nullable(), card: z.enum(['green', 'yellow', 'red']).nullable(), readAt: z.string().nullable(),
})

export const listNotices = contract({
  method: 'GET', path: '/notices', tag: '通知', summary: '我的通知',
  query: z.object({ unread: z.enum(['true', 'false']).default('false'), cursor: z.string().optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
  answer: z.object({ notices: z.array(NoticeRow), unread: z.number(), next: z.string().nullable() }),
})

export const readNotices = contract({
  method: 'POST', path: '/notices/read', tag: '通知', summary: '标为已读',
  body: z.object({ ids: z.array(Id).max(200) }),
  answer: z.object({ unread: z.number() }),
})

export const LiveEvent = z.object({ id: z.string(), topic: z.string(), at: z.string(), data: z.record(z.string(), z.unknown()) })
export type LiveEvent = z.infer<typeof LiveEvent>

export const liveEvents = contract({ method: 'GET', path: '/events', tag: '实时', summary: '实时事件（SSE），按管辖范围', raw: 'stream', answer: z.unknown() })

export const listAudit = contract({
  method: 'GET', path: '/audit', tag: '审计', summary: '审计记录',
  query: z.object({
    actor: z.string().max(64).optional(), action: z.string().max(64).optional(), object: z.string().max(64).optional(), result: z.enum(['done', 'refused']).optional(),
    from: Instant.optional(), to: Instant.optional(), cursor: z.string().regex(/^\d{1,15}$/u, '翻页标记无效，请从第一页重新打开').optional(), limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  answer: z.object({ rows: z.array(z.object({ id: z.string(), seq: z.number(), at: z.string(), actor: z.string().nullable(), action: z.string(), object: z.string().nullable(), purpose: z.string().nullable(), result: z.string(), ip: z.string().nullable(), detail: z.record(z.string(), z.unknown()) })), next: z.string().nullable() }),
})

export const verifyAudit = contract({
  method: 'GET', path: '/audit/chain', tag: '审计', summary: '核对哈希链：有没有被改、被删、被插入的记录',
  answer: z.object({ streets: z.array(z.object({ street: z.string(), events: z.number(), isIntact: z.boolean(), firstFault: z.object({ seq: z.number(), problem: z.string() }).nullable() })) }),
})

/** One run of the check of all chains. */
export const ChainCheck = z.object({
  id: Id,
  state: z.enum(['running', 'done', 'failed']),
  /** Null: at night by itself. */
  startedBy: z.string().nullable(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  rowsDone: z.number(),
  rowsTotal: z.number(),
  chains: z.array(z.object({
    chain: z.string(), name: z.string(), events: z.number(), isIntact: z.boolean(), firstFault: z.object({ seq: z.number(), problem: z.string() }).nullable(),
    from: z.string().nullable(), to: z.string().nullable(), head: z.string().nullable(),
  })),
})
export type ChainCheck = z.infer<typeof ChainCheck>

export const listChainChecks = contract({
  method: 'GET', path: '/audit/checks', tag: '审计', summary: '哈希链的历次核对：进度、范围、结果', answer: z.object({ checks: z.array(ChainCheck) }),
})

export const startChainCheck = contract({
  method: 'POST', path: '/audit/checks', tag: '审计', summary: '现在核对全部哈希链（后台进行）；正在核对时返回那一次', status: 202, answer: ChainCheck,
})
