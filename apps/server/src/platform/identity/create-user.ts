import { Fault } from '@yihu/contracts'
import type { BodyOf, createUser as contract, UserRow } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { areasOf } from '../areas/index.ts'
import { record } from '../audit/index.ts'
import { needCompatible } from './officers.ts'
import { checkPassword } from './password.ts'
import { accountById, insertAccount, replaceMembership } from './repo-account.ts'
import { isOfficer } from './roles.ts'
import { hashPassword } from './secrets.ts'
import { toUserRows } from './user-row.ts'
import { checkPlaces, needSecurityOfficer } from './user-rules.ts'

interface Options {
  readonly actor: Actor
  readonly input: BodyOf<typeof contract>
  readonly ip: string
}

/**
 * Adds a person. The administrator makes ordinary accounts; who shall be an officer is then appointed by the security
 * officer, so that nobody can make one alone.
 * @throws roles-conflict, permission-missing, password-weak, input-invalid, area-unknown, unit-unknown
 */
export async function createUser(context: Context, { actor, input, ip }: Options): Promise<UserRow> {
  const { db, clock } = context
  await needCompatible(context, actor, { roles: input.roles, username: input.username, ip })
  if (isOfficer(input.roles)) needSecurityOfficer(actor)
  checkPassword(input.password, input.username)
  const hash = await hashPassword(input.password)
  const tree = await areasOf({ db })
  const now = clock.now()
  return db.transact(systemScope, async (tx) => {
    await checkPlaces(tx, input, { actor, tree })
    const { username, name, roles, areas, units } = input
    const id = await insertAccount(tx, { id: newId(now), username, name, password_hash: hash, is_demo: false, created_at: new Date(now) })
    if (id === null) throw new Fault('input-invalid', { fields: { username: '这个用户名已有人使用' } })
    await replaceMembership(tx, id, { roles, areas, units })
    const account = await accountById(tx, id)
    const [row] = account ? await toUserRows(tx, [account], context) : []
    if (!row) throw new Error('the account just made is gone')
    await record(tx, { at: now, by: actor, action: 'user.create', object: username, result: 'done', ip, detail: { roles, areas, units } })
    return row
  })
}
