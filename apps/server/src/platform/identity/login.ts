import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, login as contract } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { areasOf } from '../areas/index.ts'
import { record } from '../audit/index.ts'
import { countFailure, lockFault } from './lock-out.ts'
import { meOf } from './me.ts'
import type { Areas } from './me.ts'
import { accountById, accountByName, takeTotpStep, updateAccount } from './repo-account.ts'
import type { Account } from './repo-account.ts'
import { clearFailures, failuresOf, lockFailures } from './repo-failure.ts'
import { insertSession } from './repo-session.ts'
import { hashName, hashToken, newToken, verifyPassword } from './secrets.ts'
import { isWall } from './roles.ts'
import { SESSION_MS, WALL_MS } from './session.ts'
import { matchTotp } from './totp.ts'

/** Where a login comes from. */
export interface Origin {
  readonly ip: string
  readonly agent: string | null
}

interface Options {
  readonly input: BodyOf<typeof contract>
  readonly from: Origin
}

/**
 * Opens a session. Names without an account cost the same, count the same and answer the same as wrong passwords.
 * @throws login-wrong, login-locked, login-disabled, totp-needed, totp-wrong
 */
export async function login(context: Context, { input, from }: Options): Promise<AnswerOf<typeof contract>> {
  const username = input.username.toLowerCase()
  const nameHash = hashName(context.vault, username)
  const now = context.clock.now()
  const found = await context.db.transact(systemScope, async (tx) => ({ account: await accountByName(tx, username), failures: await failuresOf(tx, nameHash) }))
  const early = lockFault(found.failures, now)
  const { account } = found
  // A locked name is refused before the costly hash: guessing on does not wear out the server.
  const proof = early ? { fault: early } : await prove(context, account, input)
  const token = newToken()
  const areas = await areasOf(context)
  const outcome = await context.db.transact(systemScope, (tx) => settle(tx, { account, nameHash, now, proof, from, token, areas }))
  // Thrown after the commit, so that the count and the trail are kept.
  if (outcome instanceof Fault) throw outcome
  return outcome
}

/** What the password and the code showed, before anything is counted. */
type Proof = { readonly fault: Fault } | { readonly isRight: boolean; readonly totp: 'off' | 'missing' | { readonly step: number | null } }

async function prove(context: Context, account: Account | null, input: Options['input']): Promise<Proof> {
  const isRight = await verifyPassword(account?.password_hash ?? null, input.password)
  if (!account?.totp_secret_cipher) return { isRight, totp: 'off' }
  if (input.totp === undefined) return { isRight, totp: 'missing' }
  return { isRight, totp: { step: matchTotp(context, { cipher: account.totp_secret_cipher, code: input.totp }) } }
}

interface Settling {
  readonly account: Account | null
  readonly nameHash: Buffer
  readonly now: number
  readonly proof: Proof
  readonly from: Origin
  readonly token: string
  readonly areas: Areas
}

async function settle(tx: Tx, { account: seen, nameHash, now, proof, from, token, areas }: Settling): Promise<AnswerOf<typeof contract> | Fault> {
  const account = seen && (await accountById(tx, seen.id))
  // A password changed while we hashed is not the one that was proven.
  const isStale = account?.password_hash !== seen?.password_hash
  const fault = await refusal(tx, { account, nameHash, now, proof: isStale && 'isRight' in proof ? { ...proof, isRight: false } : proof })
  const by = account ? { userId: account.id, username: account.username, name: account.name } : null
  const entry = { at: now, by, action: 'login', object: account?.username ?? null, ip: from.ip } as const
  if (fault || !account) {
    const refused = fault ?? new Fault('login-wrong')
    await record(tx, { ...entry, result: 'refused', detail: { why: refused.code } })
    return refused
  }
  await clearFailures(tx, nameHash)
  const at = new Date(now)
  const expires = new Date(now + (isWall(account.roles) ? WALL_MS : SESSION_MS))
  await insertSession(tx, { token_hash: hashToken(token), user_id: account.id, created_at: at, expires_at: expires, last_seen_at: at, ip: from.ip, agent: from.agent })
  await updateAccount(tx, account.id, { last_login_at: at })
  const me = await meOf(tx, account, areas)
  await record(tx, { ...entry, result: 'done' })
  return { token, expiresAt: expires.toISOString(), me }
}

/** Why not, decided while the name's row is locked: of guesses sent at once only the first few learn anything. */
async function refusal(tx: Tx, { account, nameHash, now, proof }: Pick<Settling, 'account' | 'nameHash' | 'now' | 'proof'>): Promise<Fault | null> {
  if ('fault' in proof) return proof.fault
  const failures = await lockFailures(tx, nameHash, new Date(now))
  const locked = lockFault(failures, now)
  if (locked) return locked
  if (!account || !proof.isRight) {
    const { fault, left, minutes } = await countFailure(tx, { nameHash, failures, now })
    return fault ?? new Fault('login-wrong', { details: { left, minutes } })
  }
  if (!account.is_active) return new Fault('login-disabled')
  if (proof.totp === 'off') return null
  if (proof.totp === 'missing') return new Fault('totp-needed')
  if (proof.totp.step !== null && (await takeTotpStep(tx, account.id, proof.totp.step))) return null
  return (await countFailure(tx, { nameHash, failures, now })).fault ?? new Fault('totp-wrong')
}
