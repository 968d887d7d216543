import { isPerformed } from './flow.ts'
import type { MediationCore } from './flow.ts'

/** The day by which an agreement is to be kept, as long as nobody has found it kept. */
export function performDayOf(core: MediationCore): string | null {
  return isPerformed(core) ? null : (core.agreement?.dueDay ?? null)
}
