import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import type { Db } from './db/index.ts'

/**
 * Keeps personal data unreadable in the database, WAL and backups. Each field class (`reporter.phone`) has its own
 * keys, derived from the master key, so a cipher text cannot be moved to another field.
 */
export interface Vault {
  /** Encrypt a text; the same text gives another cipher text each time. */
  seal(field: string, text: string): Buffer
  /** @throws Error when the bytes were changed, belong to another field or to another master key. */
  open(field: string, sealed: Uint8Array): string
  /** Keyed hash (16 bytes) of a normalised value, for equality search over sealed fields. */
  index(field: string, value: string): Buffer
  /** Names the master key without telling it. */
  readonly fingerprint: string
}

const VERSION = 1
const IV_BYTES = 16
const TAG_BYTES = 16
const KEY_BYTES = 32
const HEAD_BYTES = 1 + IV_BYTES

/**
 * A vault over a 32-byte master key: SM4-CTR, then HMAC-SM3 over version, IV and cipher text (encrypt-then-MAC), keys
 * by HKDF-SM3. Sealed form: version (1) | IV (16) | cipher text | tag (16).
 */
export function createVault(masterKey: Uint8Array): Vault {
  if (masterKey.length !== KEY_BYTES) throw new Error('the master key must be 32 bytes')
  const derive = remember((purpose: string) => Buffer.from(hkdfSync('sm3', masterKey, 'yihu', purpose, 48)))
  const keys = (field: string) => {
    const key = derive(`seal:${field}`)
    return { cipher: key.subarray(0, 16), mac: key.subarray(16) }
  }
  return {
    seal: (field, text) => {
      const { cipher, mac } = keys(field)
      const iv = randomBytes(IV_BYTES)
      const encrypt = createCipheriv('sm4-ctr', cipher, iv)
      const body = Buffer.concat([Buffer.of(VERSION), iv, encrypt.update(text, 'utf8'), encrypt.final()])
      return Buffer.concat([body, tagOf(mac, body)])
    },
    open: (field, sealed) => {
      const { cipher, mac } = keys(field)
      const bytes = Buffer.from(sealed)
      const body = bytes.subarray(0, -TAG_BYTES)
      const isWhole = bytes.length >= HEAD_BYTES + TAG_BYTES && bytes[0] === VERSION && isSame(tagOf(mac, body), bytes.subarray(-TAG_BYTES))
      if (!isWhole) throw new Error(`a sealed ${field} cannot be opened: changed, of another field, or sealed with another master key`)
      const decrypt = createDecipheriv('sm4-ctr', cipher, body.subarray(1, HEAD_BYTES))
      return Buffer.concat([decrypt.update(body.subarray(HEAD_BYTES)), decrypt.final()]).toString('utf8')
    },
    index: (field, value) => tagOf(derive(`index:${field}`), Buffer.from(normalise(value))),
    fingerprint: derive('fingerprint').subarray(0, 8).toString('hex'),
  }
}

function tagOf(key: Buffer, body: Buffer): Buffer {
  return createHmac('sm3', key).update(body).digest().subarray(0, TAG_BYTES)
}

/** Full-width and half-width forms, case and spaces do not matter for a search. */
function normalise(value: string): string {
  return value.normalize('NFKC').replace(/\s+/gu, '').toUpperCase()
}

function remember<T>(make: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>()
  return (name) => {
    const value = known.get(name) ?? make(name)
    known.set(name, value)
    return value
  }
}

/** Whether two byte strings are equal, in time that depends on their length only. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * Open the vault of a key file (64 hex digits); a missing file is made with a random key, mode 0600.
 * @throws Error when the file is readable for everybody or holds no key.
 */
export function openVault(keyFile: string): Vault {
  if (!existsSync(keyFile)) makeKeyFile(keyFile)
  if ((statSync(keyFile).mode & 0o007) !== 0) throw new Error(`the key file ${keyFile} is open to everybody: chmod 600 it`)
  const text = readFileSync(keyFile, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new Error(`the key file ${keyFile} must hold 64 hex digits`)
  return createVault(Buffer.from(text, 'hex'))
}

/** Whole or not at all, and of two servers that start at once only one wins. */
function makeKeyFile(keyFile: string): void {
  mkdirSync(path.dirname(keyFile), { recursive: true, mode: 0o700 })
  const draft = `${keyFile}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('hex')}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(draft, keyFile)
  } catch (error) {
    if (!existsSync(keyFile)) throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/**
 * Bind the database to its master key: the first start notes the key's fingerprint, later starts compare.
 * @throws Error when this database was written with another key, before anything unreadable is added to it.
 */
export async function checkVault(db: Db, vault: Vault): Promise<void> {
  const { rows } = await sql<{ value: unknown }>`
    with noted as (insert into setting (key, value) values ('vault.fingerprint', ${vault.fingerprint}::jsonb) on conflict do nothing returning value)
    select value from noted union all select value from setting where key = 'vault.fingerprint'`.execute(db.owner)
  if (rows[0]?.value !== vault.fingerprint) {
    throw new Error('This database was written with another master key. Put the right key file back (YIHU_KEY_FILE); personal data cannot be read without it.')
  }
}
