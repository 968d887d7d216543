import type { Tx } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { insertRows } from './repo.ts'
import type { AuditRecord } from './repo.ts'
import { seal } from './seal.ts'

/** The chain of the audit trail itself. */
export const AUDIT_CHAIN = 'audit'

/** What the trail keeps of one act (GB/T 22239-2019 8.1.4.3: time, subject, object, result). */
export interface AuditEntry {
  /** Milliseconds, from the clock. */
  readonly at: number
  /** Who did it; an `Actor` fits. Null: the system, or nobody known. `username` null: the name says it already. */
  readonly by: { readonly userId: string | null; readonly username: string | null; readonly name: string } | null
  /** A stable word such as `login` or `user.change`. */
  readonly action: string
  /** What it was done to, readable: a case number, a username. */
  readonly object?: string | null
  /** Why, where the law asks for it (reveal of personal data). */
  readonly purpose?: string | null
  readonly result: 'done' | 'refused'
  readonly ip?: string | null
  /** Facts, without personal data and secrets. */
  readonly detail?: object
}

/** Appends one row to the trail, in the transaction of the act. Call it last: see `seal`. */
export async function record(tx: Tx, entry: AuditEntry): Promise<void> {
  await recordMany(tx, [entry])
}

/** Appends many rows by three statements. */
export async function recordMany(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  const records = entries.map(toRecord)
  const links = await seal(tx, AUDIT_CHAIN, records.map(sealedForm))
  await insertRows(tx, links.flatMap((link, index) => {
    const row = records[index]
    return row ? [{ ...row, ...link }] : []
  }))
}

function toRecord(entry: AuditEntry): AuditRecord {
  const { by } = entry
  return {
    id: newId(entry.at),
    at: new Date(entry.at),
    actor_id: by?.userId ?? null,
    actor_name: by && (by.username === null ? by.name : `${by.name}（${by.username}）`),
    action: entry.action,
    object: entry.object ?? null,
    purpose: entry.purpose ?? null,
    result: entry.result,
    ip: entry.ip ?? null,
    detail: entry.detail ?? {},
  }
}

/** What the chain covers of a row: all of it. */
export function sealedForm({ id, at, actor_id, actor_name, action, object, purpose, result, ip, detail }: AuditRecord): object {
  return { id, at, actor_id, actor_name, action, object, purpose, result, ip, detail }
}
