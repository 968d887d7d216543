import type { Tx } from '../../kernel/db/index.ts'

/** The tables this module owns. */
export type SignalTables = 'signal'

const own = (tx: Tx) => tx.$pickTables<SignalTables>()

export interface SignalRow {
  readonly source: string
  readonly senderId: string
  readonly street: string
  readonly areaPath: string
  readonly kind: string
  readonly at: Date
  readonly takenAt: Date
  readonly caseId: string
}

/** Remembers what was taken and answers which case ids are new: an id taken at the same time by somebody else is not. */
export async function insertSignals(tx: Tx, rows: readonly SignalRow[]): Promise<Set<string>> {
  const inserted = await own(tx)
    .insertInto('signal')
    .values(
      rows.map((row) => ({
        source: row.source, sender_id: row.senderId, street: row.street, area_path: row.areaPath,
        kind: row.kind, at: row.at, taken_at: row.takenAt, case_id: row.caseId,
      })),
    )
    .onConflict((conflict) => conflict.columns(['source', 'sender_id']).doNothing())
    .returning('case_id')
    .execute()
  return new Set(inserted.map((row) => row.case_id))
}

/** Which of these ids were taken before: sender id → case id. */
export async function takenBefore(tx: Tx, source: string, senderIds: readonly string[]): Promise<Map<string, string>> {
  if (senderIds.length === 0) return new Map()
  const rows = await own(tx).selectFrom('signal').select(['sender_id', 'case_id']).where('source', '=', source).where('sender_id', 'in', [...senderIds]).execute()
  return new Map(rows.map((row) => [row.sender_id, row.case_id]))
}
