import { listChecklists, listDue } from '@yihu/contracts'
import type { Bundle, DueItem } from '@yihu/contracts'
import { ApiError } from '@yihu/client'
import { api, API } from '../api.ts'
import { phoneNow, setPhone } from '../store/phone.ts'
import type { Checklist } from '../store/phone.ts'
import { keep } from '../store/sealed.ts'
import { sessionEnded } from '../store/session.ts'

let etag = ''

/** Asks what is new in one's own grids; an unchanged answer costs a few bytes. Without network everything stays as it is. */
export async function refreshBundle(): Promise<void> {
  const { seal } = phoneNow()
  if (!seal || !navigator.onLine) return
  const response = await fetch(`${API}/patrol/bundle`, { credentials: 'same-origin', cache: 'no-store', headers: { 'if-none-match': phoneNow().bundle ? etag : '' } }).catch(() => null)
  if (!response) return
  if (response.status === 401) return sessionEnded()
  const at = Date.now()
  if (response.status === 304) return setPhone({ bundleAt: at })
  if (!response.ok) return
  const bundle = (await response.json()) as Bundle // the answer of the bundle's contract
  if (phoneNow().seal !== seal) return
  etag = response.headers.get('etag') ?? ''
  setPhone({ bundle, bundleAt: at })
  await keep(seal, { kind: 'bundle', id: 'all' }, { bundle, at })
}

/** So many due visits go with a phone: more than a worker can make in a week. */
const MOST_DUE = 600

/** Asks what the five routines want and which checklists there are, each where this person may. */
export async function refreshLists(): Promise<void> {
  const { seal, me, isExpired } = phoneNow()
  if (!seal || !me || isExpired || !navigator.onLine) return
  const may = new Set(me.permissions)
  try {
    if (may.has('grid.visit')) {
      const due = await allDue()
      setPhone({ due })
      await keep(seal, { kind: 'due', id: 'all' }, due)
    }
    if (may.has('check.fill')) {
      const checklists = (await api.call(listChecklists)).lists as Checklist[] // answers come with their defaults filled in
      setPhone({ checklists })
      await keep(seal, { kind: 'checks', id: 'all' }, checklists)
    }
  } catch (error) {
    // What is kept is good enough until the next time.
    if (!(error instanceof ApiError)) throw error
  }
}

async function allDue(): Promise<DueItem[]> {
  const items: DueItem[] = []
  let cursor: string | null = null
  do {
    const page: { items: DueItem[]; next: string | null } = await api.call(listDue, { query: { limit: 200, ...(cursor === null ? {} : { cursor }) } })
    items.push(...page.items)
    cursor = page.next
  } while (cursor !== null && items.length < MOST_DUE)
  return items
}
