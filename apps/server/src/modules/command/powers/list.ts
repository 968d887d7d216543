import { POWERS } from '@yihu/contracts'
import type { AnswerOf, listPowers, PowerCode, PowerRow } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { streetOf } from '../../../platform/imports/index.ts'
import { powersOf } from './repo.ts'
import type { HeldPower } from './repo.ts'

/** All five powers, held or not, in the order of the table. */
export async function allPowers(context: Context, { scope }: Actor): Promise<AnswerOf<typeof listPowers>> {
  const street = await streetOf(context)
  const held = await context.db.transact(scope, (tx) => powersOf(tx, street))
  const today = localDate(context.clock.now())
  const codes = Object.keys(POWERS) as PowerCode[] // keys of a literal table
  return { powers: codes.map((code) => toRow(code, held.find((power) => power.code === code) ?? null, today)) }
}

/** One power as it is shown. */
export function toRow(code: PowerCode, held: HeldPower | null, today: string): PowerRow {
  return {
    code, ...POWERS[code], isInForce: held !== null && isInForce(held, today),
    held: held && { basis: held.basis, scope: held.scope, since: held.since, until: held.until, changedBy: held.changedName, changedAt: held.changedAt.toISOString() },
  }
}

function isInForce({ since, until }: HeldPower, today: string): boolean {
  return since <= today && (until === null || today <= until)
}

/** Whether the street holds a power today: what the product's rules ask before they let it act. */
export async function holdsPower(tx: Tx, code: PowerCode, { street, today }: { readonly street: string; readonly today: string }): Promise<boolean> {
  return (await powersOf(tx, street)).some((power) => power.code === code && isInForce(power, today))
}
