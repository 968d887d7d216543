import type { UserRow } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Account } from './repo-account.ts'
import { lockedAmong } from './repo-failure.ts'
import { hashName } from './secrets.ts'

/** Accounts as the wire shows them. */
export async function toUserRows(tx: Tx, accounts: readonly Account[], now: number): Promise<UserRow[]> {
  const locked = await lockedAmong(tx, accounts.map((account) => hashName(account.username)), new Date(now))
  return accounts.map((account) => ({
    id: account.id,
    username: account.username,
    name: account.name,
    roles: account.roles,
    areas: account.areas,
    units: account.units,
    isActive: account.is_active,
    isLocked: locked.has(hashName(account.username).toString('hex')),
    lastLoginAt: account.last_login_at?.toISOString() ?? null,
  }))
}
