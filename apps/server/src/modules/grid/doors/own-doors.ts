import { DOOR_RESULTS, Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, DoorVisit, listDoors, listDoorVisits, PostStanding, QueryOf, reportFromDoor, visitDoor } from '@yihu/contracts'
import { daysAfter, isEvening, localDate, localTime, redact, toMs } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { readCursor, writeCursor } from '../../../kernel/cursor.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { emit } from '../../../kernel/events/index.ts'
import { areasOf } from '../../../platform/areas/index.ts'
import { record } from '../../../platform/audit/index.ts'
import { groundOf, prepare, queryCodeOf } from '../../../platform/cases/index.ts'
import { peopleNames } from '../../../platform/pool/index.ts'
import { signalOf, takeWithin } from '../../../platform/signals/index.ts'
import { insertVisit } from '../repo-visit.ts'
import { roleName } from '../sight.ts'
import { doorOf, holderOf, placeOf, shownStanding, standingOf, traceOf } from './holder.ts'
import type { Holder, SignedIn } from './holder.ts'
import { agree, leave } from './repo-consent.ts'
import { countOwnOn, lastOwnVisits, visitOfOwn, visitsBy } from './repo-door.ts'
import type { OwnVisit } from './repo-door.ts'

/** So often does nobody knock in a day. */
const MOST_A_DAY = 60

interface Asking {
  readonly ip: string
}

/** Whether somebody holds such a post, and what they are asked to agree to. */
export async function ownPost(context: Context, signedIn: SignedIn): Promise<PostStanding> {
  const tree = await areasOf(context)
  return context.db.transact(systemScope, async (tx) => shownStanding(tree, await standingOf(tx, context, signedIn)))
}

/** Agrees for all posts held now; said twice is said once. @throws post-needed */
export async function agreeTo(context: Context, signedIn: SignedIn, { ip }: Asking): Promise<PostStanding> {
  const [tree, now] = [await areasOf(context), context.clock.now()]
  return context.db.transact(systemScope, async (tx) => {
    const found = await standingOf(tx, context, signedIn)
    const { personId, posts, state } = found
    const [post] = posts
    if (personId === null || post === undefined) throw new Fault('post-needed')
    for (const { id, path } of posts) await agree(tx, { postId: id, accountId: signedIn.id, personId, path, at: new Date(now) })
    if (state !== 'open') await record(tx, { at: now, ...traceOf({ personId, role: post.role }), action: 'grid.post-agree', purpose: '看过告知，同意用「我的联系户」', result: 'done', ip, detail: { posts: posts.map(({ role }) => role) } })
    return shownStanding(tree, { ...found, state: 'open' })
  })
}

/** Leaves: nothing is seen from now on. @throws post-needed */
export async function leaveIt(context: Context, signedIn: SignedIn, { ip }: Asking): Promise<PostStanding> {
  const [tree, now] = [await areasOf(context), context.clock.now()]
  return context.db.transact(systemScope, async (tx) => {
    const found = await standingOf(tx, context, signedIn)
    const { personId, posts: [post] } = found
    if (personId === null || post === undefined) throw new Fault('post-needed')
    if (await leave(tx, { accountId: signedIn.id, at: new Date(now) }) > 0) await record(tx, { at: now, ...traceOf({ personId, role: post.role }), action: 'grid.post-leave', purpose: '本人退出', result: 'done', ip })
    return shownStanding(tree, { ...found, state: 'asked' })
  })
}

/** The doors somebody is the contact of; each look is a line of the trail. @throws post-needed, post-consent-needed */
export async function ownDoors(context: Context, signedIn: SignedIn, { ip }: Asking): Promise<AnswerOf<typeof listDoors>> {
  const holder = await holderOf(context, signedIn)
  const { personId, post, tree, doors, homeless, scope } = holder
  const now = context.clock.now()
  return context.db.transact(scope, async (tx) => {
    const last = await lastOwnVisits(tx, { personId, householdIds: doors.map(({ id }) => id) })
    await record(tx, { at: now, ...traceOf({ personId, role: post.role }), action: 'grid.doors', purpose: '看我的联系户', result: 'done', ip, detail: { doors: doors.length } })
    return {
      doors: doors.map((door) => {
        const visit = last.get(door.id)
        return { id: door.id, place: placeOf(tree, door), lastVisit: visit ? { at: visit.at.toISOString(), resultName: DOOR_RESULTS[visit.result] } : null }
      }),
      homeless, asOf: new Date(now).toISOString(),
    }
  })
}

interface Knocking extends Asking {
  readonly id: string
  readonly body: BodyOf<typeof visitDoor>
}

