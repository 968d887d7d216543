import type { CareContactKind } from '@yihu/contracts'
import { maskName, maskPhone } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { findPerson, identityOf } from './repo.ts'
import { contactsOf, watchedBy } from './repo-around.ts'

/** One rung of a person's own ladder: whom to call next. Name and number masked; care's card reveals them for a purpose. */
export interface CareRung {
  readonly kind: CareContactKind
  readonly contactId: string
  readonly name: string
  readonly phone: string
  /** The account, where the contact is one of the staff. */
  readonly userId: string | null
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

/** Since when and until when nobody is at home, in epoch milliseconds. */
export interface Absence {
  readonly from: number
  readonly until: number
}

/** The absences registered for the people whom these devices watch over, by device; over or to come, as they were registered. */
export async function absencesOf(tx: Tx, deviceIds: readonly string[]): Promise<ReadonlyMap<string, Absence>> {
  return new Map((await watchedBy(tx, deviceIds)).flatMap(({ deviceId, awayFrom, awayUntil }) => (awayFrom && awayUntil ? [[deviceId, { from: awayFrom.getTime(), until: awayUntil.getTime() }] as const] : [])))
}
