import { z } from 'zod'
import { AreaPath, Cursor, FileRef, Id, Limit, optionalText, Point, text } from './common.ts'
import { contract } from './contract.ts'
import { DeviceId } from './devices.ts'

/** How grave an alarm is, the gravest last. */
export const ALARM_SEVERITIES = { notice: '提示', minor: '一般', major: '重要', critical: '紧急' } as const
export type AlarmSeverity = keyof typeof ALARM_SEVERITIES
const Severity = z.enum(Object.keys(ALARM_SEVERITIES) as [AlarmSeverity, ...AlarmSeverity[]]) // keys of a literal table

/** `held`: a device that is often wrong must stay on for a while first; nobody is called yet. */
export const ALARM_STATES = { held: '观察中', ringing: '待确认', acknowledged: '已确认', coming: '在路上', snoozed: '稍后再响', cleared: '已解除' } as const
export type AlarmState = keyof typeof ALARM_STATES
const State = z.enum(Object.keys(ALARM_STATES) as [AlarmState, ...AlarmState[]]) // keys of a literal table

/** What ended an alarm. */
export const ALARM_ENDS = { signal: '信号恢复', person: '人工解除', withdrawn: '迟到的消息表明没有发生', short: '观察期内自行恢复', settings: '设置修改后不再成立' } as const
export type AlarmEnd = keyof typeof ALARM_ENDS

export const AlarmRow = z.object({
  id: Id, version: z.number(),
  scenario: z.object({ id: z.string(), name: z.string(), icon: z.string() }),
  severity: Severity, state: State,
  /** What is wrong, in one line: 「水位 3.2 m，高于 3 m」. */
  what: z.string(),
  device: z.object({ id: z.string(), name: z.string() }),
  areaPath: z.string(), areaName: z.string(), address: z.string().nullable(), point: Point.nullable(),
  /** When it began by the devices' clocks. */
  raisedAt: z.string(),
  /** When it became as grave as it is; null: it always was. */
  riseAt: z.string().nullable(),
  snoozedUntil: z.string().nullable(),
  /** Who has taken it on. */
  holder: z.object({ name: z.string(), at: z.string() }).nullable(),
  cleared: z.object({ at: z.string(), how: z.enum(Object.keys(ALARM_ENDS) as [AlarmEnd, ...AlarmEnd[]]), howText: z.string(), reason: z.string().nullable(), isFalse: z.boolean() }).nullable(), // keys of a literal table
  /** How often it went and came again within the scenario's rest: still the same alarm. */
  returns: z.number(),
  isDrill: z.boolean(),
  /** The device is under maintenance: nobody is called, no case is made. */
  isQuiet: z.boolean(),
  case: z.object({ id: Id, number: z.string() }).nullable(),
  /** The next rung of the ladder, while nobody has taken it on. */
  nextCall: z.object({ who: z.string(), at: z.string() }).nullable(),
})
export type AlarmRow = z.infer<typeof AlarmRow>

export const STEP_STATES = { open: '待做', done: '做了', skipped: '不适用' } as const
export type StepState = keyof typeof STEP_STATES

/** What to do about an alarm: the scenario's step before the run has begun, then the run's own. */
const PlaybookStep = z.object({
  index: z.number(), text: z.string(), by: z.string(), only: z.string().nullable(), dueAt: z.string().nullable(),
  proof: z.object({ kind: z.enum(['photo', 'note', 'call']), label: z.string() }).nullable(),
  state: z.enum(['open', 'done', 'skipped']), isLate: z.boolean(),
  settled: z.object({ at: z.string(), by: z.string(), note: z.string(), files: z.array(FileRef) }).nullable(),
})
export type PlaybookStep = z.infer<typeof PlaybookStep>

const StoryLine = z.object({ at: z.string(), kind: z.string(), text: z.string(), by: z.string().nullable() })

export const AlarmDetail = AlarmRow.extend({
  /** Why it rang: the rule in words, what fulfilled it, the readings, the settings. */
  why: z.object({
    rule: z.array(z.string()),
    reasons: z.array(z.string()),
    readings: z.array(z.object({ at: z.string(), device: z.string(), what: z.string(), value: z.string() })),
    settings: z.object({ version: z.number(), areaName: z.string().nullable(), values: z.array(z.object({ label: z.string(), value: z.string(), isChanged: z.boolean() })) }),
  }),
  story: z.array(StoryLine),
  /** `dueAt`: when it was called, or is to be. */
  ladder: z.array(z.object({ role: z.string(), by: z.string(), afterMinutes: z.number(), dueAt: z.string(), state: z.enum(['waiting', 'called', 'nobody', 'not-needed']), reached: z.array(z.string()) })),
  playbook: z.array(PlaybookStep),
  /** The playbook being worked through, or as it ended; null: nobody has begun. */
  run: z.object({
    startedAt: z.string(), startedBy: z.string(), ended: z.object({ at: z.string(), by: z.string(), note: z.string().nullable() }).nullable(),
    done: z.number(), skipped: z.number(), late: z.number(),
  }).nullable(),
  /** What people said of this device and scenario in the last 30 days, and what follows from it. */
  trust: z.object({ rang: z.number(), falseAlarms: z.number(), holdMinutes: z.number(), advice: z.string().nullable() }),
  falseAlarmHints: z.array(z.string()),
  may: z.object({ act: z.boolean(), makeCase: z.boolean() }),
})
export type AlarmDetail = z.infer<typeof AlarmDetail>

