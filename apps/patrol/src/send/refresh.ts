import { listChecklists, listDue, listHouses, listOrganisations, listOwnRounds, listParts, listRoutines } from '@yihu/contracts'
import type { AnswerOf, Bundle, DueItem } from '@yihu/contracts'
import { ApiError } from '@yihu/client'
import type { CheckSubject } from '@yihu/domain'
import { api, API } from '../api.ts'
import { heardClock } from '../model/clock.ts'
import type { Subject } from '../model/subjects.ts'
import { phoneNow, setPhone } from '../store/phone.ts'
import type { Checklist } from '../store/phone.ts'
import { keep, read } from '../store/sealed.ts'
import type { Seal } from '../store/sealed.ts'
import { sessionEnded } from '../store/session.ts'

/** Longer than this on the slowest line nobody waits for what is new. */
const BUNDLE_MS = 120_000

/** Asks what is new in one's own grids; an unchanged answer costs a few bytes. Without network everything stays as it is. */
export async function refreshBundle(): Promise<void> {
  const { seal, bundle: kept, bundleTag } = phoneNow()
  if (!seal || !navigator.onLine) return
  const response = await fetch(`${API}/patrol/bundle`, { credentials: 'same-origin', cache: 'no-store', headers: { 'if-none-match': kept ? bundleTag : '' }, signal: AbortSignal.timeout(BUNDLE_MS) }).catch(() => null)
  if (!response) return
  if (response.status === 401) return sessionEnded()
  const at = Date.now()
  if (response.status === 304) return setPhone({ bundleAt: at })
  if (!response.ok) return
  const bundle = (await response.json().catch(() => null)) as Bundle | null // the answer of the bundle's contract; null: it broke off
  if (!bundle || phoneNow().seal !== seal) return
  const tag = response.headers.get('etag') ?? ''
  setPhone({ bundle, bundleAt: at, bundleTag: tag })
  await keep(seal, { kind: 'bundle', id: 'all' }, { bundle, at, tag })
}

/** So many due visits, so many done in their days and so many that begin in the coming ones go with a phone: more than a worker can make in a week. */
const MOST_DUE = 600

/** Asks what the five routines want and which checklists there are, each where this person may. */
export async function refreshLists(): Promise<void> {
  const { seal, me, isExpired } = phoneNow()
  if (!seal || !me || isExpired || !navigator.onLine) return
  const may = new Set(me.permissions)
  await Promise.all([may.has('grid.visit') && refreshDue(seal).then(() => refreshRounds(seal)).catch(keptIsEnough), may.has('check.fill') && refreshChecklists(seal).then(() => (may.has('pool.read') ? refreshSubjects(seal) : undefined)).catch(keptIsEnough)])
}

async function refreshDue(seal: Seal): Promise<void> {
  const [{ routines }, now, done, ahead] = await Promise.all([api.call(listRoutines), allDue('due'), allDue('done'), allDue('ahead')])
  const due = [...now.items, ...done.items, ...ahead.items]
  const told = { spans: ahead.last?.spans ?? [], clock: now.last ? heardClock(now.last.asOf, Date.now()) : null, hasMoreDue: now.last !== null && now.last.next !== null }
  if (phoneNow().seal !== seal) return
  setPhone({ due, routines, ...told })
  await Promise.all([keep(seal, { kind: 'ahead', id: 'all' }, told), keep(seal, { kind: 'routines', id: 'all' }, routines), keep(seal, { kind: 'due', id: 'all' }, due)])
}

async function refreshRounds(seal: Seal): Promise<void> {
  const { rounds } = await api.call(listOwnRounds)
  if (phoneNow().seal !== seal) return
  setPhone({ rounds })
  await keep(seal, { kind: 'rounds', id: 'all' }, rounds)
}

async function refreshChecklists(seal: Seal): Promise<void> {
  const checklists = (await api.call(listChecklists)).lists as Checklist[] // answers come with their defaults filled in
  if (phoneNow().seal !== seal) return
  setPhone({ checklists })
  await keep(seal, { kind: 'checks', id: 'all' }, checklists)
}

/** What is kept does until the next time. */
function keptIsEnough(error: unknown): void {
  if (!(error instanceof ApiError)) throw error
}

/** So many of one register go with a phone: a community's, not a street's. */
const MOST_SUBJECTS = 3000
/** Registers change slowly. */
const SUBJECTS_LAST_MS = 20 * 3_600_000

type Subjects = Partial<Record<CheckSubject, readonly Subject[]>>

/** What may be checked, of the registers that the checklists in use ask for. */
async function refreshSubjects(seal: Seal): Promise<void> {
  const kept = await read<{ at: number; subjects: Subjects }>(seal, { kind: 'subjects', id: 'all' })
  const kinds = [...new Set((phoneNow().checklists ?? []).map(({ subject }) => subject))].filter((kind) => kind !== 'place')
  if (kept && Date.now() - kept.at < SUBJECTS_LAST_MS && kinds.every((kind) => kept.subjects[kind])) return
  const subjects: Subjects = {}
  for (const kind of kinds) subjects[kind] = await REGISTERS[kind]()
  if (phoneNow().seal !== seal) return
  setPhone({ subjects })
  await keep(seal, { kind: 'subjects', id: 'all' }, { subjects, at: Date.now() })
}

const REGISTERS = {
  house: () => allPages(MOST_SUBJECTS, async (page) => {
    const { houses, next } = await api.call(listHouses, page)
    return { items: houses.map(({ id, areaName, unit, room }): Subject => ({ id, label: `${areaName} ${unit}${unit ? '单元' : ''}${room}` })), next }
  }),
  organisation: () => allPages(MOST_SUBJECTS, async (page) => {
    const { organisations, next } = await api.call(listOrganisations, page)
    return { items: organisations.map(({ id, name, address, areaName }): Subject => ({ id, label: `${name}（${address ?? areaName}）` })), next }
  }),
  part: () => allPages(MOST_SUBJECTS, async (page) => {
    const { parts, next } = await api.call(listParts, page)
    return { items: parts.map(({ code, name, areaName }): Subject => ({ id: code, label: `${name}（${areaName}）` })), next }
  }),
} as const

/** The due list of one state, and what its last page said beside it. */
async function allDue(state: 'due' | 'done' | 'ahead'): Promise<{ readonly items: readonly DueItem[]; readonly last: AnswerOf<typeof listDue> | null }> {
  let last: AnswerOf<typeof listDue> | null = null
  const items = await allPages(MOST_DUE, async ({ query }) => (last = await api.call(listDue, { query: { ...query, state, known: 'true' } })))
  return { items, last }
}

type Query = { query: { limit: number; cursor?: string } }

/** Every page of a list, up to so many. */
async function allPages<T>(most: number, ask: (page: Query) => Promise<{ items: readonly T[]; next: string | null }>): Promise<T[]> {
  const items: T[] = []
  let cursor: string | null = null
  do {
    const page: { items: readonly T[]; next: string | null } = await ask({ query: { limit: 200, ...(cursor === null ? {} : { cursor }) } })
    items.push(...page.items)
    cursor = page.next
  } while (cursor !== null && items.length < most)
  return items
}
