import { z } from 'zod'
import { AreaPath, Day, Id, Instant, text } from './common.ts'
import { contract } from './contract.ts'
import { UnitId } from './places.ts'

const Task = z.object({
  title: text(40, '任务'), text: text(500, '要做什么'), unitId: UnitId, classCode: z.string().regex(/^[ABS]\d{2,6}$/u, '没有这个分类'), days: z.number().int().min(1, '至少一天').max(730, '最多 730 天'),
  /** The places of earlier tasks that must be done first. */
  after: z.array(z.number().int().min(0)).max(20),
})

/** Work that several units do side by side (串联变并联); each task becomes a case once nothing is left to wait for. */
export const PlanForm = z.object({ name: text(40, '名称'), areaPath: AreaPath, tasks: z.array(Task).min(2, '至少要有两项任务').max(20, '最多 20 项任务') })
  .refine(({ tasks }) => tasks.every(({ after }, nth) => after.every((one) => one < nth)), { path: ['tasks'], error: '只能等排在前面的任务' })
export type PlanForm = z.infer<typeof PlanForm>

export const PLAN_TASK_STATES = { waiting: '等前面的', open: '在办', done: '办完了' } as const
export type PlanTaskState = keyof typeof PLAN_TASK_STATES

const TaskRow = z.object({
  title: z.string(), text: z.string(), unitName: z.string(), days: z.number(), after: z.array(z.number()), from: Day, to: Day, state: z.enum(Object.keys(PLAN_TASK_STATES) as [PlanTaskState, ...PlanTaskState[]]), // keys of a literal table
  /** The case it is; null: not given out yet, or not in sight. */
  case: z.object({ id: Id, number: z.string(), stateName: z.string(), isOverdue: z.boolean() }).nullable(),
})

export const PlanRow = z.object({
  id: Id, name: z.string(), areaPath: z.string(), areaName: z.string(), begins: Day, madeBy: z.string(), madeAt: Instant, tasks: z.array(TaskRow),
  /** The last day, as it stands now, and if one task waited for the other. */
  ends: Day, endsInSeries: Day,
})
export type PlanRow = z.infer<typeof PlanRow>

export const listPlans = contract({
  method: 'GET', path: '/grid/plans', tag: '网格', summary: '并联任务：一件大事由几个单位同时办，各有期限和要等的；每项任务就是一件案件', answer: z.object({ plans: z.array(PlanRow), today: Day, asOf: Instant }),
})

export const makePlan = contract({
  method: 'POST', path: '/grid/plans', tag: '网格', summary: '定一个并联计划：不用等的任务马上立案派出去，其余的等前面的办完自动派出；同一个编号只定一次', status: 201, body: z.object({ id: Id, plan: PlanForm }), answer: PlanRow,
})
