import type { FactSource, FactState } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { record } from '../audit/index.ts'
import { countBatch, insertBatch } from './repo-history.ts'

/** One act that brings entries in: their source, day and birth certificate. */
export interface Batch {
  readonly id: string
  readonly areaPath: string
  readonly source: FactSource
  readonly asOf: string
  readonly state: FactState
  readonly at: Date
  readonly title: string
  readonly by: BatchActor | null
  /** The file it is a piece of. */
  readonly file?: { readonly name: string; readonly importId: string } | undefined
  /** Places of what this batch brought in or looked up, so that relations need not ask. */
  readonly places: Map<string, string>
  /** Numbers (blind indexes in hexadecimal) that nobody has, asked under the street's turn. */
  readonly strangers: Set<string>
  readonly counts: Map<string, number>
}

type BatchActor = Pick<Actor, 'userId' | 'username' | 'name'>

interface BatchForm {
  /** The street, or a smaller area, that all entries lie in. */
  readonly areaPath: string
  readonly source: FactSource
  /** `YYYY-MM-DD`. */
  readonly asOf: string
  /** What it was: «导入 居民.xlsx». */
  readonly title: string
  readonly by: BatchActor | null
  readonly state?: FactState
  readonly file?: Batch['file']
}

/** Begins an act of bringing in; entries and relations refer to it. */
export async function openBatch(tx: Tx, { clock }: Pick<Context, 'clock'>, form: BatchForm): Promise<Batch> {
  const batch: Batch = { state: 'declared', ...form, id: newId(clock.now()), at: new Date(clock.now()), places: new Map(), strangers: new Set(), counts: new Map() }
  await insertBatch(tx, batch)
  return batch
}

/** Notes how many came in, in the batch and in the audit trail. Call it last in each transaction of the act. */
export async function closeBatch(tx: Tx, batch: Batch, { ip = null }: { ip?: string | null } = {}): Promise<void> {
  const counts = Object.fromEntries(batch.counts)
  await countBatch(tx, batch.id, counts)
  await record(tx, { at: batch.at.getTime(), by: batch.by, action: 'pool.load', object: batch.title, result: 'done', ip, detail: { batchId: batch.id, source: batch.source, asOf: batch.asOf, ...counts } })
}

/** One more of something. */
export function tally(batch: Batch, what: string, count: number): void {
  if (count > 0) batch.counts.set(what, (batch.counts.get(what) ?? 0) + count)
}
