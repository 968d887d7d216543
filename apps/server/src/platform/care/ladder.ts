import type { CareContactKind, CareScope } from '@yihu/contracts'
import { maskName, maskPhone } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { findPerson, identityOf } from './repo.ts'
import { contactsOf, watchedBy } from './repo-around.ts'
import type { Watched } from './repo-around.ts'

/** One rung of a person's own ladder: whom to call next. Name and number masked; care's card reveals them for a purpose. */
export interface CareRung {
  readonly kind: CareContactKind
  readonly contactId: string
  readonly name: string
  readonly phone: string
  /** The account, where the contact is one of the staff. */
  readonly userId: string | null
}

/** Whom a device watches over. */
export interface CareOfDevice {
  readonly personId: string
  readonly scope: CareScope
  readonly isAway: boolean
  readonly awayUntil: Date | null
}

/** Whom to call for a device, in order; only contacts who agreed. Empty: nobody is watched over by it. */
export async function careContactsFor(tx: Tx, keys: Pick<Context, 'vault'>, deviceId: string): Promise<CareRung[]> {
  const [watched] = await watchedBy(tx, [deviceId])
  const contacts = watched ? await contactsOf(tx, keys, watched.personId) : []
  return contacts
    .filter(({ consentDay }) => consentDay !== null)
    .map(({ kind, id, name, phone, userId }) => ({ kind, contactId: id, name: maskName(name), phone: maskPhone(phone), userId }))
}

/** The watched person as they are telephoned themselves, name and number masked; null where no number is known. */
export async function careSelfFor(tx: Tx, keys: Pick<Context, 'vault'>, deviceId: string): Promise<Pick<CareRung, 'name' | 'phone'> | null> {
  const [watched] = await watchedBy(tx, [deviceId])
  const row = watched && (await findPerson(tx, watched.personId))
  if (!row) return null
  const { name, phone } = identityOf(keys, row)
  return phone === null ? null : { name: maskName(name), phone: maskPhone(phone) }
}

/** Whom each of these devices watches over at a time (epoch milliseconds); devices of nobody are left out. */
export async function careOf(tx: Tx, deviceIds: readonly string[], at: number): Promise<ReadonlyMap<string, CareOfDevice>> {
  return new Map((await watchedBy(tx, deviceIds)).map((one) => [one.deviceId, { personId: one.personId, scope: one.scope, isAway: isAwayAt(one, at), awayUntil: one.awayUntil }]))
}

function isAwayAt({ awayFrom, awayUntil }: Pick<Watched, 'awayFrom' | 'awayUntil'>, at: number): boolean {
  return awayFrom !== null && awayUntil !== null && awayFrom.getTime() <= at && at < awayUntil.getTime()
}

/** Whether the person a device watches over is away at a time (epoch milliseconds). */
export async function isAway(tx: Tx, deviceId: string, at: number): Promise<boolean> {
  return (await careOf(tx, [deviceId], at)).get(deviceId)?.isAway ?? false
}
