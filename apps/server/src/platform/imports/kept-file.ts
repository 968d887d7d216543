import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Context } from '../../kernel/context.ts'

const KEY_BYTES = 16
const MAC_KEY_BYTES = 32
const IV_BYTES = 16
const MAC_BYTES = 32

type Home = Pick<Context, 'home'>

const placeOf = ({ home }: Home, id: string): string => path.join(home, 'imports', `${id}.sheet`)

/**
 * Keeps an uploaded sheet until it is imported: encrypted (SM4-CTR, then HMAC-SM3), for it names people.
 * @returns the key, base64; without it the file is noise
 */
export async function keepFile(context: Home, id: string, bytes: Buffer): Promise<string> {
  const key = randomBytes(KEY_BYTES + MAC_KEY_BYTES)
  const iv = randomBytes(IV_BYTES)
  const sealed = Buffer.concat([iv, createCipheriv('sm4-ctr', key.subarray(0, KEY_BYTES), iv).update(bytes)])
  const place = placeOf(context, id)
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
  await writeFile(`${place}.new`, Buffer.concat([sealed, macOf(key, sealed)]), { mode: 0o600, flush: true })
  await rename(`${place}.new`, place)
  return key.toString('base64')
}

/** The sheet again; null when it is gone or was touched. */
export async function readKeptFile(context: Home, id: string, keyText: string): Promise<Buffer | null> {
  const file = await readFile(placeOf(context, id)).catch(() => null)
  const key = Buffer.from(keyText, 'base64')
  if (!file || file.length < IV_BYTES + MAC_BYTES || key.length !== KEY_BYTES + MAC_KEY_BYTES) return null
  const sealed = file.subarray(0, -MAC_BYTES)
  if (!timingSafeEqual(macOf(key, sealed), file.subarray(-MAC_BYTES))) return null
  return createDecipheriv('sm4-ctr', key.subarray(0, KEY_BYTES), sealed.subarray(0, IV_BYTES)).update(sealed.subarray(IV_BYTES))
}

export async function dropFile(context: Home, id: string): Promise<void> {
  await rm(placeOf(context, id), { force: true })
}

function macOf(key: Buffer, sealed: Buffer): Buffer {
  return createHmac('sm3', key.subarray(KEY_BYTES)).update(sealed).digest()
}
