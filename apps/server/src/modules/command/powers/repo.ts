import type { PowerCode } from '@yihu/contracts'
import type { Tx } from '../../../kernel/db/index.ts'

const own = (tx: Tx) => tx.$pickTables<'street_power' | 'unit_score'>()

/** A delegated power as stored; days as `YYYY-MM-DD`. */
export interface HeldPower {
  readonly code: PowerCode
  readonly basis: string
  readonly scope: string
  readonly since: string
  readonly until: string | null
  readonly changedName: string
  readonly changedAt: Date
}

/** The powers registered for a street. */
export async function powersOf(tx: Tx, street: string): Promise<HeldPower[]> {
  const rows = await own(tx).selectFrom('street_power').selectAll().where('street', '=', street).execute()
  return rows.map((row) => ({
    code: row.code as PowerCode, // checked by the table
    basis: row.basis, scope: row.scope, since: row.since, until: row.until, changedName: row.changed_name, changedAt: row.changed_at,
  }))
}

interface Change {
  readonly street: string
  readonly by: string
}

export async function writePower(tx: Tx, power: HeldPower, { street, by }: Change): Promise<void> {
  const values = { basis: power.basis, scope: power.scope, since: power.since, until: power.until, changed_by: by, changed_name: power.changedName, changed_at: power.changedAt }
  await own(tx).insertInto('street_power').values({ street, code: power.code, ...values })
    .onConflict((conflict) => conflict.columns(['street', 'code']).doUpdateSet(values)).execute()
}

/** One score as stored. */
export interface StoredScore {
  readonly callId: string
  readonly caseId: string
  readonly caseNumber: string
  readonly unitId: string
  readonly score: number
  readonly note: string
  readonly scoredName: string
  readonly scoredAt: Date
}

/** Scores in sight since a moment, latest first. */
export async function scoresSince(tx: Tx, since: Date): Promise<StoredScore[]> {
  return own(tx).selectFrom('unit_score')
    .select(['call_id as callId', 'case_id as caseId', 'case_number as caseNumber', 'unit_id as unitId', 'score', 'note', 'scored_name as scoredName', 'scored_at as scoredAt'])
    .where('scored_at', '>=', since).orderBy('scored_at', 'desc').orderBy('call_id').limit(500).execute()
}

export async function writeScore(tx: Tx, score: StoredScore, { street, by }: Change): Promise<void> {
  const values = { score: score.score, note: score.note, scored_by: by, scored_name: score.scoredName, scored_at: score.scoredAt }
  await own(tx).insertInto('unit_score')
    .values({ street, call_id: score.callId, case_id: score.caseId, case_number: score.caseNumber, unit_id: score.unitId, ...values })
    .onConflict((conflict) => conflict.columns(['street', 'call_id']).doUpdateSet(values)).execute()
}
