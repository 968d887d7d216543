import { localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { record } from '../../platform/audit/index.ts'
import { streetOf } from '../../platform/imports/index.ts'
import { insertProof, proofsOf } from '../../platform/pool/index.ts'
import { destroyVisits } from './repo-campaign.ts'
import { routinesOf } from './routines.ts'
import type { Routine } from './routines.ts'

/** By what a proof is found again: the campaign and its last day. */
export function ruleOf(street: string, { id, form }: Pick<Routine, 'id' | 'form'>): string {
  return `grid:${street}:${id}:${form.ends ?? ''}`
}

/**
 * The daily job: what was recorded for campaigns that are over and were announced as to be destroyed goes, with a proof
 * (how many, SM3 digest, when) in the registers' list of proofs and the audit trail. A campaign without records has one too.
 */
export async function destroyEnded(context: Context): Promise<void> {
  const [street, now] = [await streetOf(context), context.clock.now()]
  await context.db.transact(systemScope, async (tx) => {
    for (const routine of await routinesOf(tx, street)) {
      const { id, form: { name, isDestroyed, ends, basis } } = routine
      const rule = ruleOf(street, routine)
      if (!isDestroyed || ends === null || ends >= localDate(now)) continue
      // A phone may bring records after the last day: they go too, with a proof of their own.
      const ids = await destroyVisits(tx, { street, routine: id })
      if (ids.length === 0 && (await proofsOf(tx, rule)).length > 0) continue
      const proof = await insertProof(tx, { areaPath: street, at: now, rule, ids, by: '系统', reason: `${name}（${basis}，到 ${ends} 为止）：走访记录 ${ids.length} 条` })
      await record(tx, { at: now, by: null, action: 'grid.destroy', object: name, result: 'done', ip: null, detail: { id, ends, proofId: proof.id, entries: ids.length, digest: proof.digest.toString('hex') } })
    }
  })
}
