import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import { countUse } from '../duty/index.ts'
import { forgetListsAfter } from './list-cache.ts'
import type { Prepared } from './prepare.ts'
import { insertReporters } from './repo-reporter.ts'
import { insertCases, takeNumbers } from './repo.ts'
import { appendTrace } from './repo-trace.ts'

export interface Stored {
  readonly id: string
  readonly number: string
}

/** Stores prepared cases and, last, seals their trace; within the caller's transaction. */
export async function store(tx: Tx, context: Context, prepared: readonly Prepared[]): Promise<Stored[]> {
  const stored = await storeRows(tx, context, prepared)
  await appendTrace(tx, prepared.map((one) => ({ caseId: one.id, street: one.street, lines: one.lines })))
  return stored
}

/** Rows, reporters and outbox, without the trace: for callers that seal more lines together. */
export async function storeRows(tx: Tx, context: Context, prepared: readonly Prepared[], { isQuiet = false }: { isQuiet?: boolean } = {}): Promise<Stored[]> {
  forgetListsAfter(context.db, tx)
  const numbers = await numbersFor(tx, prepared)
  const rows = prepared.map((one, index) => ({ ...one, number: numbers[index] ?? '' }))
  await insertCases(
    tx,
    rows.map((one) => ({
      id: one.id, street: one.street, number: one.number, source: one.input.source, title: one.title, text: one.input.text,
      areaPath: one.place.path, areaName: one.place.areaName, placeSource: one.place.source, address: one.place.address, point: one.place.point,
      core: one.core, parentId: one.input.parentId ?? null, classReason: one.classReason, dispatchReason: one.dispatchReason,
      fixedDueAt: one.input.fixedDueAt ?? null, dues: one.dues, at: new Date(one.input.at),
    })),
    new Date(context.clock.now()),
  )
  await insertReporters(tx, context, rows)
  if (!isQuiet) await announce(tx, rows)
  return rows.map(({ id, number }) => ({ id, number }))
}

/** Tells of new cases and counts the rules that sent some of them on their way. */
async function announce(tx: Tx, rows: readonly (Prepared & Stored)[]): Promise<void> {
  for (const [ruleId, sent] of Map.groupBy(rows, (row) => row.dispatchReason?.ruleId ?? null)) if (ruleId !== null) await countUse(tx, ruleId, sent.length)
  await emit(
    tx,
    rows.map((one) => ({
      topic: 'case.raised',
      scopePath: one.place.path,
      payload: {
        id: one.id, number: one.number, version: 1, source: one.input.source, state: one.core.state, title: one.title, unitId: one.core.ownerUnit,
        by: one.input.by.id, moves: one.lines.map((line) => line.kind),
      },
    })),
  )
}

/** `20261120-0007`: the day and the street's serial of that day. */
async function numbersFor(tx: Tx, prepared: readonly Prepared[]): Promise<string[]> {
  const groups = Map.groupBy(prepared, (one) => `${one.street}|${one.day}`)
  const next = new Map<string, number>()
  for (const [key, group] of [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [first] = group
    if (first) next.set(key, await takeNumbers(tx, { street: first.street, day: first.day, count: group.length }))
  }
  return prepared.map((one) => {
    const key = `${one.street}|${one.day}`
    const serial = next.get(key) ?? 0
    next.set(key, serial + 1)
    return `${one.place.numberPrefix}${one.day.replaceAll('-', '')}-${String(serial).padStart(4, '0')}`
  })
}
