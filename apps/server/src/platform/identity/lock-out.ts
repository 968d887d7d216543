import { Fault } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import { saveFailures } from './repo-failure.ts'
import type { Failures } from './repo-failure.ts'

/** Wrong passwords in a row until a name is locked (GB/T 22239-2019 8.1.4.1). */
export const MAX_FAILURES = 5

/** The first lock; the next ones, while nobody has signed in between, keep guessing below ten an hour. */
const FIRST_LOCK_MINUTES = 15
const NEXT_LOCK_MINUTES = 60

/** Refuses a name that is locked now. */
export function lockFault(failures: Failures | null, now: number): Fault | null {
  const left = (failures?.locked_until?.getTime() ?? 0) - now
  return left > 0 ? new Fault('login-locked', { details: { minutes: Math.ceil(left / 60_000) } }) : null
}

/** Counts one wrong guess on the locked row. Answers the lock when this was the last one allowed, else how many are left. */
export async function countFailure(tx: Tx, { nameHash, failures, now }: { nameHash: Buffer; failures: Failures; now: number }): Promise<{ fault: Fault | null; left: number; minutes: number }> {
  const minutes = failures.locks === 0 ? FIRST_LOCK_MINUTES : NEXT_LOCK_MINUTES
  const left = MAX_FAILURES - failures.failures - 1
  if (left > 0) {
    await saveFailures(tx, nameHash, { failures: failures.failures + 1, locks: failures.locks, locked_until: null })
    return { fault: null, left, minutes }
  }
  await saveFailures(tx, nameHash, { failures: 0, locks: failures.locks + 1, locked_until: new Date(now + minutes * 60_000) })
  return { fault: new Fault('login-locked', { details: { minutes } }), left: 0, minutes }
}
