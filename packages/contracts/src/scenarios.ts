import { z } from 'zod'
import { ALARM_SEVERITIES } from './alarms.ts'
import type { AlarmSeverity } from './alarms.ts'
import { AreaPath, Day, Id, optionalText, Point } from './common.ts'
import { contract } from './contract.ts'

const Severity = z.enum(Object.keys(ALARM_SEVERITIES) as [AlarmSeverity, ...AlarmSeverity[]]) // keys of a literal table

export const ScenarioRow = z.object({
  id: z.string(), name: z.string(), module: z.string(), moduleName: z.string(), about: z.string(), icon: z.string(), severity: Severity,
  /** Whether it watches in the area asked for. */
  isOn: z.boolean(),
  /** The area whose setting counts there; null: nobody has set anything, it is off. */
  setAt: z.object({ path: z.string(), name: z.string(), version: z.number() }).nullable(),
  /** Somebody has asked for it there or below, and a second person has not answered yet. */
  endsOn: Day.nullable(), isCampaign: z.boolean(), isAsked: z.boolean(),
  /** Devices of the area that it can watch, and how often it rang in 30 days. */
  devices: z.number(), open: z.number(), rang30: z.number(), false30: z.number(),
})
export type ScenarioRow = z.infer<typeof ScenarioRow>

const SettingValue = z.union([
  z.number(), z.string(), z.array(z.string()), z.array(z.object({ from: z.string(), to: z.string() })), z.object({ from: z.string(), to: z.string() }),
])

/** One parameter, enough for a form: `number` and `duration` have bounds (durations in their unit), `choice` has options. */
export const ScenarioParameter = z.object({
  name: z.string(), kind: z.enum(['number', 'duration', 'hours', 'season', 'words', 'choice']), label: z.string(), help: z.string(), basis: z.string(),
  unit: z.string().nullable(), min: z.number().nullable(), max: z.number().nullable(), step: z.number().nullable(), options: z.array(z.object({ value: z.string(), label: z.string() })),
  default: SettingValue, value: SettingValue, isChanged: z.boolean(),
})
export type ScenarioParameter = z.infer<typeof ScenarioParameter>

const SettingVersion = z.object({ version: z.number(), at: z.string(), by: z.string(), isOn: z.boolean(), endsOn: Day.nullable(), changed: z.array(z.object({ label: z.string(), value: z.string() })) })

export const CAMPAIGN_REQUEST_STATES = { proposed: '待批准', approved: '已批准', declined: '没有批准' } as const
const RequestState = z.enum(Object.keys(CAMPAIGN_REQUEST_STATES) as [keyof typeof CAMPAIGN_REQUEST_STATES, ...(keyof typeof CAMPAIGN_REQUEST_STATES)[]]) // keys of a literal table

const CampaignRequest = z.object({
  id: Id, path: z.string(), areaName: z.string(), state: RequestState, legalBasis: z.string(), endsOn: Day, changed: z.array(z.object({ label: z.string(), value: z.string() })),
  proposedBy: z.string(), proposedAt: z.string(), decision: z.object({ by: z.string(), at: z.string(), note: z.string() }).nullable(), mayDecide: z.boolean(),
})

export const ScenarioDetail = ScenarioRow.extend({
  /** The rule with the present values, a line for each way in which it may ring. */
  rule: z.array(z.string()), rise: z.object({ to: Severity, says: z.string(), rule: z.array(z.string()) }).nullable(),
  parameters: z.array(ScenarioParameter),
  /** What its devices are: the product's kind and the names of its points, or what cameras are to call things. */
  sources: z.array(z.object({ kind: z.enum(['point', 'label', 'zone', 'class']), name: z.string(), title: z.string(), device: z.string().nullable(), unit: z.string().nullable() })),
  ladder: z.array(z.object({ role: z.string(), by: z.string(), afterMinutes: z.number() })),
  playbook: z.array(z.object({ text: z.string(), by: z.string(), withinMinutes: z.number().nullable(), only: z.string().nullable() })),
  makesCase: z.string(), deadline: z.string(), classCode: z.string(), falseAlarms: z.array(z.string()), privacy: z.string().nullable(),
  campaign: z.object({ mostDays: z.number(), destroyWithinDays: z.number(), destroys: z.array(z.string()), keeps: z.string(),
    /** Who asked for it in the area and below, and what a second person said; the latest first. */
    requests: z.array(CampaignRequest),
    /** When it was on in the area and below, and what became of its data; the latest first. */
    runs: z.array(z.object({
      path: z.string(), areaName: z.string(), version: z.number(), lastDay: Day, destroyBy: Day, isOver: z.boolean(),
      proof: z.object({ id: z.string(), at: z.string(), by: z.string(), entries: z.number(), digest: z.string(), says: z.string() }).nullable(),
    })),
  }).nullable(),
  /** Of the very area asked for; version 0: it has no setting of its own. */
  own: z.object({ path: z.string(), version: z.number() }),
  history: z.array(SettingVersion),
  mayEdit: z.boolean(),
})
export type ScenarioDetail = z.infer<typeof ScenarioDetail>

