import { phoneNow, setPhone } from './phone.ts'
import type { Space } from './phone.ts'

const NEARLY_FULL = 0.9
export const FULL_TEXT = '手机存储满了，这一条没有存下，写的还在屏幕上。请清理手机空间，或先连网把待传的传完，再试一次。'

/** The same for whatever other reason. */
const UNKEPT_TEXT = '手机没有存下这一条，写的还在屏幕上。请再试一次；还不行，请关掉这个页面重新打开。'
export const UNDROPPED_TEXT = '没有从手机里去掉，还在原来的地方。请再试一次；还不行，请关掉这个页面重新打开。'

const FAILURES: readonly (string | null)[] = [FULL_TEXT, UNKEPT_TEXT, UNDROPPED_TEXT]

/** Whether a problem is that the phone did not do what was just asked of it. */
export function isFailure(problem: string | null): boolean {
  return FAILURES.includes(problem)
}

/** Says on every page that the phone did not keep or drop something; nothing else is lost by it. */
export function unkept(error: unknown, text: string = UNKEPT_TEXT): 'full' {
  setPhone({ problem: isFull(error) ? FULL_TEXT : text })
  return 'full'
}

export function isNearlyFull(space: Space | null): boolean {
  return space !== null && space.quota > 0 && space.usage / space.quota > NEARLY_FULL
}

/** Looks how much room is left, so that every page can warn before something is lost. */
export async function lookAtSpace(): Promise<void> {
  const estimate = await navigator.storage?.estimate?.().catch(() => null)
  if (estimate && phoneNow().phase === 'in') setPhone({ space: { usage: estimate.usage ?? 0, quota: estimate.quota ?? 0 } })
}

/** Whether something could not be kept because the phone has no room: Dexie hands on what the browser said, sometimes inside its own error. */
export function isFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { inner } = error as { inner?: unknown } // Dexie's own field
  return error.name === 'QuotaExceededError' || (inner !== undefined && inner !== error && isFull(inner))
}
