import { setImmediate as breathe } from 'node:timers/promises'
import { Fault } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { sqlState, systemScope } from '../../kernel/db/index.ts'
import { groundOf, prepare } from '../cases/index.ts'
import type { Ground, Prepared } from '../cases/index.ts'
import { takeWithin } from '../signals/index.ts'
import { SEAL } from './job.ts'
import type { Job } from './job.ts'
import type { ReadRow, RowProblem } from './read-row.ts'
import { advanceJob, insertRowErrors, isDataState } from './repo.ts'
import type { Progress } from './repo.ts'
import type { SheetRow } from './sheet/read-sheet.ts'
import { tell } from './tell.ts'

/** Somebody else works on the job now. */
export class LeaseLost extends Error {}

interface BatchOptions {
  readonly job: Job
  readonly lease: string
  readonly leaseMs: number
  readonly read: (row: SheetRow) => ReadRow
}

type Refused = RowProblem & { readonly row: SheetRow }

interface Sorted {
  readonly prepared: readonly Prepared[]
  readonly refused: readonly Refused[]
  readonly lastRow: number
}

/** Live progress is told at most this often. */
const TELL_EVERY_MS = 400
const BREATHE_EVERY = 20

/**
 * A function that stores a batch of rows: signals, row errors and the job's progress in one transaction, so that after a
 * crash exactly the rows up to `last_row` are in.
 */
export function createBatchStore(context: Context, options: BatchOptions): (rows: readonly SheetRow[]) => Promise<Progress> {
  let toldAt = 0
  const commit = async (sorted: Sorted): Promise<Progress> => {
    const isTelling = performance.now() - toldAt >= TELL_EVERY_MS
    const progress = await storeSorted(context, options, { sorted, isTelling })
    if (isTelling) toldAt = performance.now()
    return progress
  }
  /** One value the database refuses must not stop the rest: halve until it stands alone. */
  const storeRows = async (rows: readonly SheetRow[]): Promise<Progress> => {
    const sorted = await sort(rows, { ground: await groundOf(context), read: options.read })
    try {
      return await commit(sorted)
    } catch (error) {
      if (!isDataState(sqlState(error))) throw error
      const [only, another] = rows
      if (only && !another) {
        context.log.warn({ err: error, importId: options.job.id, row: only.number }, 'the database refused an imported row')
        return commit({ prepared: [], refused: [{ row: only, field: null, column: '', message: '内容无法保存，请检查有没有异常字符' }], lastRow: only.number })
      }
      const middle = Math.ceil(rows.length / 2)
      await storeRows(rows.slice(0, middle))
      return storeRows(rows.slice(middle))
    }
  }
  return storeRows
}

/** Works the rows out in memory, pausing so that people's requests are answered in between. */
async function sort(rows: readonly SheetRow[], { ground, read }: { ground: Ground; read: BatchOptions['read'] }): Promise<Sorted> {
  const prepared: Prepared[] = []
  const refused: Refused[] = []
  for (const [index, row] of rows.entries()) {
    if (index % BREATHE_EVERY === 0) await breathe()
    const result = read(row)
    if ('problem' in result) {
      refused.push({ row, ...result.problem })
      continue
    }
    try {
      prepared.push(prepare(result.signal, ground))
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      refused.push({ row, field: null, column: '', message: error.message })
    }
  }
  return { prepared, refused, lastRow: rows.at(-1)?.number ?? 0 }
}

async function storeSorted(
  context: Context,
  { job, lease, leaseMs }: BatchOptions,
  { sorted, isTelling }: { sorted: Sorted; isTelling: boolean },
): Promise<Progress> {
  const { prepared, refused, lastRow } = sorted
  return context.db.transact(systemScope, async (tx) => {
    const taken = prepared.length > 0 ? await takeWithin(tx, context, prepared) : []
    const added = new Set(taken.filter(({ isNew }) => isNew).map(({ caseId }) => caseId)).size
    const progress = await advanceJob(tx, {
      id: job.id, lease, until: new Date(context.clock.now() + leaseMs), lastRow, added, repeated: taken.length - added, failed: refused.length,
    })
    if (!progress) throw new LeaseLost()
    await insertRowErrors(
      tx,
      job.id,
      refused.map(({ row, field, column, message }) => ({
        row: row.number, field, column, message, cells: context.vault.seal(SEAL.row, JSON.stringify(row.cells)),
      })),
    )
    if (isTelling) await tell(tx, job, { ...progress, state: 'running' })
    return progress
  })
}
