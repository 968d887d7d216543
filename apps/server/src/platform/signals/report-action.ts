import { Fault, ReportAction } from '@yihu/contracts'
import { offlineAction } from '../../kernel/module.ts'
import { pointOf } from '../areas/index.ts'
import { actAsSystem, groundOf, moverOf, prepare, waitingUploads } from '../cases/index.ts'
import { placeOfCodeWithin } from '../codes/index.ts'
import { takeWithin } from './take-within.ts'

/** A report made on a phone: one case for the action's id, whatever happens on the way. */
export const reportAction = offlineAction({
  kind: 'case.report',
  permission: 'case.register',
  body: ReportAction,
  async apply(tx, context, { id, at, body, actor }) {
    const ground = await groundOf(context)
    // A case may lie outside its reporter's own grid.
    await actAsSystem(tx)
    const [code, point] = [body.code ? await placeOfCodeWithin(tx, context, body.code) : null, pointOf(body)]
    const waiting = await waitingUploads(tx, body.files)
    const now = context.clock.now()
    const prepared = prepare({
      source: 'grid', senderId: `${actor.userId}/${id}`, at: now, takenAt: now, saidAt: at.getTime(), text: body.text, title: body.title,
      address: body.address ?? code?.address, point: point ?? code?.point ?? undefined,
      // Where the worker stood is nearer to it than the area of the code.
      ...(code && !point ? { areaPath: code.path, placeSource: 'code' as const } : {}),
      classCode: body.classCode, contact: body.contact, isSecret: body.isSecret, files: body.files.filter((file) => waiting.some(({ id }) => id === file)), by: moverOf(actor),
    }, ground)
    const [taken] = await takeWithin(tx, context, [prepared])
    if (!taken) throw new Fault('internal')
    return { caseId: taken.caseId, number: taken.number }
  },
})
