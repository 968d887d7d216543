import { clearStore, readStore } from './platform/store.ts'
import { actFor } from './ui/acting.ts'

/** Whether this device is signed in and for how long, as far as it knows. */
export function isSignedIn(): boolean {
  const kept = readStore('session')
  const expiresAt = typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>)['expiresAt'] : undefined // object checked
  return typeof expiresAt === 'string' && Date.parse(expiresAt) > Date.now()
}

/** The device is signed in no more; whom it acts for goes with it. */
export function dropSession(): void {
  clearStore('session')
  actFor(null)
}
