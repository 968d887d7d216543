import { localDate, maskPhone, phoneDigits } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { KnownPerson, PersonData } from '../../kernel/module.ts'
import { record } from '../../platform/audit/index.ts'
import { leftBy } from '../../platform/pool/index.ts'
import { forgetAccount } from './account/own.ts'
import { knownAccount } from './account/repo-account.ts'
import type { Account } from './account/repo-account.ts'
import { bookingsOfPhone, forgetHolder } from './appointments/repo-booking.ts'
import type { StoredBooking } from './appointments/repo-booking.ts'

/** What residents left of themselves: a login and appointments. Both go with the person, and an appointment that lies ahead is cancelled. */
export const personData: PersonData = {
  name: '居民端',
  tell: async (tx, context, persons) => {
    const { accounts, bookings } = await keptOf(tx, context, persons)
    return [
      ...accounts.map(({ phone }) => `用手机 ${maskPhone(phone ?? '')} 登录过居民端`),
      ...bookings.map(({ startsAt, itemName, name }) => [localDate(startsAt.getTime()), `预约 ${itemName}`, name, '留了电话'].filter(Boolean).join('，')),
    ]
  },
  erase: async (tx, context, persons) => {
    const { accounts, bookings } = await keptOf(tx, context, persons)
    for (const { id, phone } of accounts) {
      await forgetAccount(tx, context, { id, phone })
      await record(tx, { at: context.clock.now(), by: null, action: 'resident.erase', object: id, purpose: '数据池抹去个人信息', result: 'done', ip: null })
    }
    for (const { id } of bookings) await forgetHolder(tx, context, { id, now: new Date(context.clock.now()) })
    return [...accounts, ...bookings].map(({ id }) => id)
  },
}

/** An account is a telephone's: of a shared one it may be somebody else's, and stays. */
async function keptOf(tx: Tx, context: Context, persons: readonly KnownPerson[]): Promise<{ accounts: Account[]; bookings: StoredBooking[] }> {
  const accountsOf = async (phone: string) => [await knownAccount(tx, context, phoneDigits(phone)) ?? []].flat()
  return {
    accounts: await leftBy(persons.filter(({ isOnlyOne }) => isOnlyOne), { ofPhone: accountsOf, nameOf: () => null, idOf: ({ id }) => id }),
    bookings: await leftBy(persons, { ofPhone: (phone) => bookingsOfPhone(tx, context, { phone }), nameOf: ({ name }) => name, idOf: ({ id }) => id }),
  }
}
