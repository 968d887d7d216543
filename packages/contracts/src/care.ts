import { z } from 'zod'
import { AreaPath, Cursor, Day, Id, Instant, Limit, optionalText, text } from './common.ts'
import { contract } from './contract.ts'
import { DeviceDetail, DeviceId } from './devices.ts'

export const CARE_KINDS = { 'elder-alone': '独居老人', 'lone-elder': '孤寡老人', 'elder-couple': '空巢老人', disabled: '残疾人', child: '困境儿童', other: '其他' } as const
export type CareKind = keyof typeof CARE_KINDS
export const CareKindName = z.enum(Object.keys(CARE_KINDS) as [CareKind, ...CareKind[]], { error: '请选择类别' }) // keys of a literal table

export const CARE_CONTACTS = { family: '家属', 'building-chief': '楼长', neighbour: '邻居', 'grid-worker': '网格员' } as const
export type CareContactKind = keyof typeof CARE_CONTACTS
const ContactKind = z.enum(Object.keys(CARE_CONTACTS) as [CareContactKind, ...CareContactKind[]], { error: '请选择联系人的身份' }) // keys of a literal table

/** What somebody may agree to, one by one. */
export const CARE_SCOPES = { water: '用水', door: '开关门', bracelet: '手环', call: '一键呼叫', safety: '烟感燃气', reminder: '语音提醒' } as const
export type CareScope = keyof typeof CARE_SCOPES
const Scope = z.enum(Object.keys(CARE_SCOPES) as [CareScope, ...CareScope[]], { error: '没有这个同意项' }) // keys of a literal table

export const CARE_REMINDERS = { medicine: '吃药', 'alarm-clock': '闹钟', weather: '天气' } as const
export type CareReminderKind = keyof typeof CARE_REMINDERS
const ReminderKind = z.enum(Object.keys(CARE_REMINDERS) as [CareReminderKind, ...CareReminderKind[]], { error: '请选择提醒的类别' }) // keys of a literal table

const Phone = z.string().regex(/^\+?[\d -]{5,20}$/u, '电话号码只能有数字')
const Time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, '时间写成 08:30 这样')

/** What is left out of a contact with an id stays as it was: pages show names and numbers masked. */
const ContactForm = z.object({
  id: Id.optional(), kind: ContactKind, name: optionalText(40, '姓名'), phone: Phone.optional(), relation: optionalText(20, '关系'), userId: Id.optional(),
  /** The day on which the contact agreed to be called; without it nobody calls. */
  consentDay: Day.nullable().default(null),
})

export const CareForm = z.object({
  kind: CareKindName,
  areaPath: AreaPath,
  room: optionalText(60, '单元和门牌'),
  name: optionalText(40, '姓名'),
  phone: Phone.optional(),
  /** What those who come must know: illness, where the key is, dialect. */
  note: optionalText(500, '看护须知'),
  poolPersonId: Id.optional(),
  consent: z.object({
    by: z.enum(['self', 'guardian'], { error: '请选择由谁同意' }), guardian: optionalText(40, '监护人姓名'), day: Day,
    scopes: z.array(Scope).min(1, '至少同意一项').transform((scopes) => [...new Set(scopes)]),
  }),
  contacts: z.array(ContactForm).max(10, '最多十位联系人').default([]),
  devices: z.array(z.object({ deviceId: DeviceId, scope: Scope })).max(20, '最多二十台设备').default([]),
})
export type CareForm = z.output<typeof CareForm>

const Away = z.object({ from: z.string(), until: z.string(), saidBy: z.string() })

export const CareRow = z.object({
  id: Id, version: z.number(), kind: CareKindName, kindName: z.string(), name: z.string(), phone: z.string().nullable(), areaPath: z.string(), areaName: z.string(), room: z.string().nullable(),
  devices: z.number(), contacts: z.number(), away: Away.nullable(), isEnded: z.boolean(),
})
export type CareRow = z.infer<typeof CareRow>

