import { Dexie } from 'dexie'
import type { Table } from 'dexie'

/** One sealed thing of one person: nobody else's key opens it. */
interface SealedRow {
  readonly owner: string
  readonly kind: Kind
  readonly id: string
  readonly iv: Uint8Array<ArrayBuffer>
  readonly data: ArrayBuffer
}

export type Kind = 'me' | 'bundle' | 'outbox' | 'draft' | 'photo' | 'photo-facts' | 'due' | 'checks' | 'tracks' | 'subjects' | 'rounds' | 'routines' | 'ahead'

/** What is kept open: names of things, no word of anybody. The key is a handle; its bytes cannot be read out. */
interface DeviceRow {
  readonly name: 'device'
  readonly id: string
  readonly owner: string | null
  readonly key: CryptoKey | null
  /** Epoch ms of the last login: the key is let go a while after it. */
  readonly loginAt: number
}

class PhoneBase extends Dexie {
  declare readonly sealed: Table<SealedRow, [string, Kind, string]>
  declare readonly device: Table<DeviceRow, string>

  constructor() {
    super('yihu-patrol')
    this.version(1).stores({ sealed: '[owner+kind+id], [owner+kind], owner', device: 'name' })
  }
}

const base = new PhoneBase()

/** Whose things, under which key. */
export interface Seal {
  readonly owner: string
  readonly key: CryptoKey
}

/** The key of this phone and person from the secret the server releases at login; its bytes cannot be got back from it. */
export async function keyFrom(secret: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(atob(secret), (char) => char.charCodeAt(0))
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** What is being sealed and written just now. */
const underWay = new Set<Promise<unknown>>()

/** Seals bytes under a name: AES-GCM, the name bound into the seal so that rows cannot be exchanged. */
export async function keepBytes(seal: Seal, { kind, id }: { kind: Kind; id: string }, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const keeping = crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: nameOf(seal, kind, id) }, seal.key, bytes).then((data) => base.sealed.put({ owner: seal.owner, kind, id, iv, data }))
  underWay.add(keeping)
  try {
    await keeping
  } finally {
    underWay.delete(keeping)
  }
}

export async function readBytes(seal: Seal, { kind, id }: { kind: Kind; id: string }): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const row = await base.sealed.get([seal.owner, kind, id])
  return row && new Uint8Array(await openRow(seal, row))
}

export async function keep(seal: Seal, at: { kind: Kind; id: string }, value: unknown): Promise<void> {
  await keepBytes(seal, at, new TextEncoder().encode(JSON.stringify(value)))
}

/** What was kept under a name; the caller names the type it kept there. */
export async function read<T>(seal: Seal, at: { kind: Kind; id: string }): Promise<T | undefined> {
  const bytes = await readBytes(seal, at)
  return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as T) // sealed by this app under this name
}

export async function readAll<T>(seal: Seal, kind: Kind): Promise<Map<string, T>> {
  const rows = await base.sealed.where('[owner+kind]').equals([seal.owner, kind]).toArray()
  const opened = await Promise.all(rows.map(async (row) => [row.id, JSON.parse(new TextDecoder().decode(await openRow(seal, row))) as T] as const)) // as above
  return new Map(opened)
}

export async function forget(owner: string, { kind, id }: { kind: Kind; id: string }): Promise<void> {
  await base.sealed.delete([owner, kind, id])
}

/** Everything of one person, and what is being written of them just now. */
export async function forgetOwner(owner: string): Promise<void> {
  await Promise.allSettled(underWay)
  await base.sealed.where('owner').equals(owner).delete()
}

/** Everybody who keeps something on this phone. */
export async function ownersHere(): Promise<string[]> {
  return (await base.sealed.orderBy('owner').uniqueKeys()).map(String)
}

export async function readDevice(): Promise<DeviceRow | undefined> {
  return base.device.get('device')
}

export async function keepDevice(row: Omit<DeviceRow, 'name'>): Promise<void> {
  await base.device.put({ name: 'device', ...row })
}

function openRow({ key, owner }: Seal, { kind, id, iv, data }: SealedRow): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: nameOf({ owner }, kind, id) }, key, data)
}

function nameOf({ owner }: Pick<Seal, 'owner'>, kind: Kind, id: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${owner}/${kind}/${id}`)
}
