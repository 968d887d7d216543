import { signOut } from './api.ts'
import { readDraft } from './model/draft.ts'
import { dropPhoto } from './platform/photo-store'
import { clearStore, readStore } from './platform/store.ts'
import { dropSession, isSignedIn } from './session.ts'

/** Everything this app keeps on the device, the way it is shown apart. */
const KEYS = ['draft', 'receipts', 'bookings', 'proposals', 'community', 'device'] as const

/** Removes reports, appointments, proposals and what was being written from this device and signs out of it; what the street has stays there. */
export async function forgetDevice(): Promise<void> {
  for (const { key } of readDraft(readStore('draft')).photos) await dropPhoto(key)
  for (const key of KEYS) clearStore(key)
  if (!isSignedIn()) return
  await signOut('here').catch(() => undefined)
  dropSession()
}