export const CareContact = z.object({
  id: Id, kind: ContactKind, kindName: z.string(), name: z.string(), phone: z.string(), relation: z.string().nullable(), userId: z.string().nullable(), consentDay: z.string().nullable(),
})
export type CareContact = z.infer<typeof CareContact>

export const CareReminder = z.object({
  id: Id, version: z.number(), deviceId: z.string(), kind: ReminderKind, kindName: z.string(), text: z.string(), times: z.array(z.string()), weekdays: z.array(z.number()), lastDay: z.string().nullable(),
  /** Null: its last day is over, it says nothing more. */
  nextAt: z.string().nullable(),
})
export type CareReminder = z.infer<typeof CareReminder>

/** Why an alarm of one of the person's devices rang. */
export const CareAlarm = z.object({ id: z.string(), at: z.string(), title: z.string(), reason: z.string(), state: z.string(), deviceName: z.string() })
export type CareAlarm = z.infer<typeof CareAlarm>

const TestCall = z.object({ deviceId: z.string(), month: z.string(), calledAt: z.string(), answeredAt: z.string().nullable() })

export const CareDetail = CareRow.omit({ devices: true, contacts: true }).extend({
  note: z.string().nullable(), poolPersonId: z.string().nullable(),
  consent: z.object({ by: z.enum(['self', 'guardian']), guardian: z.string().nullable(), day: z.string(), scopes: z.array(Scope) }),
  contacts: z.array(CareContact),
  devices: z.array(z.object({ scope: Scope, scopeName: z.string(), device: DeviceDetail })),
  reminders: z.array(CareReminder), testCalls: z.array(TestCall),
  history: z.array(z.object({ at: z.string(), kind: z.string(), text: z.string(), by: z.string().nullable() })),
  alarms: z.array(CareAlarm),
  mayEdit: z.boolean(),
})
export type CareDetail = z.infer<typeof CareDetail>

export const listCare = contract({
  method: 'GET', path: '/care', tag: '看护', summary: '看护对象：按姓名、电话或设备编号查找，按类别、区域、外出筛选；姓名电话遮住',
  words: ['q'], query: z.object({ q: z.string().max(60).optional(), kind: CareKindName.optional(), area: AreaPath.optional(), state: z.enum(['active', 'away', 'ended']).default('active'), cursor: Cursor.optional(), limit: Limit }),
  answer: z.object({ people: z.array(CareRow), next: z.string().nullable(), counts: z.object({ active: z.number(), away: z.number(), ended: z.number() }), asOf: z.string() }),
})

export const createCare = contract({ method: 'POST', path: '/care', tag: '看护', summary: '登记一位看护对象：同意书、联系人、设备', status: 201, body: CareForm, answer: CareDetail })

const ById = z.object({ id: Id })

export const showCare = contract({ method: 'GET', path: '/care/:id', tag: '看护', summary: '一位看护对象的卡片：设备和最新读数、联系人、提醒、试呼、每次为什么响、经过', params: ById, answer: CareDetail })

export const saveCare = contract({
  method: 'PUT', path: '/care/:id', tag: '看护', summary: '修改看护对象；没填的姓名电话保持原样，版本不符则不覆盖别人的修改',
  params: ById, body: CareForm.extend({ version: z.number().int().min(1) }), answer: CareDetail,
})

export const revealCare = contract({
  method: 'POST', path: '/care/:id/reveal', tag: '看护', summary: '查看看护对象和联系人的姓名、电话、看护须知：写明用途，记入审计和老人卡片',
  params: ById, body: z.object({ purpose: z.enum(['contact', 'visit', 'emergency'], { error: '请选择用途' }), note: optionalText(200, '说明') }),
  answer: z.object({
    name: z.string(), phone: z.string().nullable(), note: z.string().nullable(), guardian: z.string().nullable(), awaySaidBy: z.string().nullable(),
    contacts: z.array(z.object({ id: Id, kind: ContactKind, name: z.string(), phone: z.string(), relation: z.string().nullable() })),
  }),
})

