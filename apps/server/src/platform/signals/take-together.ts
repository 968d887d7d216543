import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Db } from '../../kernel/db/index.ts'
import type { Prepared } from '../cases/index.ts'
import { takeWithin } from './take-within.ts'
import type { Taken } from './take-within.ts'

interface Waiting {
  readonly prepared: readonly Prepared[]
  readonly onTaken: (taken: Taken[]) => void
  readonly onFailed: (error: unknown) => void
}

interface Lane {
  readonly waiting: Waiting[]
  isBusy: boolean
}

/** So many signals share a transaction at most: it holds the street's numbers and its chain that long. */
const MOST = 100

const lanes = new WeakMap<Db, Lane>()

/**
 * Takes signals in this server's next transaction; those that arrive while one is being committed share the one after
 * it. A street numbers and seals its cases one after the other anyhow, so sharing makes one wait for the disk of many.
 * Answers after the commit. When a shared transaction fails, each call is tried by itself: nobody fails for others.
 */
export function takeTogether(context: Context, prepared: readonly Prepared[]): Promise<Taken[]> {
  const lane = lanes.get(context.db) ?? { waiting: [], isBusy: false }
  lanes.set(context.db, lane)
  return new Promise((resolve, reject) => {
    lane.waiting.push({ prepared, onTaken: resolve, onFailed: reject })
    if (!lane.isBusy) void drive(lane, context)
  })
}

async function drive(lane: Lane, context: Context): Promise<void> {
  lane.isBusy = true
  while (lane.waiting.length > 0) await takeGroup(context, nextGroup(lane.waiting))
  lane.isBusy = false
}

/** As many as fit, in the order of arrival; at least one. */
function nextGroup(waiting: Waiting[]): Waiting[] {
  let count = 0
  const tooMany = waiting.findIndex(({ prepared }, index) => (count += prepared.length) > MOST && index > 0)
  return waiting.splice(0, tooMany < 0 ? waiting.length : tooMany)
}

async function takeGroup(context: Context, group: readonly Waiting[]): Promise<void> {
  const all = group.flatMap(({ prepared }) => prepared)
  try {
    const taken = await context.db.transact(systemScope, (tx) => takeWithin(tx, context, all))
    let from = 0
    for (const { prepared, onTaken } of group) onTaken(taken.slice(from, (from += prepared.length)))
  } catch (error) {
    const [first, second] = group
    if (first && !second) first.onFailed(error)
    else await Promise.all(group.map((one) => takeGroup(context, [one])))
  }
}
