import { openClient } from '../db/index.ts'
import type { Db } from '../db/index.ts'
import type { Log } from '../log.ts'
import { register, step } from './consume.ts'
import type { Consumer } from './consume.ts'
import { CHANNEL } from './emit.ts'
import { openFeed } from './live.ts'
import type { LiveBus, LiveFeed } from './live.ts'

/** Brings committed events to handlers (once across all servers) and to live listeners (on every server). */
export interface Dispatcher {
  /** Events live, for SSE. */
  readonly live: LiveBus
  /** Resolves when everything committed before the call was handed over (tests, shutdown, demo loading). */
  drain(): Promise<void>
  /** Stop listening; waits for running handlers. */
  stop(): Promise<void>
}

/** What a dispatcher needs. */
export interface DispatcherOptions {
  readonly db: Db
  /** For the listening connection. */
  readonly url: string
  readonly log: Log
  readonly consumers?: readonly Consumer[]
  /** Look for events even without being woken; default 5 s. */
  readonly pollMs?: number
}

const BATCH = 50

/** Start a dispatcher. One per server. */
export async function startDispatcher(options: DispatcherOptions): Promise<Dispatcher> {
  const { db, log, consumers = [] } = options
  const feed = await openFeed(db, (error) => { log.error({ err: error }, 'a live listener failed') })
  if (consumers.length > 0) await register(db, consumers)
  const runners = consumers.map((consumer) => createRunner(db, consumer, log))
  const pump = createPump({ feed, runners, log })
  const listener = openClient(options.url, { size: 1, name: 'yihu-listen' })
  await listener.listen(CHANNEL, () => { pump.wake() }, () => { pump.wake({ everything: true }) })
  const poll = setInterval(() => { pump.wake({ everything: true }) }, options.pollMs ?? 5000)
  return {
    live: feed,
    drain: async () => {
      await pump.run()
      await Promise.all(runners.map((runner) => runner.run()))
    },
    stop: async () => {
      clearInterval(poll)
      await listener.end({ timeout: 1 })
      await pump.stop()
      await Promise.all(runners.map((runner) => runner.stop()))
    },
  }
}

interface Pump {
  wake(how?: { everything: boolean }): void
  run(): Promise<void>
  stop(): Promise<void>
}

/** Reads the feed and wakes the consumers concerned; many wakings during one reading make one further reading. */
function createPump({ feed, runners, log }: { feed: LiveFeed; runners: readonly Runner[]; log: Log }): Pump {
  let isWantingAll = false
  const read = async (): Promise<void> => {
    const isAll = isWantingAll
    isWantingAll = false
    const topics = await feed.read()
    for (const runner of runners) {
      if (isAll || topics === undefined || runner.topics.some((topic) => topics.has(topic))) void runner.run()
    }
  }
  const loop = coalesce(read, (error) => { log.warn({ err: error }, 'reading events failed') })
  return {
    wake: (how) => {
      isWantingAll ||= how?.everything ?? false
      void loop.run()
    },
    ...loop,
  }
}

interface Runner {
  readonly topics: readonly string[]
  run(): Promise<void>
  stop(): Promise<void>
}

/** One consumer: batches, after a failed batch one by one, after a failure again when its time has come. */
function createRunner(db: Db, consumer: Consumer, log: Log): Runner {
  let careful = 0
  let isStopped = false
  const work = async (): Promise<void> => {
    while (!isStopped) {
      const limit = careful > 0 ? 1 : BATCH
      const done = await step(db, consumer, limit)
      if (done.kind === 'busy' || (done.kind === 'handled' && done.count < limit)) return
      careful = Math.max(0, careful - 1)
      if (done.kind !== 'failed') continue
      if (limit === 1) log.error({ err: done.error, consumer: consumer.name, event: done.event?.id, parked: done.parked }, 'an event handler failed')
      if (limit === 1 && !done.parked) return
      careful = BATCH
    }
  }
  const loop = coalesce(work, (error) => { log.warn({ err: error, consumer: consumer.name }, 'taking events failed') })
  return {
    topics: consumer.topics,
    run: loop.run,
    stop: () => {
      isStopped = true
      return loop.stop()
    },
  }
}

/** Runs `work` one at a time; a call during a run makes one more run after it. The promise ends when that is done. */
function coalesce(work: () => Promise<void>, onError: (error: unknown) => void): { run(): Promise<void>; stop(): Promise<void> } {
  let current: Promise<void> | undefined
  let next: Promise<void> | undefined
  let isStopped = false
  const once = async (): Promise<void> => {
    try {
      if (!isStopped) await work()
    } catch (error) {
      if (!isStopped) onError(error)
    }
  }
  const run = (): Promise<void> => {
    if (current === undefined) {
      current = once().finally(() => { current = undefined })
      return current
    }
    next ??= current.then(() => {
      next = undefined
      return run()
    })
    return next
  }
  return {
    run,
    stop: async () => {
      isStopped = true
      while (current ?? next) await (next ?? current)
    },
  }
}
