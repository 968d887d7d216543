import { Fault } from '@yihu/contracts'
import type { BodyOf, changePoolEntry } from '@yihu/contracts'
import { fieldsOf, localDate } from '@yihu/domain'
import type { FactState, PoolValues, Register } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { factOf, findEntry } from './repo-entry.ts'
import type { StoredEntry } from './repo-entry.ts'
import { personalOf } from './show-person.ts'
import { applyChange } from './write.ts'

/** What somebody at the door says of a field; `*`: of all that is known. A wrong one may come with what is right. */
export interface HeardField {
  readonly field: string
  readonly as: 'right' | 'wrong' | 'unknown'
  readonly value?: string | number | undefined
}

interface Hearing {
  readonly register: Register
  readonly id: string
  readonly said: readonly HeardField[]
  readonly at: Date
  readonly by: Pick<Actor, 'userId' | 'name'>
  /** Where it was heard, in words. */
  readonly reason: string
}

/** Which fields were taken over, and which stayed as they are because something of a later day is known. */
export interface HeardAnswer {
  readonly taken: string[]
  readonly kept: string[]
  readonly warnings: Readonly<Record<string, string>>
}

type Form = BodyOf<typeof changePoolEntry>

/**
 * Takes over what was verified at the door: right fields are known as verified of that day, wrong ones are put right or,
 * without a new value, marked as doubtful. Done once, here, for every sheet that is filled from the pool.
 * @throws not-found, pool-entry-closed, input-invalid
 */
export async function hearOf(tx: Tx, context: Pick<Context, 'vault'>, { register, id, said, at, by, reason }: Hearing): Promise<HeardAnswer> {
  const first = await findEntry(tx, { register, id, isLocked: true })
  if (!first) throw new Fault('not-found')
  if (first.state === 'merged' || first.state === 'erased') throw new Fault('pool-entry-closed')
  const known = fieldsOf(register)
  const unknown = said.find(({ field }) => field !== '*' && !Object.hasOwn(known, field))
  if (unknown) throw new Fault('input-invalid', { fields: { [unknown.field]: '没有这一项' } })
  const asOf = localDate(at.getTime())
  const isLater = (field: string): boolean => (factOf(first.facts, field)?.[1] ?? '') > asOf
  const heard = said.filter(({ as }) => as !== 'unknown')
  const [taken, kept] = [heard.filter(({ field }) => !isLater(field)), heard.filter(({ field }) => isLater(field))]
  let warnings: Readonly<Record<string, string>> = {}
  for (const form of formsOf({ ...first.plain, ...personalOf(context, first) }, taken)) {
    const entry: StoredEntry | undefined = await findEntry(tx, { register, id })
    if (entry) warnings = { ...warnings, ...(await applyChange(tx, context, { entry, form: { ...form, version: entry.version, source: 'visit', asOf, reason }, by, at })) }
  }
  if (taken.length > 0) await emit(tx, { topic: 'pool.changed', scopePath: first.areaPath, payload: { register, ids: [id] } })
  return { taken: taken.map(({ field }) => field), kept: kept.map(({ field }) => field), warnings }
}

/** All right: nothing changes but that it was looked at. Otherwise what is verified, then what is in doubt. */
function formsOf(present: PoolValues, taken: readonly HeardField[]): Pick<Form, 'values' | 'verification'>[] {
  const all = taken.find(({ field }) => field === '*')
  const fields = taken.filter(({ field }) => field !== '*')
  const doubted = [...(all?.as === 'wrong' ? Object.keys(present) : []), ...fields.flatMap(({ field, as, value }) => (as === 'wrong' && value === undefined ? [field] : []))]
  const verified = fields.flatMap(({ field, as, value }) => (as === 'right' ? [[field, present[field]] as const] : value === undefined ? [] : [[field, value] as const]))
  const form = (verification: FactState, pairs: readonly (readonly [string, string | number | undefined])[]) => {
    const values = Object.fromEntries(pairs.flatMap(([field, value]) => (value === undefined ? [] : [[field, value]])))
    return Object.keys(values).length > 0 ? [{ values, verification }] : []
  }
  return [...(all?.as === 'right' ? [{ values: {}, verification: 'verified' as const }] : []), ...form('verified', verified), ...form('doubtful', doubted.map((field) => [field, present[field]] as const))]
}
