import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { EventHandler } from '../../kernel/module.ts'
import { abandonedJobs, endSensitiveJobs, expireJobs } from './repo.ts'
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

/** A sensitive register has ended: its exports, asked for or made, end too, and their files are noise from now on. */
export const hearEnded: EventHandler = async (tx, { payload }, context) => {
  const { id } = z.object({ id: z.string() }).parse(payload)
  for (const job of await endSensitiveJobs(tx, id)) await dropSealed(context, job)
}
