import { Fault } from '@yihu/contracts'
import type { Role } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { record } from '../audit/index.ts'
import { checkPassword, DEMO_PASSWORD } from './password.ts'
import { accountByName, insertAccount, replaceMembership, updateAccount } from './repo-account.ts'
import type { Account } from './repo-account.ts'
import { deleteSessionsOf } from './repo-session.ts'
import { unknownUnit } from './repo-unit.ts'
import { changesLogin, checkRoles } from './roles.ts'
import { hashPassword } from './secrets.ts'

/** A person as the command line and the demo loader know one. */
export interface UserInput {
  /** Milliseconds, from the clock. */
  readonly at: number
  readonly username: string
  readonly name: string
  readonly roles: readonly Role[]
  /** Area paths; everything below is included. */
  readonly areas: readonly string[]
  readonly units: readonly string[]
  /** `demo`: the public demo password, and the account is marked so. Left out: an existing account keeps its own. */
  readonly password?: string | { readonly demo: true }
  /** Take the second factor away from somebody who lost the phone. */
  readonly resetTotp?: true
}

/**
 * Adds a person or brings one up to date, active again; a new password ends the sessions, and so does becoming a screen or ceasing to be one. Run as the system. Other
 * servers notice within five seconds.
 * @returns the user's id
 * @throws roles-conflict, password-weak, unit-unknown, input-invalid (a new person without password)
 */
export async function upsertUser(tx: Tx, input: UserInput): Promise<string> {
  const username = input.username.toLowerCase()
  checkRoles(input.roles)
  const unit = await unknownUnit(tx, input.units)
  if (unit !== null) throw new Fault('unit-unknown', { details: { unit } })
  const password = await passwordOf(input, username)
  const existing = await accountByName(tx, username)
  const id = existing?.id ?? (await add(tx, { input, username, hash: password?.hash }))
  if (existing) await update(tx, existing, { input, ...password })
  else if (password?.isDemo) await updateAccount(tx, id, { is_demo: true })
  await replaceMembership(tx, id, input)
  // Thousands of generated people would only bury the acts of real ones.
  if (!password?.isDemo) {
    const { roles, areas, units } = input
    await record(tx, { at: input.at, by: null, action: existing ? 'user.change' : 'user.create', object: username, result: 'done', detail: { roles, areas, units, ...(password ? { password: 'set' } : {}) } })
  }
  return id
}

async function add(tx: Tx, { input, username, hash }: { input: UserInput; username: string; hash: string | undefined }): Promise<string> {
  if (hash === undefined) throw new Fault('input-invalid', { fields: { password: '请填写密码' } })
  const id = await insertAccount(tx, { id: newId(input.at), username, name: input.name, password_hash: hash, is_demo: false, created_at: new Date(input.at) })
  if (id === null) throw new Fault('conflict')
  return id
}

async function update(tx: Tx, { id, roles }: Account, { input, hash, isDemo }: { input: UserInput; hash?: string; isDemo?: boolean }): Promise<void> {
  await updateAccount(tx, id, {
    name: input.name,
    is_active: true,
    ...(hash === undefined ? {} : { password_hash: hash, is_demo: isDemo ?? false }),
    ...(input.resetTotp ? { totp_secret_cipher: null, totp_pending_cipher: null, totp_confirmed_at: null, totp_last_counter: null } : {}),
  })
  if (hash !== undefined || changesLogin(roles, input.roles)) await deleteSessionsOf(tx, id)
}

let demoHash: Promise<string> | undefined

/** The demo password is public, so its accounts may share one salt: hashing it hundreds of times would cost seconds. */
async function passwordOf({ password }: UserInput, username: string): Promise<{ hash: string; isDemo: boolean } | undefined> {
  if (password === undefined) return undefined
  if (typeof password === 'object') {
    demoHash ??= hashPassword(DEMO_PASSWORD)
    return { hash: await demoHash, isDemo: true }
  }
  checkPassword(password, username)
  return { hash: await hashPassword(password), isDemo: false }
}
