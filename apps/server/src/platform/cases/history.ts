import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { countReturn, countUse } from '../duty/index.ts'
import type { Ground } from './ground.ts'
import { prepare } from './prepare.ts'
import type { Prepared, RaiseInput } from './prepare.ts'
import { appendTrace } from './repo-trace.ts'
import type { TraceOf } from './repo-trace.ts'
import { storeRows } from './store.ts'

const BATCH = 500

/**
 * Loads cases with their whole past: each is folded through the flow in memory, stored, and all traces are sealed in
 * the order of time. Announces nothing: what lies in the past reminds nobody.
 */
export async function loadHistory(tx: Tx, context: Context, { inputs, ground }: { inputs: readonly RaiseInput[]; ground: Ground }): Promise<Prepared[]> {
  const prepared = inputs.map((input) => prepare(input, ground))
  const parentsFirst = prepared.toSorted((a, b) => Number(a.input.parentId !== undefined) - Number(b.input.parentId !== undefined))
  for (let at = 0; at < parentsFirst.length; at += BATCH) await storeRows(tx, context, parentsFirst.slice(at, at + BATCH), { isQuiet: true })
  const lines: TraceOf[] = prepared
    .flatMap(({ id, street, lines: own }) => own.map((line) => ({ caseId: id, street, lines: [line] })))
    .toSorted((a, b) => (a.lines[0]?.at.getTime() ?? 0) - (b.lines[0]?.at.getTime() ?? 0))
  for (let at = 0; at < lines.length; at += BATCH) await appendTrace(tx, lines.slice(at, at + BATCH))
  await teachRules(tx, prepared)
  return prepared
}

/** What the past says of the rules of today: cases that went where a rule sends them, and those that came back from there. */
async function teachRules(tx: Tx, prepared: readonly Prepared[]): Promise<void> {
  const taught = prepared.flatMap(({ dispatchReason, lines }) => {
    if (!dispatchReason?.ruleId) return []
    const { ruleId, unitId } = dispatchReason
    const isSent = lines.some(({ kind, payload }) => kind === 'dispatch' && payload['unitId'] === unitId)
    return isSent ? [{ ruleId, returns: lines.filter((line) => line.kind === 'return' && line.unitId === unitId).length }] : []
  })
  for (const [ruleId, uses] of Map.groupBy(taught, (one) => one.ruleId)) {
    await countUse(tx, ruleId, uses.length)
    for (const { returns } of uses) for (let n = 0; n < returns; n += 1) await countReturn(tx, ruleId)
  }
}
