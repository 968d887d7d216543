import { useSyncExternalStore } from 'react'
import { clearStore, readStore, writeStore } from '../platform/store.ts'

/** For whom this device acts now, by a consent. */
export interface Acting {
  readonly id: string
  readonly name: string
}

let acting: Acting | null | undefined
const listeners = new Set<() => void>()

function isActing(value: unknown): value is Acting {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' && 'name' in value && typeof value.name === 'string'
}

/** Whom the next report or appointment is for; null: oneself. */
export function actingFor(): Acting | null {
  if (acting === undefined) {
    const kept = readStore('acting')
    acting = isActing(kept) ? kept : null
  }
  return acting
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useActing(): Acting | null {
  return useSyncExternalStore(subscribe, actingFor)
}

/** Acts for somebody from now on, or for oneself again. */
export function actFor(somebody: Acting | null): void {
  acting = somebody
  if (somebody) writeStore('acting', somebody)
  else clearStore('acting')
  for (const listener of listeners) listener()
}
