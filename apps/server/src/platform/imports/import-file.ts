import type { ImportKindId } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { SYSTEM } from '../cases/index.ts'
import { streetOf } from './home.ts'
import { kindOf } from './kinds.ts'
import { findJob } from './repo.ts'
import type { Progress } from './repo.ts'
import { runImport } from './run.ts'
import { start } from './start.ts'
import { uploadSheet } from './upload.ts'

interface ImportFileOptions {
  readonly kind?: ImportKindId
  readonly bytes: Buffer
  /** With its ending: .xlsx, .csv or .jsonl. */
  readonly fileName: string
  readonly source?: string | undefined
  /** The day whose state the sheet shows. */
  readonly asOf?: string | undefined
  readonly onProgress?: (progress: Progress & { readonly rows: number }) => void
}

/** What came of a file. */
interface ImportResult extends Progress {
  readonly id: string
  readonly rows: number
  readonly state: 'done' | 'failed'
  readonly problem: string | null
}

/**
 * Imports a file at once under the guessed mapping, as the system: for the command line.
 * @throws import-unreadable, import-too-large, import-columns-missing
 */
export async function importFile(context: Context, { kind = 'orders', bytes, fileName, source, asOf, onProgress }: ImportFileOptions): Promise<ImportResult> {
  const id = await uploadSheet(context, { kind, bytes, fileName, source, path: await streetOf(context), by: SYSTEM, allowsJsonl: true })
  const job = await context.db.transact(systemScope, async (tx) => {
    const found = await findJob(tx, id)
    if (!found) throw new Error('the job just made is gone')
    await start(tx, { job: found, kind: kindOf(context, kind), mapping: found.mapping, asOf: asOf ?? null, at: new Date(context.clock.now()) })
    return found
  })
  await runImport(context, id, { onProgress: (progress) => onProgress?.({ rows: job.rows, ...progress }) })
  const ended = await context.db.transact(systemScope, (tx) => findJob(tx, id))
  if (ended?.state !== 'done' && ended?.state !== 'failed') throw new Error('the import was interrupted; a running server goes on with it')
  const { rows, done, added, changed, repeated, failed, state, problem } = ended
  return { id, rows, done, added, changed, repeated, failed, state, problem }
}
