import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Context } from '../../kernel/context.ts'

const KEY_BYTES = 16
const MAC_KEY_BYTES = 32
const IV_BYTES = 16

type Home = Pick<Context, 'home'>

const placeOf = ({ home }: Home, id: string): string => path.join(home, 'exports', `${id}.sealed`)

/** What opens a sealed file again. */
export interface Seal {
  /** Base64; without it the file is noise. */
  readonly key: string
  readonly mac: Buffer
  /** Of the content. */
  readonly bytes: number
}

/** Writes a stream encrypted (SM4-CTR, then HMAC-SM3) as it comes; whole or not at all. */
export async function sealStream(context: Home, id: string, content: Readable): Promise<Seal> {
  const place = placeOf(context, id)
  const key = randomBytes(KEY_BYTES + MAC_KEY_BYTES + IV_BYTES)
  const { cipherKey, macKey, iv } = partsOf(key)
  const mac = createHmac('sm3', macKey)
  let bytes = 0
  const count = new Transform({ transform(chunk: Buffer, _encoding, done) { bytes += chunk.length; done(null, chunk) } })
  const tap = new Transform({ transform(chunk: Buffer, _encoding, done) { mac.update(chunk); done(null, chunk) } })
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
  try {
    await pipeline(content, count, createCipheriv('sm4-ctr', cipherKey, iv), tap, createWriteStream(`${place}.new`, { mode: 0o600, flush: true }))
    await rename(`${place}.new`, place)
  } catch (error) {
    await rm(`${place}.new`, { force: true })
    throw error
  }
  return { key: key.toString('base64'), mac: mac.digest(), bytes }
}

/** The content again; null when the file is gone or was touched. Read twice: first whether it is whole. */
export async function openSealed(context: Home, id: string, { key, mac }: Pick<Seal, 'key' | 'mac'>): Promise<Readable | null> {
  const place = placeOf(context, id)
  const { cipherKey, macKey, iv } = partsOf(Buffer.from(key, 'base64'))
  const found = createHmac('sm3', macKey)
  try {
    for await (const chunk of createReadStream(place)) found.update(chunk as Buffer) // reason: a byte stream gives bytes
  } catch {
    return null
  }
  const digest = found.digest()
  if (digest.length !== mac.length || !timingSafeEqual(digest, mac)) return null
  return createReadStream(place).pipe(createDecipheriv('sm4-ctr', cipherKey, iv))
}

export async function dropSealed(context: Home, id: string): Promise<void> {
  await rm(placeOf(context, id), { force: true })
}

function partsOf(key: Buffer): { cipherKey: Buffer; macKey: Buffer; iv: Buffer } {
  return { cipherKey: key.subarray(0, KEY_BYTES), macKey: key.subarray(KEY_BYTES, KEY_BYTES + MAC_KEY_BYTES), iv: key.subarray(KEY_BYTES + MAC_KEY_BYTES) }
}
