import { sql } from 'kysely'
import type { Tx } from '../../kernel/db/index.ts'
import { byKey, textOf } from './memory-key.ts'
import type { MemoryKey } from './memory-key.ts'
import type { Packed } from './pack.ts'

export interface MemoryRow extends MemoryKey {
  readonly path: string
  readonly deviceId: string
  readonly setting: string
  readonly memory: Packed
  /** What was heard since it was written whole. */
  readonly tail: string
}

/** A memory that is locked, by the stamp of its last writing. */
export interface LockedMemory extends MemoryKey {
  readonly stamp: number
}

/** A memory to be written. */
export interface NewMemory extends Omit<MemoryRow, 'memory'> {
  /** JSON of `Packed`; null: only its tail has grown. */
  readonly memory: string | null
  readonly dueAt: Date | null
}

const columns = sql`scenario, subject, path::text as path, device_id as "deviceId", setting, memory, tail`

/**
 * Locks the memories of these keys (sorted) until the end of the transaction; of a key that has none the lock of the key is
 * held instead, so that two servers do not both begin one.
 */
export async function lockMemories(tx: Tx, keys: readonly MemoryKey[]): Promise<LockedMemory[]> {
  const lock = async (): Promise<LockedMemory[]> => {
    const { rows } = await sql<LockedMemory>`
      select scenario, subject, stamp from trigger_memory where (scenario, subject) in (select * from ${keysOf(keys)})
      order by scenario collate "C", subject collate "C" for update`.execute(tx)
    return [...rows]
  }
  const known = await lock()
  if (known.length === keys.length) return known
  const held = new Set(known.map(textOf))
  const missing = keys.filter((key) => !held.has(textOf(key)))
  await sql`select pg_advisory_xact_lock(hashtextextended(key, 7)) from unnest(${missing.map(textOf)}::text[]) with ordinality as k(key, n) order by n`.execute(tx)
  return lock()
}

/** Which of these keys have a memory just now, unlocked. */
export async function knownKeys(tx: Tx, keys: readonly MemoryKey[]): Promise<MemoryKey[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<MemoryKey>`select scenario, subject from trigger_memory where (scenario, subject) in (select * from ${keysOf(keys)})`.execute(tx)
  return [...rows]
}

/** What memories that are locked hold. */
export async function readMemories(tx: Tx, keys: readonly MemoryKey[]): Promise<MemoryRow[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<MemoryRow>`select ${columns} from trigger_memory where (scenario, subject) in (select * from ${keysOf(keys)})`.execute(tx)
  return [...rows]
}

function keysOf(keys: readonly MemoryKey[]) {
  return sql`unnest(${keys.map(({ scenario }) => scenario)}::text[], ${keys.map(({ subject }) => subject)}::text[])`
}

/** JSON escapes it, so no memory holds it: many travel as one text. */
const BETWEEN = '\u001f'

/** Writes memories under a new stamp, whole ones and grown ones in one round trip each. */
export async function writeMemories(tx: Tx, rows: readonly NewMemory[], stamp: number): Promise<void> {
  await writeWhole(tx, rows.filter(({ memory }) => memory !== null), stamp)
  await writeTails(tx, rows.filter(({ memory }) => memory === null), stamp)
}

async function writeWhole(tx: Tx, rows: readonly NewMemory[], stamp: number): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into trigger_memory (scenario, subject, path, device_id, setting, memory, due_at, stamp)
    select s, j, p::ltree, d, v, m::json, t::timestamptz, ${stamp}::bigint from unnest(
      ${rows.map(({ scenario }) => scenario)}::text[], ${rows.map(({ subject }) => subject)}::text[], ${rows.map(({ path }) => path)}::text[], ${rows.map(({ deviceId }) => deviceId)}::text[],
      ${rows.map(({ setting }) => setting)}::text[], string_to_array(${rows.map(({ memory }) => memory).join(BETWEEN)}, ${BETWEEN}), ${rows.map(({ dueAt }) => dueAt?.toISOString() ?? null)}::text[]) as c(s, j, p, d, v, m, t)
    on conflict (scenario, subject) do update set path = excluded.path, device_id = excluded.device_id, setting = excluded.setting, memory = excluded.memory, tail = '', due_at = excluded.due_at, stamp = excluded.stamp`.execute(tx)
}

async function writeTails(tx: Tx, rows: readonly NewMemory[], stamp: number): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update trigger_memory m set path = c.p::ltree, device_id = c.d, tail = c.l, due_at = c.t::timestamptz, stamp = ${stamp}::bigint from unnest(
      ${rows.map(({ scenario }) => scenario)}::text[], ${rows.map(({ subject }) => subject)}::text[], ${rows.map(({ path }) => path)}::text[], ${rows.map(({ deviceId }) => deviceId)}::text[],
      string_to_array(${rows.map(({ tail }) => tail).join(BETWEEN)}, ${BETWEEN}), ${rows.map(({ dueAt }) => dueAt?.toISOString() ?? null)}::text[]) as c(s, j, p, d, l, t)
    where m.scenario = c.s and m.subject = c.j`.execute(tx)
}

