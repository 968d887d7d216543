import { z } from 'zod'
import { AreaPath, Id, Instant, text } from './common.ts'
import { contract } from './contract.ts'
import { IndicatorFigure } from './indicators.ts'
import type { Role } from './session.ts'

const TAG = '可视化'

/** How many columns of four a card takes. */
export const CARD_WIDTHS = { 1: '窄', 2: '半行', 4: '整行' } as const
export type CardWidth = keyof typeof CARD_WIDTHS

export const THRESHOLD_TONES = { green: '● 正常', amber: '◆ 留意', red: '▲ 要办' } as const
export type ThresholdTone = keyof typeof THRESHOLD_TONES

export const BULLETIN_RHYTHMS = { day: '每天', week: '每周', month: '每月' } as const
export type BulletinRhythm = keyof typeof BULLETIN_RHYTHMS

/** Who looks at figures at all, so with whom a dashboard can be shared. */
export const DASHBOARD_ROLES = ['duty-chief', 'acceptor', 'dispatcher', 'community', 'screen'] as const satisfies readonly Role[]

/** Most dashboards of one person, and most figures of one dashboard. */
export const DASHBOARD_LIMIT = 20
export const CARD_LIMIT = 24

/** Beyond this value a figure is called so: a colour and a word. The first that fits holds. */
const Threshold = z.object({
  when: z.enum(['over', 'under'], { error: '请选择高于还是低于' }),
  value: z.number({ error: '请填写界限' }),
  tone: z.enum(Object.keys(THRESHOLD_TONES) as [ThresholdTone, ...ThresholdTone[]]), // keys of a literal table
  word: text(8, '说法'),
})
export type Threshold = z.output<typeof Threshold>

const Card = z.object({
  indicator: z.string().max(60),
  width: z.union([z.literal(1), z.literal(2), z.literal(4)]),
  thresholds: z.array(Threshold).max(3, '界限最多三条'),
})
export type DashboardCard = z.output<typeof Card>

/** When a bulletin is made: `on` is the day of the week (1 is Monday) or of the month; without meaning for every day. */
const Schedule = z.object({
  rhythm: z.enum(Object.keys(BULLETIN_RHYTHMS) as [BulletinRhythm, ...BulletinRhythm[]]), // keys of a literal table
  on: z.number().int().min(1).max(28),
  hour: z.number({ error: '请填写几点' }).int().min(0).max(23),
}).refine(({ rhythm, on }) => rhythm !== 'week' || on <= 7, { error: '请选择星期几', path: ['on'] })
export type BulletinSchedule = z.output<typeof Schedule>

/** What a person decides of a dashboard. */
export const DashboardForm = z.object({
  name: text(30, '名称'),
  /** Null: the widest place of whoever looks. */
  area: AreaPath.nullable(),
  cards: z.array(Card).min(1, '请选择至少一个指标').max(CARD_LIMIT, `指标最多 ${CARD_LIMIT} 个`)
    .refine((cards) => new Set(cards.map(({ indicator }) => indicator)).size === cards.length, '同一个指标只放一次'),
  /** Who else may look: people of these roles around here. */
  roles: z.array(z.enum(DASHBOARD_ROLES, { error: '这个岗位没有指标可看，不能共享给他们' })).max(DASHBOARD_ROLES.length),
  bulletin: Schedule.nullable(),
})
export type DashboardForm = z.output<typeof DashboardForm>

const Row = z.object({
  id: Id, form: DashboardForm, version: z.number(), isMine: z.boolean(), owner: z.string(), changedAt: Instant,
})
export type DashboardRow = z.infer<typeof Row>

export const listDashboards = contract({
  method: 'GET', path: '/dashboards', tag: TAG, summary: '我的看板，和按岗位共享给我的看板', answer: z.object({ dashboards: z.array(Row) }),
})

const ById = z.object({ id: Id })

/** How a figure stands against its thresholds, in the owner's words. */
const Standing = z.object({ tone: z.enum(Object.keys(THRESHOLD_TONES) as [ThresholdTone, ...ThresholdTone[]]), word: z.string() }) // keys of a literal table
export type Standing = z.infer<typeof Standing>

export const showDashboard = contract({
  method: 'GET', path: '/dashboards/:id', tag: TAG, summary: '一个看板现在的数：只有看的人自己有权看的指标和地方',
  params: ById, query: z.object({ area: AreaPath.optional() }),
  answer: z.object({
    dashboard: Row,
    area: z.object({ path: z.string(), name: z.string() }),
    asOf: Instant,
    cards: z.array(z.object({ width: Card.shape.width, figure: IndicatorFigure, standing: Standing.nullable() })),
    /** Cards that the reader may not see, or whose figure is no more. */
    withheld: z.number(),
  }),
})

export const saveDashboard = contract({
  method: 'PUT', path: '/dashboards/:id', tag: TAG, summary: '新建（版本 0）或修改自己的看板；版本不符不覆盖', params: ById, body: z.object({ version: z.number().int().min(0), dashboard: DashboardForm }), answer: Row,
})

export const removeDashboard = contract({ method: 'DELETE', path: '/dashboards/:id', tag: TAG, summary: '删除自己的看板；已经做好的简报还在', params: ById, status: 204, answer: z.undefined() })

const Bulletin = z.object({
  id: Id, name: z.string(), areaName: z.string(), figures: z.number(), failed: z.number(), madeAt: Instant, expiresAt: Instant,
  /** The day it was due; null: somebody asked for it. */
  slot: z.string().nullable(),
})
export type Bulletin = z.infer<typeof Bulletin>

export const listBulletins = contract({ method: 'GET', path: '/bulletins', tag: TAG, summary: '我的简报：按看板定时做的和临时做的，新的在前', query: z.object({ before: Id.optional() }), answer: z.object({ bulletins: z.array(Bulletin), next: Id.nullable() }) })

export const makeBulletin = contract({ method: 'POST', path: '/dashboards/:id/bulletins', tag: TAG, summary: '现在就把看板做成一份简报', status: 201, params: ById, body: z.object({}), answer: Bulletin })

export const bulletinFile = contract({
  method: 'GET', path: '/bulletins/:id/file', tag: TAG, summary: '下载自己的简报', raw: 'download', params: ById, query: z.object({ format: z.enum(['pdf', 'xlsx']) }), answer: z.unknown(),
})

export const indicatorBook = contract({
  method: 'GET', path: '/indicator-book', tag: TAG, summary: '我能看的全部指标：叫什么、怎么算、从哪里来',
  answer: z.object({ indicators: z.array(IndicatorFigure.pick({ id: true, name: true, definition: true, unit: true, source: true })) }),
})
