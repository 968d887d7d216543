import { z } from 'zod'
import { Desk } from './cases.ts'
import { Cursor, Day, Id, Limit, Month, optionalText, text } from './common.ts'
import { contract } from './contract.ts'

export const SHIFT_ROLES = { leader: '带班领导', chief: '值班长', acceptor: '受理员', dispatcher: '派遣员', other: '值班员' } as const
export type ShiftRole = keyof typeof SHIFT_ROLES
const ShiftRole = z.enum(Object.keys(SHIFT_ROLES) as [ShiftRole, ...ShiftRole[]], { error: '请选择岗位' }) // keys of a literal table

export const ShiftPerson = z.object({
  role: ShiftRole,
  /** Null: somebody without an account. */
  userId: Id.nullable(),
  name: text(30, '姓名'),
})
export type ShiftPerson = z.infer<typeof ShiftPerson>

const Clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, '时间写成 08:30 这样')

export const ShiftForm = z.object({
  day: Day,
  name: text(20, '班次名称'),
  from: Clock,
  /** Not after `from`: of the next day. */
  to: Clock,
  people: z.array(ShiftPerson).max(20, '一班最多 20 人'),
})
export type ShiftForm = z.infer<typeof ShiftForm>

export const Shift = ShiftForm.extend({ id: Id, startsAt: z.string(), endsAt: z.string() })
export type Shift = z.infer<typeof Shift>

/** Months of the roster are counted: whoever saves names the one they began from. */
export const Roster = z.object({
  month: Month,
  revision: z.number(),
  shifts: z.array(Shift),
  warnings: z.array(z.string()),
  /** Who can be put on duty. */
  staff: z.array(z.object({ id: Id, name: z.string(), roles: z.array(z.string()) })),
})
export type Roster = z.infer<typeof Roster>

const ByMonth = z.object({ month: Month })

export const showRoster = contract({ method: 'GET', path: '/shifts/months/:month', tag: '值班', summary: '一个月的值班表', params: ByMonth, answer: Roster })

export const saveRoster = contract({
  method: 'PUT', path: '/shifts/months/:month', tag: '值班', summary: '保存一个月的值班表；别人刚改过则不覆盖。已有交接班记录的班次不会删除', params: ByMonth,
  body: z.object({ revision: z.number().int().min(0), shifts: z.array(ShiftForm).max(200, '一个月最多 200 个班次') }),
  answer: Roster,
})

const HandoverState = z.enum(['draft', 'given', 'acknowledged'])
export type HandoverState = z.infer<typeof HandoverState>

export const HandoverHead = z.object({
  id: Id,
  shiftName: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  state: HandoverState,
  givenAt: z.string().nullable(),
  givenBy: z.string().nullable(),
  acknowledgedAt: z.string().nullable(),
  acknowledgedBy: z.string().nullable(),
})
export type HandoverHead = z.infer<typeof HandoverHead>

export const onDuty = contract({
  method: 'GET', path: '/shifts/now', tag: '值班', summary: '现在谁值班、下一班是谁、有没有等着接班确认的交接',
  answer: z.object({ asOf: z.string(), current: Shift.nullable(), next: Shift.nullable(), waiting: HandoverHead.nullable() }),
})

/** A number of the brief, with the list it counts. */
export const BriefItem = z.object({
  id: z.string(),
  label: z.string(),
  count: z.number(),
  tone: z.enum(['plain', 'amber', 'red']),
  list: z.object({ desk: z.union([Desk, z.literal('all')]), search: z.record(z.string(), z.string()) }).nullable(),
})
export type BriefItem = z.infer<typeof BriefItem>

export const BriefSection = z.object({
  id: z.string(),
  title: z.string(),
  asOf: z.string(),
  /** False: nothing in this house can tell yet; `text` says so. */
  isConnected: z.boolean(),
  text: z.string().nullable(),
  items: z.array(BriefItem),
})
export type BriefSection = z.infer<typeof BriefSection>

export const Handover = HandoverHead.extend({
  version: z.number(),
  people: z.array(ShiftPerson),
  composedAt: z.string(),
  sections: z.array(BriefSection),
  notes: z.string(),
  /** SM3 of what was given. */
  hash: z.string().nullable(),
  answer: z.string().nullable(),
  ackMinutes: z.number(),
  /** What this person can do with it now. */
  may: z.object({ edit: z.boolean(), acknowledge: z.boolean() }),
})
export type Handover = z.infer<typeof Handover>

const ById = z.object({ id: Id })
const Notes = z.string().max(5_000, '交班事项太长，最多 5000 个字')

export const listHandovers = contract({
  method: 'GET', path: '/handovers', tag: '值班', summary: '历次交接班，新的在前', query: z.object({ cursor: Cursor.optional(), limit: Limit }),
  answer: z.object({ handovers: z.array(HandoverHead), next: z.string().nullable() }),
})

export const composeHandover = contract({
  method: 'POST', path: '/handovers', tag: '值班', summary: '生成（或更新）本班的交接简报；自己的班刚结束还没有交的，先交那一班', body: z.object({
    /** Renews the figures of this one. */
    id: Id.optional(),
  }), answer: Handover,
})

export const showHandover = contract({ method: 'GET', path: '/handovers/:id', tag: '值班', summary: '一份交接简报', params: ById, answer: Handover })

export const noteHandover = contract({
  method: 'PUT', path: '/handovers/:id/notes', tag: '值班', summary: '写交班事项', params: ById,
  body: z.object({ version: z.number().int().min(1), notes: Notes }), answer: Handover,
})

export const giveHandover = contract({
  method: 'POST', path: '/handovers/:id/give', tag: '值班', summary: '交班：从此内容不能再改', params: ById,
  body: z.object({ version: z.number().int().min(1), notes: Notes }), answer: Handover,
})

export const acknowledgeHandover = contract({
  method: 'POST', path: '/handovers/:id/acknowledge', tag: '值班', summary: '接班确认；交班人不能自己确认', params: ById,
  body: z.object({ answer: optionalText(500, '接班意见') }), answer: Handover,
})
