import { localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
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
 * The daily job: what was recorded for campaigns that are over and were announced as to be destroyed goes, photos too, with a
 * proof (how many, SM3 digest, when) in the registers' list of proofs and the audit trail. A campaign without records has one too.
 */
export async function destroyEnded(context: Context): Promise<void> {
  const [street, today] = [await streetOf(context), localDate(context.clock.now())]
  const files = await context.db.transact(systemScope, async (tx) => {
    const hashes: string[] = []
    for (const routine of await routinesOf(tx, street)) {
      const { isDestroyed, ends } = routine.form
      if (isDestroyed && ends !== null && ends < today) hashes.push(...await destroyOne(tx, context, { street, routine }))
    }
    return hashes
  })
  for (const hash of files) await context.files.drop(hash)
}

/** @returns the photos that are to leave the store */
async function destroyOne(tx: Tx, context: Context, { street, routine }: { readonly street: string; readonly routine: Routine }): Promise<readonly string[]> {
  const { id, form: { name, ends, basis } } = routine
  const [rule, now] = [ruleOf(street, routine), context.clock.now()]
  // A phone may bring records after the last day: they go too, with a proof of their own.
  const { visits, photos } = await destroyVisits(tx, { street, routine: id })
  if (visits.length === 0 && (await proofsOf(tx, rule)).length > 0) return []
  const says = `走访记录 ${visits.length} 条${photos.length > 0 ? `，照片 ${photos.length} 张` : ''}`
  const proof = await insertProof(tx, { areaPath: street, at: now, rule, ids: [...visits, ...photos.map((photo) => `photo ${photo.id}`)], by: '系统', reason: `${name}（${basis}，到 ${ends ?? ''} 为止）：${says}` })
  await record(tx, { at: now, by: null, action: 'grid.destroy', object: name, result: 'done', ip: null, detail: { id, ends, proofId: proof.id, visits: visits.length, photos: photos.length, digest: proof.digest.toString('hex') } })
  return photos.map(({ hash }) => hash)
}
