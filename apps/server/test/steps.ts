import type { CaseDetail } from '@yihu/contracts'
import type { TestApp } from './app.ts'
import { AT_BUILDING_12 } from './street.ts'

/** A matter no rule of the small street dispatches by itself: people take every step. */
export const STALL = { text: '桑家小区12号楼前烧烤摊占道经营，油烟很大，半夜还在吵', ...AT_BUILDING_12 }

type Raised = CaseDetail & { queryCode: string }

/** A report that was accepted and filed as class S0504. */
export async function filed({ raise, move }: TestApp, form: Parameters<TestApp['raise']>[0] = STALL): Promise<Raised> {
  const raised = await raise(form)
  await move('accept', raised.id, { move: 'accept' })
  return { ...raised, ...(await move('duty', raised.id, { move: 'file', classCode: 'S0504' })) }
}

/** The same, sent to the urban management bureau. */
export async function dispatched(app: TestApp, form: Parameters<TestApp['raise']>[0] = STALL): Promise<Raised> {
  const raised = await filed(app, form)
  return { ...raised, ...(await app.move('dispatch', raised.id, { move: 'dispatch', unitId: 'dept-urban' })) }
}

/** The same, taken on by the bureau. */
export async function handling(app: TestApp, form: Parameters<TestApp['raise']>[0] = STALL): Promise<Raised> {
  const raised = await dispatched(app, form)
  return { ...raised, ...(await app.move('urban', raised.id, { move: 'claim' })) }
}

/** The same, answered by the bureau. */
export async function replied(app: TestApp, form: Parameters<TestApp['raise']>[0] = STALL): Promise<Raised> {
  const raised = await handling(app, form)
  return { ...raised, ...(await app.move('urban', raised.id, { move: 'reply', text: '已劝离摊贩' })) }
}

/** The same, checked, followed up by phone and closed. */
export async function closed(app: TestApp, form: Parameters<TestApp['raise']>[0] = STALL): Promise<Raised> {
  const raised = await replied(app, form)
  await app.move('accept', raised.id, { move: 'start-check' })
  await app.move('accept', raised.id, { move: 'record-contact', reached: true, note: '电话回访', solved: true, satisfied: true })
  return { ...raised, ...(await app.move('duty', raised.id, { move: 'pass-check', note: '现场已清' })) }
}
