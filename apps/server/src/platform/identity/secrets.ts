import { hash as digest, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { Vault } from '../../kernel/crypto.ts'

/** argon2id as OWASP recommends it (19 MiB, 2 passes, 1 lane); the algorithm is the library's default. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A token of 256 random bits for sessions and keys: 43 characters. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a token; with 256 random bits a plain hash cannot be turned round. */
export function hashToken(token: string): Buffer {
  return digest('sm3', token, 'buffer')
}

/** What is stored of a typed username: a keyed hash, for it may be a password in the wrong field. */
export function hashName(vault: Vault, username: string): Buffer {
  return vault.index('login.name', username)
}

/** An argon2id hash in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST)
}

let decoy: Promise<string> | undefined

/** Whether the password fits. Without a hash, that is without an account, it takes as long and says no. */
export async function verifyPassword(phc: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(newToken())
  const fits = await verify(phc ?? (await decoy), password)
  return phc !== null && fits
}