const ById = z.object({ id: z.string().max(60) })
const Area = z.object({ area: AreaPath.optional() })

export const listScenarios = contract({
  method: 'GET', path: '/scenarios', tag: '场景', summary: '场景目录：在这个区域开没开、看着多少设备、三十天响过几次、误报几次', query: Area,
  answer: z.object({ area: z.object({ path: z.string(), name: z.string() }), scenarios: z.array(ScenarioRow), asOf: z.string() }),
})

export const showScenario = contract({ method: 'GET', path: '/scenarios/:id', tag: '场景', summary: '一个场景：规则、参数、找谁、步骤、改动的历史', params: ById, query: Area, answer: ScenarioDetail })

/** What differs from the defaults, by name; the scenario's schema checks it. */
const Settings = z.record(z.string().max(40), z.unknown())

export const saveScenario = contract({
  method: 'PUT', path: '/scenarios/:id/settings', tag: '场景', summary: '开关场景、改参数（对一个区域及其下级）；每次改动成一版并记入审计。有期限的专项打开或改动只是申请，要写依据，由另一人批准才开始', params: ById,
  body: z.object({ area: AreaPath, version: z.number().int().min(0), isOn: z.boolean(), settings: Settings, endsOn: Day.nullable().default(null), legalBasis: optionalText(300, '依据') }),
  answer: ScenarioDetail,
})

const DryRing = z.object({
  at: z.string(), clearedAt: z.string().nullable(), severity: Severity, what: z.string(), device: z.object({ id: z.string(), name: z.string() }), areaName: z.string(),
  /** Where the device stands; null: it has no place on the map. */
  point: Point.nullable(),
})

export const decideCampaign = contract({
  method: 'POST', path: '/scenarios/:id/decision', tag: '场景', summary: '批准或退回有期限的专项；申请人不能批自己的，批准即开始', params: ById,
  body: z.object({ requestId: Id, isApproved: z.boolean(), note: optionalText(200, '说明') }), answer: ScenarioDetail,
})

export const destroyCampaign = contract({
  method: 'POST', path: '/scenarios/:id/destruction', tag: '场景', summary: '专项结束以后销毁它的数据（关注户、上报、告警、通知），留下销毁证明并记入审计；到期没有人点的自动销毁', params: ById,
  body: z.object({ area: AreaPath, version: z.number().int().min(1) }), answer: ScenarioDetail,
})

export const dryRunScenario = contract({
  method: 'POST', path: '/scenarios/:id/dry-run', tag: '场景', summary: '试跑：用改过的参数把存下的读数重走一遍，看本来会响几次、在哪里；没有任何效果', params: ById,
  body: z.object({ area: AreaPath, settings: Settings, days: z.number().int().min(1).max(30).default(30) }),
  answer: z.object({
    /** 「本可响 7 次」. */
    says: z.string(), count: z.number(), rings: z.array(DryRing),
    /** The same with the settings in force; null: it is off. */
    present: z.object({ count: z.number(), rings: z.array(DryRing) }).nullable(),
    devices: z.number(), readings: z.number(), from: z.string(), to: z.string(),
    /** There was more than could be replayed at once. */
    isCut: z.boolean(),
  }),
})
