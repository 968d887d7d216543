import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { numbersOf, store } from '../cases/index.ts'
import type { Prepared } from '../cases/index.ts'
import { insertSignals, takenBefore } from './repo.ts'

export interface Taken {
  readonly caseId: string
  readonly number: string
  readonly isNew: boolean
}

/**
 * Takes prepared signals within a transaction: the same source and id twice is one case, also when two servers take it
 * at the same moment. Answers in the order given.
 */
export async function takeWithin(tx: Tx, context: Context, prepared: readonly Prepared[]): Promise<Taken[]> {
  const once = [...new Map(prepared.map((one) => [keyOf(one), one])).values()]
  const fresh = await rememberSignals(tx, once)
  const isNew = once.filter((one) => fresh.has(one.id))
  const stored = isNew.length > 0 ? await store(tx, context, isNew) : []
  const numbers = new Map(stored.map((one) => [one.id, one.number]))
  const taken = new Map<string, Taken>(isNew.map((one) => [keyOf(one), { caseId: one.id, number: numbers.get(one.id) ?? '', isNew: true }]))
  for (const [key, old] of await repeats(tx, once.filter((one) => !fresh.has(one.id)))) taken.set(key, old)
  return prepared.map((one) => {
    const found = taken.get(keyOf(one))
    if (!found) throw new Error('a signal was neither new nor known')
    return found
  })
}

function keyOf(one: Prepared): string {
  return `${one.input.source}|${one.input.senderId ?? one.id}`
}

async function repeats(tx: Tx, old: readonly Prepared[]): Promise<Map<string, Taken>> {
  const known = new Map<string, Taken>()
  for (const [source, group] of Map.groupBy(old, (one) => one.input.source)) {
    for (const [senderId, taken] of await takenAs(tx, source, group.map((one) => one.input.senderId ?? one.id))) known.set(`${source}|${senderId}`, taken)
  }
  return known
}

/** What was taken before under these ids of a source: sender id → case. */
export async function takenAs(tx: Tx, source: string, senderIds: readonly string[]): Promise<Map<string, Taken>> {
  const ids = await takenBefore(tx, source, senderIds)
  const numbers = await numbersOf(tx, [...ids.values()])
  return new Map([...ids].map(([senderId, caseId]) => [senderId, { caseId, number: numbers.get(caseId) ?? '', isNew: false }]))
}

/** Writes down which signals these cases came from; answers the case ids that are new. */
export async function rememberSignals(tx: Tx, prepared: readonly Prepared[]): Promise<Set<string>> {
  return insertSignals(
    tx,
    prepared.map((one) => ({
      source: one.input.source, senderId: one.input.senderId ?? one.id, street: one.street, areaPath: one.place.path, kind: one.input.kind ?? 'appeal',
      at: new Date(one.input.at), takenAt: new Date(one.input.takenAt), caseId: one.id,
    })),
  )
}
