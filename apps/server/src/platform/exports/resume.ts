import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { abandonedJobs, expireJobs } from './repo.ts'
import { runExport } from './run.ts'
import { dropSealed } from './sealed-file.ts'

/** Begins anew the exports whose worker was killed, one after the other. */
export async function resumeExports(context: Context): Promise<void> {
  const ids = await context.db.transact(systemScope, (tx) => abandonedJobs(tx, new Date(context.clock.now())))
  for (const id of ids) await runExport(context, id)
}

/** Removes files whose time is over and ends requests that nobody decided. */
export async function tidyExports(context: Context): Promise<void> {
  const ids = await context.db.transact(systemScope, (tx) => expireJobs(tx, new Date(context.clock.now())))
  for (const id of ids) await dropSealed(context, id)
}
