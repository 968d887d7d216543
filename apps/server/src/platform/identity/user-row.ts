import type { UserRow } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Account } from './repo-account.ts'
import { lockedAmong } from './repo-failure.ts'
import { hashName } from './secrets.ts'

/** Accounts as the wire shows them. */
export async function toUserRows(tx: Tx, accounts: readonly Account[], { clock, vault }: Context): Promise<UserRow[]> {
  const nameHash = (account: Account) => hashName(vault, account.username)
  const locked = await lockedAmong(tx, accounts.map(nameHash), new Date(clock.now()))
  return accounts.map((account) => ({
    id: account.id,
    username: account.username,
    name: account.name,
    roles: account.roles,
    areas: account.areas,
    units: account.units,
    isActive: account.is_active,
    isLocked: locked.has(nameHash(account).toString('hex')),
    lastLoginAt: account.last_login_at?.toISOString() ?? null,
  }))
}
