import { MEDIATION_STATES } from '@yihu/contracts'
import type { MediationState } from '@yihu/contracts'

/** What the address of the mediation page may say. */
export interface MediationSearch {
  readonly state?: MediationState
  readonly area?: string
  readonly q?: string
  /** The file that is open. */
  readonly at?: string
}

/** Reads an address; what makes no sense is left out. */
export function readMediationSearch(search: Readonly<Record<string, unknown>>): MediationSearch {
  const { state, area, q, at } = search
  return {
    ...(isState(state) ? { state } : {}),
    ...(typeof area === 'string' && /^[\w.-]{1,200}$/u.test(area) ? { area } : {}),
    ...(typeof q === 'string' && q.trim() !== '' ? { q: q.slice(0, 100) } : {}),
    ...(typeof at === 'string' && /^[\da-f-]{36}$/u.test(at) ? { at } : {}),
  }
}

function isState(state: unknown): state is MediationState {
  return typeof state === 'string' && Object.hasOwn(MEDIATION_STATES, state)
}