/** `open`: all but the cleared ones. */
const AlarmFilter = z.object({
  state: z.enum(['open', 'ringing', 'taken', 'snoozed', 'held', 'cleared']).default('open'),
  severity: Severity.optional(), scenario: z.string().max(60).optional(), area: AreaPath.optional(), device: DeviceId.optional(),
  /** The alarm of a case, in whatever state. */
  case: Id.optional(),
  /** Looks in what, device, address. */
  q: z.string().max(60).optional(),
  drills: z.enum(['with', 'without', 'only']).default('with'),
})

export const listAlarms = contract({
  method: 'GET', path: '/alarms', tag: '告警', summary: '告警：未解除的先列紧急的，同级新的在前；已解除的新的在前',
  words: ['q'], query: AlarmFilter.extend({ cursor: Cursor.optional(), limit: Limit }),
  answer: z.object({ alarms: z.array(AlarmRow), next: z.string().nullable(), asOf: z.string() }),
})

export const countAlarms = contract({
  method: 'GET', path: '/alarms/counts', tag: '告警', summary: '告警数：未解除的按级别和状态，今天解除的、其中误报的（演练不算）', query: z.object({ area: AreaPath.optional() }),
  answer: z.object({
    open: z.number(), ringing: z.number(), taken: z.number(), snoozed: z.number(), held: z.number(),
    severities: z.record(Severity, z.number()), scenarios: z.array(z.object({ id: z.string(), name: z.string(), count: z.number() })),
    clearedToday: z.number(), falseToday: z.number(), asOf: z.string(),
  }),
})

const ById = z.object({ id: Id })

export const showAlarm = contract({ method: 'GET', path: '/alarms/:id', tag: '告警', summary: '一条告警：为什么响、找了谁、做了什么、处置步骤', params: ById, answer: AlarmDetail })

export const actOnAlarm = contract({
  method: 'POST', path: '/alarms/:id/acts', tag: '告警', summary: '确认、在路上、稍后再响、解除（写明原因，是不是误报）、事后标误报、转案件、开始处置、一步做了或不适用（附说明和照片）、结束处置；别人刚动过则不覆盖',
  params: ById,
  body: z.discriminatedUnion('act', [
    z.object({ act: z.literal('acknowledge'), version: z.number().int() }),
    z.object({ act: z.literal('come'), version: z.number().int() }),
    z.object({ act: z.literal('snooze'), version: z.number().int(), minutes: z.number().int().min(5, '至少 5 分钟').max(240, '最多 4 小时') }),
    z.object({ act: z.literal('clear'), version: z.number().int(), reason: text(500, '解除的原因'), isFalse: z.boolean().default(false) }),
    z.object({ act: z.literal('mark-false'), version: z.number().int(), reason: text(500, '误报的情况') }),
    z.object({ act: z.literal('make-case'), version: z.number().int(), note: optionalText(500, '补充说明') }),
    z.object({ act: z.literal('start-run'), version: z.number().int() }),
    z.object({
      act: z.literal('step'), version: z.number().int(), index: z.number().int().min(0), outcome: z.enum(['done', 'skipped']).default('done'), note: optionalText(500, '说明'),
      files: z.array(Id).max(9, '一步最多九张照片').default([]),
    }),
    z.object({ act: z.literal('end-run'), version: z.number().int(), note: text(500, '结束的原因') }),
    z.object({ act: z.literal('note'), version: z.number().int(), note: text(500, '说明') }),
  ], { error: '没有这个操作' }),
  answer: AlarmDetail,
})

export const uploadAlarmFile = contract({
  method: 'POST', path: '/alarms/:id/files', tag: '告警', summary: '上传一步处置的照片（重新编码，去掉拍摄信息）', status: 201, raw: 'upload', params: ById, answer: z.object({ id: Id }),
})

export const alarmFile = contract({
  method: 'GET', path: '/alarms/:id/files/:fileId', tag: '告警', summary: '一步处置的照片', raw: 'download',
  params: z.object({ id: Id, fileId: Id }), query: z.object({ size: z.enum(['full', 'thumbnail']).default('full') }), answer: z.unknown(),
})

export const startDrill = contract({
  method: 'POST', path: '/alarm-drills', tag: '告警', summary: '演练：让一台设备的告警响一次，台面上看得到、步骤走得完，不通知任何真人，不立案', status: 201,
  body: z.object({ scenario: z.string().max(60), device: DeviceId }), answer: AlarmDetail,
})
