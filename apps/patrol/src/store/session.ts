import { login as loginContract, logout as logoutContract, openPatrolDevice, patrolDeviceState } from '@yihu/contracts'
import type { Bundle, DueItem, Me, OwnRound, RoutineRow } from '@yihu/contracts'
import { ApiError } from '@yihu/client'
import { PHONE_DAYS } from '@yihu/domain'
import type { Outbox, OutboxItem } from '@yihu/domain'
import { api } from '../api.ts'
import { newId } from '../model/ids.ts'
import type { Subjects } from '../model/subjects.ts'
import type { Walk } from '../model/track.ts'
import { keepDraft } from './drafts.ts'
import { phoneNow, setPhone } from './phone.ts'
import type { Checklist, Draft, Phone } from './phone.ts'
import { forgetOwner, keep, keepDevice, keyFrom, ownersHere, read, readAll, readDevice } from './sealed.ts'
import type { Seal } from './sealed.ts'
import { lookAtSpace } from './space.ts'

/** Longer than this without a login, and the phone asks for one before it shows anything. */
const KEY_LASTS_MS = PHONE_DAYS * 86_400_000

/** Opens what the phone keeps, without any network, where its key has been released lately. */
export async function openPhone(): Promise<void> {
  const device = await readDevice()
  const deviceId = device?.id ?? newId()
  if (!device) await keepDevice({ id: deviceId, owner: null, key: null, loginAt: 0 })
  setPhone({ deviceId })
  const isFresh = device && Date.now() - device.loginAt < KEY_LASTS_MS
  if (!device?.owner || !device.key || !isFresh) return setPhone({ phase: 'out' })
  await enter({ owner: device.owner, key: device.key })
}

/** Shows what is kept under a key. */
async function enter(seal: Seal): Promise<void> {
  const at = { id: 'all' }
  const [me, bundle, outbox, drafts, due, checklists, walks, subjects, rounds, routines, ahead] = await Promise.all([
    read<Me>(seal, { kind: 'me', ...at }), read<{ bundle: Bundle; at: number; tag: string }>(seal, { kind: 'bundle', ...at }), read<Outbox>(seal, { kind: 'outbox', ...at }), readAll<Draft>(seal, 'draft'),
    read<DueItem[]>(seal, { kind: 'due', ...at }), read<Checklist[]>(seal, { kind: 'checks', ...at }), read<Walk[]>(seal, { kind: 'tracks', ...at }), read<{ subjects: Subjects }>(seal, { kind: 'subjects', ...at }), read<OwnRound[]>(seal, { kind: 'rounds', ...at }), read<RoutineRow[]>(seal, { kind: 'routines', ...at }), read<Pick<Phone, 'spans' | 'clock' | 'hasMoreDue'>>(seal, { kind: 'ahead', ...at }),
  ])
  setPhone({ phase: me ? 'in' : 'out', seal, me: me ?? null, bundle: bundle?.bundle ?? null, bundleAt: bundle?.at ?? null, bundleTag: bundle?.tag ?? '', outbox: outbox ?? [], drafts, due: due ?? null, routines: routines ?? [], spans: ahead?.spans ?? [], clock: ahead?.clock ?? null, hasMoreDue: ahead?.hasMoreDue ?? false, rounds: rounds ?? null, checklists: checklists ?? null, walks: walks ?? [], subjects: subjects?.subjects ?? null, problem: null, failure: null })
  for (const [key, draft] of drafts) if (outbox?.some((item) => isLeftOver(draft, item))) await keepDraft(key, null)
  void lookAtSpace()
}

/** Killed between the two: what is in the outbox is no longer half filled in. What another tab typed since is. */
function isLeftOver({ id, changedAt }: Draft, item: OutboxItem): boolean {
  return id !== undefined && item.id === id && changedAt <= Date.parse(item.at)
}

/** Logs in and gets the key of what this person keeps on this phone. Throws `ApiError`. */
export async function logIn(form: { username: string; password: string; totp?: string }): Promise<void> {
  try {
    const { me } = await api.call(loginContract, { body: form })
    const { deviceId: id } = phoneNow()
    const { secret } = await api.call(openPatrolDevice, { body: { id, name: phoneName() } })
    const seal: Seal = { owner: me.id, key: await keyFrom(secret) }
    await keepDevice({ id, owner: me.id, key: seal.key, loginAt: Date.now() })
    await keep(seal, { kind: 'me', id: 'all' }, me)
    setPhone({ isExpired: false, farewell: null })
    await enter(seal)
    void navigator.storage?.persist?.()
  } catch (error) {
    const code = error instanceof ApiError ? error.code : ''
    // Nobody works on with the session of somebody who is shut out here.
    if (code === 'device-revoked') await api.call(logoutContract).catch(() => undefined)
    if (code === 'device-revoked' || code === 'login-disabled') await checkRevoked()
    throw error
  }
}

/** Ends the session and takes everything of this person off the phone. */
export async function logOut(): Promise<void> {
  const { seal, deviceId } = phoneNow()
  await api.call(logoutContract).catch(() => undefined)
  // What is still being fetched finds nobody here and is not kept.
  leave(null)
  if (seal) await forgetOwner(seal.owner)
  await keepDevice({ id: deviceId, owner: null, key: null, loginAt: 0 })
}

/** The session is over: not a reason to lose anything, unless the phone was shut out. */
export async function sessionEnded(): Promise<void> {
  setPhone({ isExpired: true, problem: '登录已过期。重新登录后接着传，手机里的内容都在。' })
  await checkRevoked()
}

/** Takes off the phone whatever is of those who were shut out of it; the server says of each by name who they are. */
export async function checkRevoked(): Promise<void> {
  const { deviceId: id } = phoneNow()
  for (const owner of await ownersHere()) {
    const state = await api.call(patrolDeviceState, { params: { id }, query: { owner } }).catch(() => null)
    if (state?.isRevoked) await wipe({ id, owner })
  }
  if ((await ownersHere()).length > 0) return
  // Nothing stays, not even the name of the phone: it may begin anew.
  const deviceId = newId()
  await keepDevice({ id: deviceId, owner: null, key: null, loginAt: 0 })
  setPhone({ deviceId })
}

/** Nothing of one person stays, and no key of theirs; a colleague's unsent work is none of it. */
async function wipe({ id, owner }: { id: string; owner: string }): Promise<void> {
  const { seal } = phoneNow()
  if (!seal || seal.owner === owner) leave('这部手机或账号已被停用，里面您的资料已经抹掉。')
  await forgetOwner(owner)
  if ((await readDevice())?.owner === owner) await keepDevice({ id, owner: null, key: null, loginAt: 0 })
}

function leave(farewell: string | null): void {
  setPhone({ phase: 'out', seal: null, me: null, bundle: null, bundleAt: null, bundleTag: '', due: null, routines: [], spans: [], clock: null, hasMoreDue: false, rounds: null, checklists: null, outbox: [], drafts: new Map(), walks: [], trackProblem: null, space: null, subjects: null, isExpired: false, problem: null, failure: null, farewell })
  location.hash = ''
}

function phoneName(): string {
  const model = /\((?:[^;)]*;\s*)*([^;)]+)\)/u.exec(navigator.userAgent)?.[1] ?? ''
  return `${/Android|iPhone|Mobile/u.test(navigator.userAgent) ? '手机' : '电脑'} ${model}`.trim().slice(0, 60)
}
