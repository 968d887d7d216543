import { Fault, ReportAction } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { offlineAction } from '../../kernel/module.ts'
import type { ActionTaken } from '../../kernel/module.ts'
import { pointOf } from '../areas/index.ts'
import { actAsSystem, groundOf, moverOf, prepare, waitingUploads } from '../cases/index.ts'
import type { Ground, Prepared } from '../cases/index.ts'
import { placeOfCodeWithin } from '../codes/index.ts'
import { takeWithin } from './take-within.ts'

/** Reports made on a phone: one case for each action's id, whatever happens on the way. */
export const reportAction = offlineAction({
  kind: 'case.report',
  permission: 'case.register',
  body: ReportAction,
  async apply(tx, context, action) {
    const [answer] = await report(tx, context, [action])
    if (!answer) throw new Fault('internal')
    return answer
  },
  together: { fits: () => true, apply: report },
})

type Reported = ActionTaken<ReportAction>

async function report(tx: Tx, context: Context, actions: readonly Reported[]): Promise<{ caseId: string; number: string }[]> {
  // A case may lie outside its reporter's own grid.
  await actAsSystem(tx)
  const ground = await groundOf(context)
  const waiting = new Set((await waitingUploads(tx, actions.flatMap(({ body }) => body.files))).map(({ id }) => id))
  const prepared: Prepared[] = []
  for (const action of actions) prepared.push(await preparedOf(tx, context, { action, waiting, ground }))
  return (await takeWithin(tx, context, prepared)).map(({ caseId, number }) => ({ caseId, number }))
}

async function preparedOf(tx: Tx, context: Context, { action: { id, at, body, actor }, waiting, ground }: { action: Reported; waiting: ReadonlySet<string>; ground: Ground }): Promise<Prepared> {
  const [code, point] = [body.code ? await placeOfCodeWithin(tx, context, body.code) : null, pointOf(body)]
  const now = context.clock.now()
  return prepare({
    source: 'grid', senderId: `${actor.userId}/${id}`, at: now, takenAt: now, saidAt: at.getTime(), text: body.text, title: body.title,
    address: body.address ?? code?.address, point: point ?? code?.point ?? undefined,
    // Where the worker stood is nearer to it than the area of the code.
    ...(code && !point ? { areaPath: code.path, placeSource: 'code' as const } : {}),
    classCode: body.classCode, contact: body.contact, isSecret: body.isSecret, files: body.files.filter((file) => waiting.has(file)), by: moverOf(actor),
  }, ground)
}
