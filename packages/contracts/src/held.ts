import { z } from 'zod'
import { Id, Instant, optionalText } from './common.ts'
import { contract } from './contract.ts'

export const HOLD_REASONS = { same: '同样的话反复报', sender: '同一来源报得太多', flood: '全街道报事突然太多' } as const
const ReasonWord = z.enum(Object.keys(HOLD_REASONS) as [keyof typeof HOLD_REASONS, ...(keyof typeof HOLD_REASONS)[]]) // keys of a literal table

export const HELD_ACTS = { take: '逐件受理', join: '并成一件受理', drop: '不受理' } as const
export type HeldAct = keyof typeof HELD_ACTS

/** Reports that belong together and wait for a clerk. */
export const HeldHeap = z.object({ heap: z.string(), reason: ReasonWord, title: z.string(), count: z.number(), senders: z.number(), since: Instant })
export type HeldHeap = z.infer<typeof HeldHeap>

export const HeldReport = z.object({ id: Id, number: z.string(), title: z.string(), text: z.string(), areaName: z.string(), at: Instant })
export type HeldReport = z.infer<typeof HeldReport>

const TAG = '待核报事'
/** So many at once. */
export const HELD_LIMIT = 100

export const listHeldHeaps = contract({ method: 'GET', path: '/held-heaps', tag: TAG, summary: '待核的报事，按堆，多的在前', answer: z.object({ heaps: z.array(HeldHeap), total: z.number() }) })
export const listHeld = contract({
  method: 'POST', path: '/held-heaps/reports', tag: TAG, summary: '一堆里的报事，先来的在前（一次最多 100 件）', body: z.object({ heap: z.string().max(80) }), answer: z.object({ reports: z.array(HeldReport) }),
})
export const actOnHeld = contract({
  method: 'POST', path: '/held-heaps/acts', tag: TAG, summary: '逐件受理、并成一件（或并入已有案件）受理、不受理（须写原因）',
  body: z.object({
    ids: z.array(Id).min(1, '请至少选一件').max(HELD_LIMIT, `一次最多 ${HELD_LIMIT} 件`), act: z.enum(Object.keys(HELD_ACTS) as [HeldAct, ...HeldAct[]]), // keys of a literal table
    into: optionalText(32, '并入的案件编号'), note: optionalText(300, '原因'),
  }),
  answer: z.object({ decided: z.number(), numbers: z.array(z.string()) }),
})
