import { PgBoss } from 'pg-boss'
import { parseAddress } from './db/index.ts'
import type { Log } from './log.ts'

/** How a job waits and is repeated. */
export interface EnqueueOptions {
  /** Not before this instant. */
  readonly startAfter?: Date
  /** Of several waiting jobs with the same key only one is kept. */
  readonly key?: string
}

/** What is run again and again. */
export interface Schedule {
  readonly name: string
  /** Five fields, in Beijing time. */
  readonly cron: string
  /** Of a daily one: when no server ran at its time, or it failed, it runs soon after the next start: what has to be destroyed goes although a street switches its server off at night. */
  readonly isMadeUp?: true
}

/** Jobs kept in the database: run once across all servers, repeated after a failure, not lost by a crash. */
export interface JobRunner {
  /** Run `run` at its times, on one server at a time, never twice at once. */
  schedule(schedule: Schedule, run: () => Promise<void>): Promise<void>
  /** Forget schedules of earlier versions: all that this runner has not been told of. */
  forgetOthers(): Promise<void>
  /** Put a job into the queue `name`. */
  enqueue(name: string, data: object, options?: EnqueueOptions): Promise<void>
  /** Take jobs of the queue `name`, one at a time per server; a throw makes it come again (3 times, with growing waits). */
  work(name: string, run: (data: object) => Promise<void>): Promise<void>
  /** Let running jobs end (30 s at most) and close the connections. */
  stop(): Promise<void>
}

const ZONE = 'Asia/Shanghai'
/** Ahead of UTC, without summer time; the kernel knows nothing of packages/domain. */
const ZONE_MS = 8 * 3_600_000
const RETRY = { retryLimit: 3, retryDelay: 2, retryBackoff: true, expireInSeconds: 3600, notify: true } as const
const DAY_MS = 86_400_000
/** Once a day, at a minute and an hour. */
const DAILY = /^(?<minute>\d{1,2}) (?<hour>\d{1,2}) \* \* \*$/u
/** What was missed is made up over these seconds after a start, so that it is in nobody's way. */
const MADE_UP_WITHIN_S = 120

/** Start the job runner of one server; makes or upgrades its own schema `pgboss`. */
export async function startJobs({ url, log, madeUpWithin = MADE_UP_WITHIN_S }: { readonly url: string; readonly log: Log; readonly madeUpWithin?: number }): Promise<JobRunner> {
  const { host, port, user, password, database } = parseAddress(url)
  const boss = new PgBoss({ host, port, user, password, database, max: 3, application_name: 'yihu-jobs', useListenNotify: true, reindex: false })
  boss.on('error', (error) => { log.warn({ err: error }, 'job queue') })
  await boss.start()
  const scheduled = new Set<string>()
  const attend = async (name: string, run: (data: object) => Promise<void>): Promise<void> => {
    await boss.work<object>(name, { batchSize: 1, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5 }, async (jobs) => {
      for (const job of jobs) await logged(log, { name, work: () => run(job.data) })
    })
  }
  return {
    schedule: async ({ name, cron, isMadeUp = false }, run) => {
      await boss.createQueue(name, { policy: 'stately', ...RETRY, retryLimit: 0 })
      const isOwed = isMadeUp && (await isMissed(boss, { name, cron }))
      await boss.schedule(name, cron, null, { tz: ZONE })
      scheduled.add(name)
      await attend(name, run)
      // Servers that start together make it up once.
      if (isOwed) await boss.send(name, null, { startAfter: Math.ceil(Math.random() * madeUpWithin), singletonSeconds: 3600 })
    },
    forgetOthers: async () => {
      for (const { name } of await boss.getSchedules()) if (!scheduled.has(name)) await boss.unschedule(name)
    },
    enqueue: async (name, data, options = {}) => {
      await boss.createQueue(name, { policy: 'short', ...RETRY })
      const { startAfter, key } = options
      await boss.send(name, data, { ...(startAfter && { startAfter }), singletonKey: key ?? crypto.randomUUID() })
    },
    work: async (name, run) => {
      await boss.createQueue(name, { policy: 'short', ...RETRY })
      await attend(name, run)
    },
    stop: () => boss.stop({ graceful: true, close: true, timeout: 30_000 }),
  }
}

/**
 * Whether a daily schedule that was known before had no run since it was due last. One under way is none: it may have ended
 * with its server. If it has not, the one made up waits for it and runs once more.
 */
async function isMissed(boss: PgBoss, { name, cron }: Schedule): Promise<boolean> {
  const { minute, hour } = DAILY.exec(cron)?.groups ?? {}
  if (minute === undefined || hour === undefined) throw new Error(`the job ${name} is not a daily one (${cron}) and cannot be made up`)
  if ((await boss.getSchedules(name)).length === 0) return false
  const now = Date.now()
  const due = now - ((now + ZONE_MS - (Number(hour) * 60 + Number(minute)) * 60_000) % DAY_MS)
  const runs = await boss.findJobs(name)
  return !runs.some(({ createdOn, state }) => createdOn.getTime() >= due && (state === 'completed' || state === 'created' || state === 'retry'))
}

/** A failing job is told to the log and, by throwing on, to the queue. */
async function logged(log: Log, { name, work }: { name: string; work: () => Promise<void> }): Promise<void> {
  try {
    await work()
  } catch (error) {
    log.error({ err: error, job: name }, 'a job failed')
    throw error
  }
}
