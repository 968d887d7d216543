import { Fault } from '@yihu/contracts'
import type { BodyOf, PowerCode, PowerRow, savePower } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { record } from '../../../platform/audit/index.ts'
import { streetOf } from '../../../platform/imports/index.ts'
import { toRow } from './list.ts'
import { writePower } from './repo.ts'

interface Saving {
  readonly code: PowerCode
  readonly form: BodyOf<typeof savePower>
  readonly ip: string
}

/** Registers a delegated power or corrects it; the document it rests on is part of the audit row. @throws input-invalid */
export async function keepPower(context: Context, actor: Actor, { code, form, ip }: Saving): Promise<PowerRow> {
  if (form.until !== null && form.until < form.since) throw new Fault('input-invalid', { fields: { until: '截止日不能早于起始日' } })
  const at = context.clock.now()
  const street = await streetOf(context)
  const power = { code, ...form, changedName: actor.name, changedAt: new Date(at) }
  await context.db.transact(actor.scope, async (tx) => {
    await writePower(tx, power, { street, by: actor.userId })
    await record(tx, { at, by: actor, action: 'power.save', object: code, result: 'done', ip, detail: form })
  })
  return toRow(code, power, localDate(at))
}
