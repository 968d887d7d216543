import { newId } from '../model/ids.ts'
import { afterFix, TRACK_PIECE, walkOn, withoutPast } from '../model/track.ts'
import type { Battery, Fix, Walk } from '../model/track.ts'
import { changeOutbox, done } from './outbox.ts'
import { phoneNow, setPhone } from './phone.ts'
import { keep, read } from './sealed.ts'
import { unkept, wasKept } from './space.ts'

const AT = { kind: 'tracks', id: 'all' } as const
const changed = new BroadcastChannel('yihu-patrol-tracks')
changed.addEventListener('message', () => void reload())

async function reload(): Promise<void> {
  const { seal } = phoneNow()
  const walks = seal && (await read<readonly Walk[]>(seal, AT))
  if (walks && phoneNow().seal === seal) setPhone({ walks })
}

/** Changes one's tracks and has them sealed; two tabs take turns, as with the outbox. */
async function changeWalks(change: (walks: readonly Walk[]) => readonly Walk[]): Promise<void> {
  await navigator.locks.request('yihu-patrol-tracks', async () => {
    const { seal } = phoneNow()
    if (!seal) return
    const before = (await read<readonly Walk[]>(seal, AT)) ?? []
    const walks = change(before)
    // Logged out meanwhile: nothing of theirs comes back.
    if (walks === before || phoneNow().seal?.owner !== seal.owner) return
    try {
      await keep(seal, AT, walks)
      if (phoneNow().seal === seal) setPhone({ walks })
      changed.postMessage(null)
      wasKept('track')
    } catch (error) {
      unkept(error, { of: 'track' })
    }
  })
}

/** Switches one's track on: from now on, until it is switched off, where one walks is noted. */
export async function beginWalk(): Promise<void> {
  if (walkOn(phoneNow().walks, Date.now())) return
  const id = newId()
  if ((await done({ id, kind: 'track.begin', key: id, body: {} })) === 'full') return
  await changeWalks((walks) => [...withoutPast(walks, Date.now()), { id, begunAt: Date.now(), endedAt: null, points: [], handedOn: 0 }])
}

/** What was handed on stays here for its day alone. */
export async function tidyWalks(): Promise<void> {
  await changeWalks((walks) => {
    const kept = withoutPast(walks, Date.now())
    return kept.length === walks.length ? walks : kept
  })
}

/** Switches it off and hands on what was noted. */
export async function endWalk(): Promise<void> {
  const open = phoneNow().walks.filter(({ endedAt }) => endedAt === null)
  await changeWalks((walks) => walks.map((walk) => (walk.endedAt === null ? { ...walk, endedAt: Date.now() } : walk)))
  for (const { id } of open) {
    await handOn(id)
    await done({ kind: 'track.end', key: id, body: { session: id } })
  }
}

/** Takes a fix of the phone into the walk that is on; a piece that is long enough is handed on. */
export async function noteFix(fix: Fix, battery: Battery | null): Promise<void> {
  const known = walkOn(phoneNow().walks, Date.now())
  // A fix comes every second: one that says nothing new costs nothing.
  if (!known || afterFix(known, fix, battery) === known) return
  const { id } = known
  await changeWalks((walks) => {
    const [before] = walks.filter((walk) => walk.id === id)
    const after = before && afterFix(before, fix, battery)
    return after === before ? walks : walks.map((walk) => (walk === before && after ? after : walk))
  })
  const walk = phoneNow().walks.find((one) => one.id === id)
  if (walk && walk.points.length - walk.handedOn >= TRACK_PIECE) await handOn(id)
}

/** Puts the points of a walk that were not handed on yet into the outbox. */
async function handOn(id: string): Promise<void> {
  const walk = phoneNow().walks.find((one) => one.id === id)
  const points = walk?.points.slice(walk.handedOn) ?? []
  if (!walk || points.length === 0) return
  const kept = await done({ kind: 'track.points', key: id, body: { session: id, points: points.map(({ at, ...point }) => ({ at: new Date(at).toISOString(), ...point })) } })
  if (kept === 'full') return
  await changeWalks((walks) => walks.map((one) => (one.id === id ? { ...one, handedOn: walk.points.length } : one)))
}

/** What the phone keeps of one's tracks is gone, what was not sent yet with it; the switch goes off. */
export async function forgetWalks(): Promise<void> {
  await changeOutbox((outbox) => outbox.filter(({ kind }) => kind !== 'track.points'))
  await endWalkUnsent()
  await changeWalks(() => [])
}

async function endWalkUnsent(): Promise<void> {
  for (const { id, endedAt } of phoneNow().walks) if (endedAt === null) await done({ kind: 'track.end', key: id, body: { session: id } })
}
