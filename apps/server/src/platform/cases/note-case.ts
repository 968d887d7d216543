import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import { SYSTEM } from './fold.ts'
import { lockCase } from './repo.ts'
import { appendTrace } from './repo-trace.ts'

/** Adds a remark to the trace of a case that no move makes: what became of the alarm it came from. Needs the system's scope. */
export async function noteCase(tx: Tx, { caseId, at, note }: { caseId: string; at: number; note: string }): Promise<void> {
  const record = await lockCase(tx, caseId)
  if (!record) return
  const { state } = record.core
  await emit(tx, { topic: 'case.noted', scopePath: record.area_path, payload: { id: caseId, number: record.number, unitId: record.core.ownerUnit } })
  await appendTrace(tx, [{
    caseId, street: record.street,
    lines: [{ at: new Date(at), kind: 'noted', actorId: null, actorName: SYSTEM.name, unitId: null, from: state, to: state, payload: { note }, evidence: [] }],
  }])
}
