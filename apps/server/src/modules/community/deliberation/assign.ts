import type { DeliberationActForm } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { EventHandler } from '../../../kernel/module.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { briefsOf, groundOf, moverOf, prepare } from '../../../platform/cases/index.ts'
import { takeWithin } from '../../../platform/signals/index.ts'
import type { Effect } from './core.ts'
import { moveOn } from './move-on.ts'
import { casesOf, deliberationsOfCase, linkCases } from './repo.ts'
import type { DeliberationRecord } from './repo.ts'

interface Assigning {
  readonly record: DeliberationRecord
  readonly actor: Actor
  readonly form: Extract<DeliberationActForm, { act: 'assign' }>
}

/** What was decided becomes cases, each with owner and deadline like any other. Needs the system's scope. @throws class-unknown */
export async function assign(tx: Tx, context: Context, { record, actor, form: { tasks } }: Assigning): Promise<Effect> {
  const [ground, now] = [await groundOf(context), context.clock.now()]
  const before = (await casesOf(tx, record.id)).length
  const prepared = tasks.map(({ title, text, classCode }, at) => prepare({
    source: 'deliberation', kind: 'deliberation', senderId: `${record.id}/${before + at + 1}`, at: now, takenAt: now, title, areaPath: record.path, placeSource: 'none', by: moverOf(actor),
    ...(record.place ? { address: record.place } : {}), ...(classCode ? { classCode } : {}), text: `${text}\n来由：议事决定 ${record.number}“${record.title}”`,
  }, ground))
  const taken = await takeWithin(tx, context, prepared)
  await linkCases(tx, record.id, taken.map(({ caseId }) => caseId))
  return { text: taken.map(({ number }, at) => `${tasks[at]?.title ?? ''}（案件 ${number}）`).join('；') }
}

/** Cases that are closed, or opened again, bring a decision on: when all are closed people are asked what they think of it. */
export const hearCase: EventHandler = async (tx, event, context) => {
  const caseId = event.payload['id']
  if (typeof caseId !== 'string') return
  for (const record of await deliberationsOfCase(tx, caseId)) {
    const { state } = record.core
    if (state !== 'doing' && state !== 'rating') continue
    const ground = await groundOf(context)
    const now = context.clock.now()
    const cases = await briefsOf(tx, await casesOf(tx, record.id), { ground, now })
    const isOver = [...cases.values()].every(({ row }) => row.step === 4)
    if (isOver && state === 'doing') await moveOn(tx, record, { act: 'finish', now, by: '系统', effect: { title: '事情都办结了', text: '请支持过的人和参加表决的户来评。' } })
    if (!isOver && state === 'rating') await moveOn(tx, record, { act: 'resume', now, by: '系统', effect: {} })
  }
}
