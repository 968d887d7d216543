import { MoveAction } from '@yihu/contracts'
import { STATES } from '@yihu/domain'
import { offlineAction } from '../../kernel/module.ts'
import { splitForm } from './form.ts'
import { groundOf } from './load-ground.ts'
import { moveCase } from './move.ts'
import { findCase } from './repo.ts'
import { detailOf, moverOf } from './show.ts'

/** The last lines of the trace that a worker compares with what they wrote. */
const LINES = 3

/** A move made on a phone: on the version it saw, else it is a clash and nothing is overwritten. */
export const moveAction = offlineAction({
  kind: 'case.move',
  permission: 'case.read',
  body: MoveAction,
  async apply(tx, context, { body, actor, at }) {
    const { caseId, version, ...form } = body
    const extra = { saidAt: at.toISOString() }
    await moveCase(tx, context, { ground: await groundOf(context), request: { caseId, version, by: moverOf(actor), extra, ...splitForm(form) } })
    const record = await findCase(tx, caseId)
    return record ? { caseId, version: record.version, state: record.core.state, stateLabel: STATES[record.core.state].label } : { caseId }
  },
  async present(tx, context, { body, actor }) {
    const record = await findCase(tx, body.caseId)
    if (!record) return null
    const detail = await detailOf(tx, context, { record, ground: await groundOf(context), mover: moverOf(actor) })
    const { id, number, version, title, state, stateLabel, unit, handler, timeline } = detail
    return {
      id, number, version, title, state, stateLabel, unitName: unit?.name ?? null, handlerName: handler?.name ?? null,
      lines: timeline.slice(-LINES).map((line) => ({ at: line.at, title: line.title, text: line.text, by: line.by?.name ?? null })),
    }
  },
})
