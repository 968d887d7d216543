import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { dropFile } from './kept-file.ts'
import { abandonedJobs, forgetOld } from './repo.ts'
import { runImport } from './run.ts'

const DAY_MS = 86_400_000
/** An upload nobody started. */
const PREVIEW_DAYS = 2
/** Time to correct rows; then the cells of people are forgotten. */
const ERROR_DAYS = 30

/** Takes up imports whose worker was killed, one after the other. */
export async function resumeImports(context: Context): Promise<void> {
  const ids = await context.db.transact(systemScope, (tx) => abandonedJobs(tx, new Date(context.clock.now())))
  for (const id of ids) await runImport(context, id)
}

/** Forgets uploads that were never started and old error rows with their personal data. */
export async function tidyImports(context: Context): Promise<void> {
  const now = context.clock.now()
  const ids = await context.db.transact(systemScope, (tx) =>
    forgetOld(tx, { previewsBefore: new Date(now - PREVIEW_DAYS * DAY_MS), errorsBefore: new Date(now - ERROR_DAYS * DAY_MS) }),
  )
  for (const id of ids) await dropFile(context, id)
}
