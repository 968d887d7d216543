import { phoneNow, setPhone } from './phone.ts'
import type { Failure, Space } from './phone.ts'

const NEARLY_FULL = 0.9
const FULL_TEXT = '手机存储满了，这一条没有存下，写的还在屏幕上。请清理手机空间，或先连网把待传的传完，再试一次。'

/** The same for whatever other reason. */
const UNKEPT_TEXT = '手机没有存下这一条，写的还在屏幕上。请再试一次；还不行，请关掉这个页面重新打开。'
export const UNDROPPED_TEXT = '没有从手机里去掉，还在原来的地方。请再试一次；还不行，请关掉这个页面重新打开。'

/** Says on every page that the phone did not keep or drop something, until it does the next thing of the same sort; nothing else is lost by it. */
export function unkept(error: unknown, { of, text = UNKEPT_TEXT }: { readonly of: Failure['of']; readonly text?: string | undefined }): 'full' {
  setPhone({ failure: { of, text: isFull(error) ? FULL_TEXT : text } })
  return 'full'
}

/** The phone does what it is asked again: what it said of an earlier failure no longer stands. */
export function wasKept(of: Failure['of']): 'kept' {
  if (phoneNow().failure?.of === of) setPhone({ failure: null })
  return 'kept'
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
