import { z } from 'zod'
import { Day, Instant, text } from './common.ts'
import { contract } from './contract.ts'

const whole = (least: number, most: number, name: string) => z.number({ error: `请填写${name}` }).int(`${name}请填整数`).min(least, `${name}至少 ${least}`).max(most, `${name}最多 ${most}`)

/** What a person decides of a season. */
export const SeasonForm = z.object({
  name: text(30, '名称'),
  calendar: z.enum(['solar', 'lunar'], { error: '请选择公历或农历' }),
  month: whole(1, 12, '月'),
  day: whole(1, 31, '日'),
  days: whole(1, 200, '天数'),
  leadDays: whole(1, 60, '提前的天数'),
  classCodes: z.array(z.string().regex(/^[BSA](\d{2}){1,3}$/u, '分类代码的写法不对')).min(1, '请选择至少一个分类').max(10, '分类最多 10 个'),
  measure: text(1000, '怎样办'),
  isActive: z.boolean(),
})
export type SeasonForm = z.output<typeof SeasonForm>

export const SeasonRow = z.object({
  id: z.string(),
  form: SeasonForm,
  classNames: z.array(z.string()),
  /** Counts every change; 0: as shipped. */
  version: z.number(),
  changedBy: z.string().nullable(),
  changedAt: Instant.nullable(),
  /** When it begins next, and when its tasks are raised. */
  next: z.object({ start: Day, raisedOn: Day }),
  /** Complaints of these classes in its days a year before. */
  lastYear: z.number(),
})
export type SeasonRow = z.infer<typeof SeasonRow>

export const listSeasons = contract({
  method: 'GET', path: '/seasons', tag: '未诉先办', summary: '时节日历：哪些时候诉求会多、提前几天派什么任务、去年同期多少件', answer: z.object({ seasons: z.array(SeasonRow) }),
})

export const saveSeason = contract({
  method: 'PUT', path: '/seasons/:id', tag: '未诉先办', summary: '修改或新增一个时节；版本不符不覆盖别人的修改',
  params: z.object({ id: z.string().regex(/^[a-z0-9-]{2,40}$/u, '编号的写法不对') }),
  body: z.object({ version: z.number().int().min(0), season: SeasonForm }),
  answer: SeasonRow,
})
