import { Fault } from '@yihu/contracts'
import type { BodyOf, updateUser as contract, UserRow } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { covers, systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { record } from '../audit/index.ts'
import { forgetAfter } from './known-sessions.ts'
import { needCompatible } from './officers.ts'
import { checkPassword } from './password.ts'
import { accountById, replaceMembership, updateAccount } from './repo-account.ts'
import type { Account } from './repo-account.ts'
import { clearFailures } from './repo-failure.ts'
import { deleteSessionsOf } from './repo-session.ts'
import { changesLogin, isOfficer } from './roles.ts'
import { hashName, hashPassword } from './secrets.ts'
import { toUserRows } from './user-row.ts'
import { checkPlaces, needSecurityOfficer } from './user-rules.ts'

type Input = BodyOf<typeof contract>

interface Options {
  readonly id: string
  readonly actor: Actor
  readonly input: Input
  readonly ip: string
}

/**
 * Changes a person; in force at once, also in open sessions; a screen that becomes a person's account, or the other way round, logs in anew. Appointing and dismissing officers, whatever touches their
 * accounts, and unlocking is up to the security officer. Nobody changes the own rights.
 * @throws not-found, roles-conflict, permission-missing, password-weak, input-invalid, area-unknown, unit-unknown
 */
export async function updateUser(context: Context, { id, actor, input, ip }: Options): Promise<UserRow> {
  const { db, clock, vault } = context
  if (input.roles) await needCompatible(context, actor, { roles: input.roles, username: id, ip })
  const hash = input.password === undefined ? undefined : await hashPassword(input.password)
  const tree = await areasOf({ db })
  const now = clock.now()
  return db.transact(systemScope, async (tx) => {
    const before = await accountById(tx, id, { lock: true })
    if (!before || !isWithin(actor, before)) throw new Fault('not-found')
    checkRights(actor, before, input)
    if (input.password !== undefined) checkPassword(input.password, before.username)
    await checkPlaces(tx, { areas: input.areas?.filter((path) => !before.areas.includes(path)), units: input.units?.filter((unit) => !before.units.includes(unit)) }, { actor, tree })
    await apply(tx, before, { input, hash })
    if (input.unlock) await clearFailures(tx, hashName(vault, before.username))
    forgetAfter(db, tx)
    const after = await accountById(tx, id)
    const [row] = after ? await toUserRows(tx, [after], context) : []
    if (!after || !row) throw new Fault('not-found')
    await record(tx, { at: now, by: actor, action: 'user.change', object: before.username, result: 'done', ip, detail: difference(before, after, input) })
    return row
  })
}

/** Somebody who also serves elsewhere is shown by `listUsers`, but changed only by whom all those places belong to. */
function isWithin({ scope }: Actor, { areas }: Account): boolean {
  return areas.every((path) => covers(scope, path))
}

function checkRights(actor: Actor, before: Account, input: Input): void {
  const touchesRights = input.roles !== undefined || input.areas !== undefined || input.units !== undefined || input.isActive !== undefined
  if (before.id === actor.userId && touchesRights) {
    throw new Fault('input-invalid', { fields: { roles: '不能修改自己的岗位、范围和状态，请由另一位管理员修改' } })
  }
  if (before.id === actor.userId && input.password !== undefined) {
    throw new Fault('input-invalid', { fields: { password: '请在“修改密码”里修改自己的密码' } })
  }
  if (input.unlock || isOfficer(before.roles) || isOfficer(input.roles ?? [])) needSecurityOfficer(actor)
}

async function apply(tx: Tx, before: Account, { input, hash }: { input: Input; hash: string | undefined }): Promise<void> {
  const { name, isActive, roles, areas, units } = input
  await updateAccount(tx, before.id, {
    ...(name === undefined ? {} : { name }),
    ...(isActive === undefined ? {} : { is_active: isActive }),
    ...(hash === undefined ? {} : { password_hash: hash, is_demo: false }),
  })
  await replaceMembership(tx, before.id, { roles, areas, units })
  if (isActive === false || hash !== undefined || changesLogin(before.roles, roles)) await deleteSessionsOf(tx, before.id)
}

/** What changed, for the trail: values before and after; of a password only that it did. */
function difference(before: Account, after: Account, input: Input): object {
  const pairs = { name: [before.name, after.name], roles: [before.roles, after.roles], areas: [before.areas, after.areas], units: [before.units, after.units], isActive: [before.is_active, after.is_active] }
  const changed = Object.entries(pairs).filter(([, [old, now]]) => JSON.stringify(old) !== JSON.stringify(now))
  return {
    ...Object.fromEntries(changed.map(([key, [old, now]]) => [key, { before: old, after: now }])),
    ...(input.password === undefined ? {} : { password: 'reset' }),
    ...(input.unlock ? { unlocked: true } : {}),
  }
}
