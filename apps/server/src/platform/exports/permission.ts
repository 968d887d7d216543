import { Fault } from '@yihu/contracts'
import type { Actor } from '../../kernel/http/index.ts'

/** A permission, and what is said to whoever lacks it. */
export interface Permission {
  readonly id: string
  readonly name: string
}

/** What lets somebody list. */
export const LISTING = {
  'person.read': { id: 'person.read', name: '查看居民' }, 'pool.read': { id: 'pool.read', name: '查看房屋、单位和部件' }, visit: { id: 'grid.read', name: '查看网格工作' },
  care: { id: 'care.read', name: '查看看护对象' }, sensitive: { id: 'sensitive.export', name: '导出敏感登记' },
} as const satisfies Record<string, Permission>

/** What lets somebody look at people one by one, or agree that a sensitive register leaves. */
export const CLEAR = {
  case: { id: 'case.reveal', name: '查看报事人' }, person: { id: 'person.reveal', name: '查看居民的个人信息' }, care: { id: 'care.reveal', name: '查看看护对象的姓名电话' }, sensitive: { id: 'sensitive.approve', name: '批准敏感登记' },
} as const satisfies Record<string, Permission>

/** @throws permission-missing */
export function need(actor: Pick<Actor, 'permissions'>, { id, name }: Permission): void {
  if (!actor.permissions.has(id)) throw new Fault('permission-missing', { details: { permission: name } })
}
