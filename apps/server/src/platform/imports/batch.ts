import type { Context } from '../../kernel/context.ts'
import { sqlState, systemScope } from '../../kernel/db/index.ts'
import { sortWhole } from './sort-whole.ts'
import { SEAL } from './job.ts'
import type { Job } from './job.ts'
import { RowsRefused } from './kind.ts'
import type { Desk, Refused, Sorted } from './kind.ts'
import { advanceJob, insertRowErrors, isDataState } from './repo.ts'
import type { Progress } from './repo.ts'
import type { SheetRow } from './sheet/read-sheet.ts'
import { tell } from './tell.ts'

/** Somebody else works on the job now. */
export class LeaseLost extends Error {}

interface BatchOptions {
  readonly job: Job
  readonly header: readonly string[]
  readonly lease: string
  readonly leaseMs: number
  readonly desk: Desk
}

interface Ready {
  readonly sorted: Sorted
  readonly lastRow: number
}

/** Live progress is told at most this often. */
const TELL_EVERY_MS = 400

interface BatchStore {
  /** Works a batch out and sets it storing once the one before is in. @throws what became of the one before */
  take(rows: readonly SheetRow[]): Promise<void>
  /** Waits for the last one. */
  settle(): Promise<void>
}

/**
 * Stores batches of rows, one after the other: what they become, row errors and the job's progress in one transaction,
 * so that after a crash exactly the rows up to `last_row` are in. While the database takes one in, the next is read and
 * worked out.
 */
export function createBatchStore(context: Context, options: BatchOptions, onProgress: (progress: Progress) => void): BatchStore {
  let toldAt = 0
  const commit = async (ready: Ready): Promise<Progress> => {
    const isTelling = performance.now() - toldAt >= TELL_EVERY_MS
    const progress = await storeReady(context, options, { ready, isTelling })
    if (isTelling) toldAt = performance.now()
    return progress
  }
  /** One value the database refuses must not stop the rest: halve until it stands alone. */
  const storeRows = async (rows: readonly SheetRow[], late: readonly Refused[] = []): Promise<Progress> => storeSorted(rows, { sorted: await sort(rows, late), late })
  const sort = (rows: readonly SheetRow[], late: readonly Refused[]): Promise<Sorted> => sortWhole(options.desk, rows, { header: options.header, late })
  const storeSorted = async (rows: readonly SheetRow[], { sorted, late }: { sorted: Sorted; late: readonly Refused[] }): Promise<Progress> => {
    const lastRow = rows.at(-1)?.number ?? 0
    try {
      return await commit({ sorted, lastRow })
    } catch (error) {
      if (error instanceof RowsRefused) return storeRows(rows, [...late, ...error.refused])
      if (!isDataState(sqlState(error))) throw error
      const [only, another] = rows
      if (only && !another) {
        context.log.warn({ err: error, importId: options.job.id, row: only.number }, 'the database refused an imported row')
        return commit({ sorted: alone(only), lastRow })
      }
      const middle = Math.ceil(rows.length / 2)
      await storeRows(rows.slice(0, middle), late)
      return storeRows(rows.slice(middle), late)
    }
  }
  let underWay: Promise<void> = Promise.resolve()
  return {
    async take(rows) {
      const sorted = await sort(rows, [])
      await underWay
      underWay = storeSorted(rows, { sorted, late: [] }).then(onProgress)
      // Whoever takes the next one, or settles, hears of it.
      underWay.catch(() => undefined)
    },
    settle: () => underWay,
  }
}

/** A row nothing is written of. */
function alone(row: SheetRow): Sorted {
  return {
    refused: [{ row, field: null, column: '', message: '内容无法保存，请检查有没有异常字符' }],
    store: async () => ({ added: 0, changed: 0, repeated: 0, refused: [] }),
  }
}

async function storeReady(context: Context, { job, lease, leaseMs }: BatchOptions, { ready, isTelling }: { ready: Ready; isTelling: boolean }): Promise<Progress> {
  return context.db.transact(systemScope, async (tx) => {
    const { refused: late, ...counts } = await ready.sorted.store(tx)
    const refused = [...ready.sorted.refused, ...late]
    const progress = await advanceJob(tx, {
      id: job.id, lease, until: new Date(context.clock.now() + leaseMs), lastRow: ready.lastRow, ...counts, failed: refused.length,
    })
    if (!progress) throw new LeaseLost()
    await insertRowErrors(tx, job.id, refused.map((one) => sealed(context, one)))
    if (isTelling) await tell(tx, job, { ...progress, state: 'running' })
    return progress
  })
}

function sealed(context: Context, { row, field, column, message }: Refused) {
  return { row: row.number, field, column, message, cells: context.vault.seal(SEAL.row, JSON.stringify(row.cells)) }
}