/**
 * Writes down that somebody knocked at a door of theirs: a visit of the household like a grid worker's, but by a neighbour.
 * Telephones, numbers and names in the note are covered before it is kept. The same id twice is once.
 * @throws post-needed, post-consent-needed, door-gone, too-many-requests, conflict
 */
export async function knock(context: Context, signedIn: SignedIn, { id: doorId, body: { id, result, note } }: Omit<Knocking, 'ip'>): Promise<DoorVisit> {
  const holder = await holderOf(context, signedIn)
  const { personId, post, scope } = holder
  const door = doorOf(holder, doorId)
  const at = new Date(context.clock.now())
  const day = localDate(at.getTime())
  return context.db.transact(scope, async (tx) => {
    const before = await visitOfOwn(tx, { personId, id })
    if (before) return shownVisit(context, holder, before)
    if (await countOwnOn(tx, { personId, day }) >= MOST_A_DAY) throw new Fault('too-many-requests', { details: { seconds: Math.ceil((toMs(daysAfter(day, 1)) - at.getTime()) / 1000) } })
    const [flights, isLate] = [Math.max(0, (door.floor ?? 1) - 1), isEvening(localTime(at.getTime()))]
    const sealed = note ? context.vault.seal('visit.note', redact(note)) : null
    const isNew = await insertVisit(tx, {
      id, path: door.path, kind: 'household', subjectId: door.id, routine: null, act: 'visit', result, day, at, receivedAt: at, isEvening: isLate, flights, note: sealed, verified: {},
      receipt: { id, at: at.toISOString(), isEvening: isLate, flights, taken: [], kept: [], warnings: {} }, byId: null, byPerson: personId, byName: roleName(post.role),
    })
    if (!isNew) return again(tx, context, { holder, id })
    await emit(tx, { topic: 'grid.visited', scopePath: door.path, payload: { kind: 'household', id: door.id, routine: null } })
    return shownVisit(context, holder, { id, at, householdId: door.id, result, note: sealed })
  })
}

/** Sent twice at once: the one that came first stands. */
async function again(tx: Tx, context: Context, { holder, id }: { readonly holder: Holder; readonly id: string }): Promise<DoorVisit> {
  const visit = await visitOfOwn(tx, { personId: holder.personId, id })
  if (!visit) throw new Fault('conflict')
  return shownVisit(context, holder, visit)
}

function shownVisit({ vault }: Context, { tree, doors }: Pick<Holder, 'tree' | 'doors'>, { id, at, householdId, result, note }: OwnVisit): DoorVisit {
  const door = doors.find((one) => one.id === householdId)
  return { id, at: at.toISOString(), place: door ? placeOf(tree, door) : '以前联系的一户', result, resultName: DOOR_RESULTS[result], note: note ? vault.open('visit.note', note) : '' }
}

/** What one wrote down oneself, told to nobody else. @throws post-needed, post-consent-needed, input-invalid */
export async function ownVisits(context: Context, signedIn: SignedIn, { cursor, limit }: QueryOf<typeof listDoorVisits>): Promise<AnswerOf<typeof listDoorVisits>> {
  const holder = await holderOf(context, signedIn)
  const found = await context.db.transact(holder.scope, (tx) => visitsBy(tx, { personId: holder.personId, after: readCursor(cursor), limit }))
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return { visits: page.map((visit) => shownVisit(context, holder, visit)), next: found.length > limit && last ? writeCursor(last) : null }
}

interface Reporting {
  readonly id: string
  readonly body: BodyOf<typeof reportFromDoor>
}

/** Reports what a neighbour is troubled by: a case like any other, at the door's place, with who said it as its reporter. @throws post-needed, post-consent-needed, door-gone and what a report throws */
export async function reportAt(context: Context, signedIn: SignedIn, { id, body: { clientId, ...said } }: Reporting): Promise<AnswerOf<typeof reportFromDoor>> {
  const holder = await holderOf(context, signedIn)
  const { tree, personId, phone, post } = holder
  const door = doorOf(holder, id)
  const { signal } = await signalOf(context, { ...said, clientId: `${signedIn.id}/${clientId}`, address: placeOf(tree, door), crs: 'WGS-84', isPlaceSure: false })
  const ground = await groundOf(context)
  return context.db.transact(systemScope, async (tx) => {
    const nameOf = await peopleNames(tx, context, [personId])
    const [taken] = await takeWithin(tx, context, [prepare({ ...signal, source: 'chief', areaPath: door.path, placeSource: 'address', contact: { name: `${nameOf(personId)}（${roleName(post.role)}）`, phone } }, ground)])
    if (!taken) throw new Fault('internal')
    return { number: taken.number, queryCode: queryCodeOf(context, taken.caseId) }
  })
}
