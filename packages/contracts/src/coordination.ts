import { z } from 'zod'
import { CaseRow } from './cases.ts'
import { FileRef, Id } from './common.ts'
import { contract } from './contract.ts'

/** So many lines a desk of the coordination shows at once; `total` says how many there are. */
export const COORDINATION_LIMIT = 300

const Named = z.object({ id: z.string(), name: z.string() })
/** Somebody who did something, as the trace keeps it. */
const Act = z.object({ at: z.string(), by: z.string(), unitName: z.string().nullable(), note: z.string() })

/** A clock of its own beside the case's: due time, its colour and how it came about. */
const Clock = z.object({
  dueAt: z.string().nullable(),
  card: z.enum(['green', 'yellow', 'red']),
  /** 「还剩 2 小时」; null once it is answered. */
  dueText: z.string().nullable(),
  lines: z.array(z.string()),
})

/** One urging: from the first word of it to the answer; urging again does not start the clock anew. */
export const Urging = z.object({
  id: z.string(),
  case: CaseRow,
  urges: z.array(Act),
  clock: Clock,
  answer: Act.nullable(),
  isLate: z.boolean(),
})
export type Urging = z.infer<typeof Urging>

const State = z.enum(['open', 'done']).default('open')

export const listUrgings = contract({
  method: 'GET', path: '/coordination/urgings', tag: '协调', summary: '督办：谁在督、为什么、督谁、几时要回复；没回复的和近 90 天回复过的',
  query: z.object({ state: State }),
  answer: z.object({ urgings: z.array(Urging), total: z.number(), asOf: z.string() }),
})

export const CALL_STATES = { open: '等待答复', agreed: '已承接', refused: '不承接', ended: '未答复即结束' } as const
export type CallState = keyof typeof CALL_STATES
const CallStateWord = z.enum(Object.keys(CALL_STATES) as [CallState, ...CallState[]]) // keys of a literal table

/** A call of the street to a unit of the district (街呼区应). */
export const DistrictCall = z.object({
  id: z.string(),
  caseId: Id,
  number: z.string(),
  title: z.string(),
  areaName: z.string(),
  /** A unit that refused does not see the case any more, only its own answer. */
  isInSight: z.boolean(),
  unit: Named,
  question: z.string(),
  askedAt: z.string(),
  askedBy: z.string(),
  clock: Clock,
  state: CallStateWord,
  answer: Act.extend({ ground: z.string().nullable() }).nullable(),
  isLate: z.boolean(),
  /** From the call to the answer, hours round the clock. */
  hours: z.number().nullable(),
})
export type DistrictCall = z.infer<typeof DistrictCall>

export const countCoordination = contract({
  method: 'GET', path: '/coordination/counts', tag: '协调', summary: '各清单的件数，与清单同一条件：等待回复的督办、等待答复的街呼区应（近 90 天）、正在进行的一呼百应、待批申请、挂账',
  answer: z.object({ urge: z.number(), call: z.number(), all: z.number(), special: z.number(), suspended: z.number(), asOf: z.string() }),
})

const Period = z.coerce.number().int().min(7).max(731).default(90)

export const listDistrictCalls = contract({
  method: 'GET', path: '/coordination/calls', tag: '协调', summary: '街呼区应：街道呼叫区级部门的事项；部门只看到呼叫自己的',
  query: z.object({
    /** `late`: answered or still waiting after the due time. */
    state: z.enum([...CallStateWord.options, 'late']).optional(), unit: z.string().max(64).optional(), days: Period,
  }),
  answer: z.object({ calls: z.array(DistrictCall), total: z.number(), asOf: z.string() }),
})

export const listDistrictUnits = contract({
  method: 'GET', path: '/coordination/units', tag: '协调', summary: '各部门的应答：呼叫、承接、不承接、超时件数与答复所用小时的中位数；每个数字与列表同一条件',
  query: z.object({ days: Period }),
  answer: z.object({
    units: z.array(z.object({
      unit: Named, calls: z.number(), open: z.number(), agreed: z.number(), refused: z.number(), ended: z.number(), late: z.number(), medianHours: z.number().nullable(),
      grounds: z.array(z.string()),
    })),
    asOf: z.string(),
  }),
})

/** What became of a call to all at one unit. */
const CalledUnit = Named.extend({
  calledAt: z.string(),
  state: z.enum(['waiting', 'claimed', 'answered']),
  claimedAt: z.string().nullable(),
  answeredAt: z.string().nullable(),
  note: z.string(),
  /** From the call to the first word of the unit. */
  minutes: z.number().nullable(),
})

/** All calls to all (一呼百应) of one case. */
export const CallAll = z.object({
  case: CaseRow,
  calls: z.array(Act),
  units: z.array(CalledUnit),
  isOpen: z.boolean(),
  closedAt: z.string().nullable(),
})
export type CallAll = z.infer<typeof CallAll>

export const listCallAlls = contract({
  method: 'GET', path: '/coordination/call-alls', tag: '协调', summary: '一呼百应：呼叫了哪些单位，谁认领、谁答复、谁还没有回应；案件回复后结束',
  query: z.object({ state: State }),
  answer: z.object({ callAlls: z.array(CallAll), total: z.number(), asOf: z.string() }),
})

export const SpecialRequest = z.object({
  case: CaseRow,
  kind: z.enum(['extension', 'suspension', 'void']),
  what: z.string(),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
  /** Somebody else must decide. */
  isOwn: z.boolean(),
  files: z.array(FileRef),
  /** What approving does to the deadline. */
  effect: z.object({ text: z.string(), dueBefore: z.string().nullable(), dueAfter: z.string().nullable(), lines: z.array(z.string()) }),
  extended: z.array(z.object({ at: z.string(), workingDays: z.number(), reason: z.string() })),
  suspensions: z.number(),
})
export type SpecialRequest = z.infer<typeof SpecialRequest>

export const listSpecialRequests = contract({
  method: 'GET', path: '/coordination/requests', tag: '协调', summary: '待审批的延期、挂账、作废：同意后期限怎样变、以前延过几次',
  answer: z.object({ requests: z.array(SpecialRequest), total: z.number(), asOf: z.string() }),
})

export const SuspendedCase = z.object({
  case: CaseRow,
  since: z.string(),
  /** Working days since then. */
  days: z.number(),
  reason: z.string(),
  note: z.string(),
  askedBy: z.string().nullable(),
  approvedBy: z.string().nullable(),
  canResume: z.boolean(),
})
export type SuspendedCase = z.infer<typeof SuspendedCase>

export const listSuspended = contract({
  method: 'GET', path: '/coordination/suspended', tag: '协调', summary: '挂账中的案件：为什么、从几时起、谁批准',
  answer: z.object({ cases: z.array(SuspendedCase), total: z.number(), asOf: z.string() }),
})
