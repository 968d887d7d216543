import { z } from 'zod'
import { AreaPath, Cursor, Day, Id, Instant, Limit, text } from './common.ts'
import { contract } from './contract.ts'
import { UnitId } from './places.ts'

/** Who does a task, and by which class it becomes a case. */
const Duty = z.object({ unitId: UnitId, classCode: z.string().regex(/^[ABS]\d{2,6}$/u, '没有这个分类') })

const Task = Duty.extend({
  title: text(40, '任务'), text: text(500, '要做什么'), days: z.number().int().min(1, '至少一天').max(730, '最多 730 天'),
  /** The places of earlier tasks that must be done first. */
  after: z.array(z.number().int().min(0)).max(20),
})

/** Work that several units do side by side (串联变并联); each task becomes a case once nothing is left to wait for. */
export const PlanForm = z.object({ name: text(40, '名称'), areaPath: AreaPath, tasks: z.array(Task).min(2, '至少要有两项任务').max(20, '最多 20 项任务') })
  .refine(({ tasks }) => tasks.every(({ after }, nth) => after.every((one) => one < nth)), { path: ['tasks'], error: '只能等排在前面的任务' })
export type PlanForm = z.infer<typeof PlanForm>

/** `stuck`: its turn has come and it could not be given out, or its case was voided. */
export const PLAN_TASK_STATES = { waiting: '等前面的', stuck: '派不出去', open: '在办', done: '办完了' } as const
export type PlanTaskState = keyof typeof PLAN_TASK_STATES

const TaskRow = Duty.extend({
  title: z.string(), unitName: z.string(), days: z.number(), after: z.array(z.number()), from: Day, to: Day, state: z.enum(Object.keys(PLAN_TASK_STATES) as [PlanTaskState, ...PlanTaskState[]]), // keys of a literal table
  /** The last day hangs on it: late by a day, all is late by a day. */
  isCritical: z.boolean(),
  /** Why it cannot be given out as it is, also while it still waits: its unit or its class is gone, or its case was voided. */
  problem: z.string().nullable(),
  /** The case it is; null: not given out yet, or not in sight. */
  case: z.object({ id: Id, number: z.string(), stateName: z.string(), isOverdue: z.boolean() }).nullable(),
})

export const PlanRow = z.object({
  id: Id, version: z.number(), name: z.string(), areaName: z.string(), begins: Day, madeBy: z.string(), madeAt: Instant, tasks: z.array(TaskRow),
  /** The last day, as it stands now, and if one task waited for the other. */
  ends: Day, endsInSeries: Day,
})
export type PlanRow = z.infer<typeof PlanRow>

export const listPlans = contract({
  method: 'GET', path: '/grid/plans', tag: '网格', summary: '并联任务：一件大事由几个单位同时办，各有期限和要等的；每项任务就是一件案件；新定的在前',
  query: z.object({ cursor: Cursor.optional(), limit: Limit }), answer: z.object({ plans: z.array(PlanRow), next: z.string().nullable(), today: Day }),
})

export const makePlan = contract({
  method: 'POST', path: '/grid/plans', tag: '网格', summary: '定一个并联计划：不用等的任务马上立案派出去，其余的等前面的办完自动派出；同一个编号只定一次', status: 201, body: z.object({ id: Id, plan: PlanForm }), answer: PlanRow,
})

export const changePlanTask = contract({
  method: 'PUT', path: '/grid/plans/:id/tasks/:nth', tag: '网格', summary: '还没派出去、派不出去或案件作废了的任务，改由别的单位办、换个分类；轮到它的马上派出；版本不符不覆盖别人的修改',
  params: z.object({ id: Id, nth: z.coerce.number().int().min(0).max(19) }), body: Duty.extend({ version: z.number().int().min(1) }), answer: PlanRow,
})