/** Memories that time alone may change, locked; those that another server has in hand are left to it. */
export async function lockDueMemories(tx: Tx, now: Date, limit: number): Promise<MemoryRow[]> {
  const { rows } = await sql<MemoryRow>`select ${columns} from trigger_memory where due_at <= ${now} order by due_at limit ${limit} for update skip locked`.execute(tx)
  return [...rows]
}

/** Has the memories of a scenario in an area looked at anew. */
export async function wakeMemories(tx: Tx, { scenario, path, at }: { scenario: string; path: string; at: Date }): Promise<void> {
  await sql`update trigger_memory set due_at = ${at} where scenario = ${scenario} and path <@ ${path}::ltree`.execute(tx)
}

/** What is remembered of subjects by scenarios. */
interface Remembrances {
  readonly subjects: readonly string[]
  readonly scenarios: readonly string[]
}

/** What there is of all these memories, locked; of those that are none yet nobody begins one meanwhile. */
export async function lockAllMemories(tx: Tx, { subjects, scenarios }: Remembrances): Promise<MemoryRow[]> {
  const keys = scenarios.flatMap((scenario) => subjects.map((subject) => ({ scenario, subject }))).toSorted(byKey)
  return readMemories(tx, await lockMemories(tx, keys))
}

/**
 * Gives a home what was remembered of its devices by themselves (of several the one that knows most) where it remembers
 * nothing yet, with their alarms. @returns whether it had to
 */
export async function moveHome(tx: Tx, { home, devices, scenarios }: { home: string; devices: readonly string[]; scenarios: readonly string[] }): Promise<boolean> {
  const known = await lockAllMemories(tx, { subjects: [home, ...devices], scenarios })
  const moving = [...Map.groupBy(known, ({ scenario }) => scenario).values()].flatMap((rows) => {
    const [most] = rows.toSorted((a, b) => sizeOf(b) - sizeOf(a))
    return !most || rows.some(({ subject }) => subject === home) ? [] : [most]
  })
  for (const { scenario, subject } of moving) {
    await sql`update trigger_memory set subject = ${home} where scenario = ${scenario} and subject = ${subject}`.execute(tx)
    await sql`
      update alarm a set subject = ${home} where scenario = ${scenario} and subject = ${subject}
        and (state = 'cleared' or is_drill or not exists (select from alarm o where o.scenario = a.scenario and o.subject = ${home} and o.state <> 'cleared' and not o.is_drill))`.execute(tx)
  }
  return moving.length > 0
}

function sizeOf({ memory, tail }: MemoryRow): number {
  return JSON.stringify(memory).length + tail.length
}

/** Has memories looked at anew; those of a home lie with the person from now on. */
export async function wakeSubjects(tx: Tx, { subjects, scenarios, path, at }: Remembrances & { readonly path: string | undefined; readonly at: Date }): Promise<void> {
  await sql`update trigger_memory set due_at = ${at}, path = coalesce(${path ?? null}::ltree, path) where scenario = any(${[...scenarios]}::text[]) and subject = any(${[...subjects]}::text[])`.execute(tx)
}

/** Leaves a memory for later: it cannot be worked out. */
export async function postponeMemory(tx: Tx, { scenario, subject }: MemoryKey, until: Date): Promise<void> {
  await sql`update trigger_memory set due_at = ${until} where scenario = ${scenario} and subject = ${subject}`.execute(tx)
}

/** Forgets what is remembered of a subject. */
export async function forgetMemory(tx: Tx, { scenario, subject }: MemoryKey): Promise<void> {
  await sql`delete from trigger_memory where scenario = ${scenario} and subject = ${subject}`.execute(tx)
}
