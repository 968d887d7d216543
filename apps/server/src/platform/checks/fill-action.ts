import { FillAction } from '@yihu/contracts'
import { offlineAction } from '../../kernel/module.ts'
import { fill } from './fill.ts'

/** A checklist filled on a phone, maybe without signal; the action's id is the sheet's. */
export const fillAction = offlineAction({
  kind: 'check.fill',
  permission: 'check.fill',
  body: FillAction,
  apply: async (tx, context, { id, at, actor, body }) => ({ ...(await fill(tx, context, { actor, form: { ...body, id, at: at.toISOString() } })) }),
})