export const setCareAway = contract({
  method: 'POST', path: '/care/:id/away', tag: '看护', summary: '登记外出：从几时到几时、谁说的；期间看护设备的告警不响，求助键照响',
  params: ById, body: z.object({ from: Instant.optional(), until: Instant, saidBy: text(40, '是谁说的') }), answer: CareDetail,
})

export const endCareAway = contract({ method: 'DELETE', path: '/care/:id/away', tag: '看护', summary: '老人回来了：结束外出', params: ById, answer: CareDetail })

export const endCare = contract({
  method: 'POST', path: '/care/:id/end', tag: '看护', summary: '结束看护（撤回同意、搬走、去世）：姓名、电话、联系人和提醒一并删除，设备解绑',
  params: ById, body: z.object({ reason: z.enum(['withdrawn', 'moved', 'died', 'other'], { error: '请选择结束的原因' }) }), answer: CareDetail,
})

const ReminderForm = z.object({
  deviceId: DeviceId, kind: ReminderKind, text: text(100, '提醒的话'), times: z.array(Time).min(1, '至少一个时间').max(12, '一天最多十二次'),
  /** ISO weekdays, Monday is 1. */
  weekdays: z.array(z.number().int().min(1).max(7)).min(1, '至少选一天').max(7).default([1, 2, 3, 4, 5, 6, 7]),
  lastDay: Day.nullable().default(null),
})

export const addCareReminder = contract({ method: 'POST', path: '/care/:id/reminders', tag: '看护', summary: '加一个提醒：到时由一键呼叫器说出来', params: ById, body: ReminderForm, answer: CareDetail, status: 201 })

export const saveCareReminder = contract({
  method: 'PUT', path: '/care/:id/reminders/:reminderId', tag: '看护', summary: '改一个提醒：话、时间、星期、到哪天为止（过了这天就不再播）；版本不符则不覆盖别人的修改',
  params: z.object({ id: Id, reminderId: Id }), body: ReminderForm.extend({ version: z.number().int().min(1) }), answer: CareDetail,
})

export const removeCareReminder = contract({ method: 'DELETE', path: '/care/:id/reminders/:reminderId', tag: '看护', summary: '删去一个提醒', params: z.object({ id: Id, reminderId: Id }), answer: CareDetail })

export const sayToCare = contract({
  method: 'POST', path: '/care/weather', tag: '看护', summary: '天气提醒：马上由这个区域里同意过的老人的呼叫器说出来',
  body: z.object({ areaPath: AreaPath, text: text(100, '提醒的话') }), answer: z.object({ devices: z.number() }),
})

export const DEVICE_COMMANDS = { say: '语音播报', 'test-call': '每月试呼', restart: '重启', set: '改设置' } as const
export type DeviceCommandKind = keyof typeof DEVICE_COMMANDS

export const DeviceCommand = z.object({
  id: Id, kind: z.string(), kindName: z.string(), text: z.string(), queuedAt: z.string(), queuedBy: z.string(), expiresAt: z.string(), sentAt: z.string().nullable(), answeredAt: z.string().nullable(),
  state: z.enum(['waiting', 'sent', 'done', 'refused', 'expired']), stateName: z.string(), answer: z.string().nullable(),
})
export type DeviceCommand = z.infer<typeof DeviceCommand>

const OfDevice = z.object({ id: DeviceId })

export const listDeviceCommands = contract({ method: 'GET', path: '/devices/:id/commands', tag: '设备', summary: '发给一台设备的命令：何时发出、设备何时回执', params: OfDevice, answer: z.object({ commands: z.array(DeviceCommand) }) })

export const sendDeviceCommand = contract({
  method: 'POST', path: '/devices/:id/commands', tag: '设备', summary: '给设备发命令：连着就马上发，没连着的等它连上，过期作废', status: 201, params: OfDevice,
  body: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('say'), text: text(200, '要说的话') }),
    z.object({ kind: z.literal('restart') }),
    z.object({ kind: z.literal('set'), settings: z.record(z.string().min(1).max(40), z.union([z.number(), z.string().max(100), z.boolean()])) }),
  ], { error: '没有这种命令' }),
  answer: DeviceCommand,
})
