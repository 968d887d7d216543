import { Fault, ROLES } from '@yihu/contracts'
import type { AnswerOf, listOfficers as contract, Role } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { officersIn } from './repo-account.ts'
import { checkRoles, OFFICERS } from './roles.ts'

/** What each duty is for, in words (GB/T 22239-2019 8.1.5). */
const DUTIES: Readonly<Partial<Record<Role, string>>> = {
  admin: '建账号、管基础数据；不能任命三员、不能看审计、不办案件',
  security: '任命和撤换三员、解锁账号；不能改基础数据、不能看审计',
  auditor: '看审计、核对哈希链；不能改任何东西，不兼任别的岗位',
}

/** Who holds the three duties, and what is missing. */
export async function listOfficers({ db }: Pick<Context, 'db'>, actor: Actor): Promise<AnswerOf<typeof contract>> {
  const people = await db.transact(systemScope, (tx) => officersIn(tx, actor.scope.paths))
  const duties = OFFICERS.map((role) => ({
    role, name: ROLES[role], mayDo: DUTIES[role] ?? '',
    holders: people.filter(({ roles }) => roles.includes(role)).map(({ id, username, name, is_active }) => ({ id, username, name, isActive: is_active })),
  }))
  const vacant = duties.filter(({ holders }) => !holders.some(({ isActive }) => isActive)).map(({ name }) => `没有在岗的${name}，请安全保密管理员任命`)
  const doubled = people.filter(({ roles }) => roles.filter((role) => OFFICERS.includes(role)).length > 1).map(({ name }) => `${name}一人担任了两个以上的三员岗位，请撤去一个`)
  return { duties, problems: [...vacant, ...doubled] }
}

/**
 * Refuses roles that one person must not hold together, and keeps in the trail who tried.
 * @throws roles-conflict, input-invalid
 */
export async function needCompatible({ db, clock }: Context, actor: Actor, { roles, username, ip }: { roles: readonly Role[]; username: string; ip: string }): Promise<void> {
  try {
    checkRoles(roles)
  } catch (error) {
    if (error instanceof Fault) await db.transact(systemScope, (tx) => record(tx, { at: clock.now(), by: actor, action: 'roles.conflict', object: username, result: 'refused', ip, detail: { roles } }))
    throw error
  }
}
