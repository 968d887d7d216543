import { z } from 'zod'
import { AreaPath, Day, Id, Instant, text } from './common.ts'
import { contract } from './contract.ts'

const Clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, '时间写成 08:30 这样')

/** Who walks a place, on which days of the week (1 Monday … 7 Sunday) and in which hours. */
export const RoundForm = z.object({
  name: text(20, '名称'),
  /** A grid, an estate or a building. */
  areaPath: AreaPath,
  userId: Id,
  weekdays: z.array(z.number().int().min(1).max(7)).min(1, '请选择星期几').max(7),
  from: Clock,
  to: Clock,
  begins: Day,
  ends: Day.nullable(),
  /** A checklist that is filled on the way. */
  listId: Id.nullable(),
}).refine(({ from, to }) => from < to, { path: ['to'], error: '结束要晚于开始' })
  .refine(({ begins, ends }) => ends === null || begins <= ends, { path: ['ends'], error: '结束日期早于开始日期' })
export type RoundForm = z.infer<typeof RoundForm>

export const RoundRow = z.object({ id: Id, version: z.number(), form: RoundForm, areaName: z.string(), userName: z.string(), isEvening: z.boolean(), changedBy: z.string(), changedAt: Instant })
export type RoundRow = z.infer<typeof RoundRow>

const ById = z.object({ id: Id })

export const listRounds = contract({
  method: 'GET', path: '/grid/rounds', tag: '网格', summary: '巡查班次：谁在星期几、几点到几点走哪里；近两周每个地方排了几次、有记录的几次，只说地方，不说人',
  query: z.object({ area: AreaPath.optional() }),
  answer: z.object({
    since: Day, until: Day, asOf: Instant, rounds: z.array(RoundRow),
    places: z.array(z.object({ path: z.string(), name: z.string(), planned: z.number(), walked: z.number(), evenings: z.number(), walkedEvenings: z.number() })),
    /** Who can be asked to walk there. */
    people: z.array(z.object({ id: Id, name: z.string(), path: z.string(), areaName: z.string() })),
  }),
})

export const saveRound = contract({
  method: 'PUT', path: '/grid/rounds/:id', tag: '网格', summary: '排一个巡查班次，或修改它；版本不符不覆盖别人的修改', params: ById, body: z.object({ version: z.number().int().min(0), round: RoundForm }), answer: RoundRow,
})

export const dropRound = contract({ method: 'DELETE', path: '/grid/rounds/:id', tag: '网格', summary: '取消一个巡查班次；走过的记录、排过的都在', params: ById, query: z.object({ version: z.coerce.number().int().min(1) }), status: 204, answer: z.undefined() })

/** One round of one day, as whoever walks it sees it. */
export const OwnRound = z.object({
  id: Id, day: Day, name: z.string(), areaName: z.string(), from: z.string(), to: z.string(), isEvening: z.boolean(), listId: Id.nullable(),
  /** For whom one stands in; null: one's own. */
  instead: z.string().nullable(),
})
export type OwnRound = z.infer<typeof OwnRound>

export const listOwnRounds = contract({ method: 'GET', path: '/grid/own-rounds', tag: '网格', summary: '自己今天起七天里要走的班次，顶岗的也在；有人顶岗的不在', answer: z.object({ rounds: z.array(OwnRound) }) })
