import { clearStore, readStore } from './platform/store.ts'
import { actFor } from './ui/acting.ts'

/** Whether this device is signed in, as far as it knows. */
export function isSignedIn(): boolean {
  const { expiresAt } = kept()
  return typeof expiresAt === 'string' && Date.parse(expiresAt) > Date.now()
}

/** Whether the login brings a telephone with it: who came by WeChat alone has shown none. */
export function hasOwnPhone(): boolean {
  return isSignedIn() && kept()['hasPhone'] === true
}

function kept(): Readonly<Record<string, unknown>> {
  const session = readStore('session')
  return typeof session === 'object' && session !== null ? (session as Record<string, unknown>) : {} // object checked
}

/** The device is signed in no more; whom it acts for goes with it. */
export function dropSession(): void {
  clearStore('session')
  actFor(null)
}
