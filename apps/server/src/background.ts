import type { Context } from './kernel/context.ts'
import { startDispatcher, sweepOutbox } from './kernel/events/index.ts'
import type { Dispatcher, Event } from './kernel/events/index.ts'
import type { Tx } from './kernel/db/index.ts'
import { startJobs } from './kernel/jobs.ts'
import type { JobRunner } from './kernel/jobs.ts'
import type { EventHandler, EventsHandler, Module } from './kernel/module.ts'

interface EventOptions {
  readonly db: Context['db']
  readonly log: Context['log']
  readonly url: string
  readonly modules: readonly Module[]
  readonly contextOf: () => Context
}

/** The event dispatcher of a server with the handlers of all modules, each once per event across all servers. */
export async function startEvents({ db, url, log, modules, contextOf }: EventOptions): Promise<Dispatcher> {
  const consumers = modules.flatMap((module) =>
    Object.entries(module.handlers ?? {}).map(([topic, handle]) => ({
      name: `${module.id}:${topic}`, topics: [topic], handle: (tx: Tx, events: readonly Event[]) => handed(handle, events, { tx, context: contextOf() }),
    })),
  )
  return startDispatcher({ db, url, log, consumers })
}

async function handed(handle: EventHandler | EventsHandler, events: readonly Event[], { tx, context }: { readonly tx: Tx; readonly context: Context }): Promise<void> {
  if (typeof handle !== 'function') await handle.together(tx, events, context)
  else for (const event of events) await handle(tx, event, context)
}

/** Events stay readable this long for servers that were away. */
const OUTBOX_DAYS = 7

/** The scheduled jobs of all modules; each run happens on one server. */
export async function startSchedule({ context, url, modules }: { context: Context; url: string; modules: readonly Module[] }): Promise<JobRunner> {
  const runner = await startJobs({ url, log: context.log })
  for (const job of modules.flatMap((module) => module.jobs ?? [])) await runner.schedule(job, () => job.run(context))
  await runner.schedule({ name: 'kernel.outbox', cron: '40 3 * * *', isMadeUp: true }, async () => void (await sweepOutbox(context.db, { nowMs: context.clock.now(), days: OUTBOX_DAYS })))
  await runner.forgetOthers()
  return runner
}
