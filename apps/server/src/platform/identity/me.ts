import { ROLES } from '@yihu/contracts'
import type { Me } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import type { areasOf } from '../areas/index.ts'
import type { Account } from './repo-account.ts'
import { unitNames } from './repo-unit.ts'
import { permissionsOf } from './roles.ts'

/** The area tree in memory. */
export type Areas = Pick<Awaited<ReturnType<typeof areasOf>>, 'byPath'>

/** What people see about themselves. Ask as the system: somebody who sees by unit does not see the own areas otherwise. */
export async function meOf(tx: Tx, account: Account, areas: Areas): Promise<Me> {
  const names = await unitNames(tx)
  return {
    id: account.id,
    username: account.username,
    name: account.name,
    roles: account.roles,
    roleNames: account.roles.map((role) => ROLES[role]),
    permissions: [...permissionsOf(account.roles)].toSorted(),
    areas: account.areas.flatMap((path) => {
      const area = areas.byPath(path)
      return area ? [{ code: area.code, path, name: area.name, level: area.level }] : []
    }),
    units: account.units.map((id) => ({ id, name: names.get(id) ?? id })),
    hasTotp: account.totp_confirmed_at !== null,
    isDemo: account.is_demo,
    seeing: null,
  }
}
