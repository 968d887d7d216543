import { Fault } from '@yihu/contracts'
import type { BodyOf, mergePersons } from '@yihu/contracts'
import type { PoolValues } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import { newId } from '../../kernel/id.ts'
import { record } from '../audit/index.ts'
import { plainFields } from './columns.ts'
import { factOf, findEntry, updateEntry } from './repo-entry.ts'
import type { Facts, StoredEntry } from './repo-entry.ts'
import { insertChanges } from './repo-history.ts'
import { duplicatesOf, followPerson, insertMerge, moveRelations, openMerge, returnRelations, tagsGivenSince, undoMerge } from './repo-privacy.ts'
import { settlePlaces } from './repo-relation.ts'
import { personalOf } from './show-person.ts'
import { objectName, sealedChange } from './write.ts'
import type { By } from './write.ts'

/** Both persons, locked in the order of their ids so that two merges cannot block each other. @throws not-found, pool-entry-closed */
async function lockBoth(tx: Tx, one: string, other: string): Promise<Map<string, StoredEntry>> {
  const entries = new Map<string, StoredEntry>()
  for (const id of [one, other].toSorted()) {
    const entry = await findEntry(tx, { register: 'person', id, isLocked: true })
    if (!entry) throw new Fault('not-found')
    entries.set(id, entry)
  }
  return entries
}

const valuesOf = (context: Context, entry: StoredEntry): PoolValues => ({ ...entry.plain, ...personalOf(context, entry) })

interface Writing {
  readonly entry: StoredEntry
  readonly after: PoolValues
  readonly fields: readonly string[]
  readonly facts: Facts
  readonly tags: readonly string[]
  readonly at: Date
}

async function writeValues(tx: Tx, context: Context, { entry, after, fields, facts, tags, at }: Writing): Promise<void> {
  const plain = plainFields('person')
  await updateEntry(tx, entry, {
    at, facts, tags, ...sealedChange(context, entry, { after, isPersonalTouched: fields.some((field) => !plain.includes(field)) }),
    plain: Object.fromEntries(fields.filter((field) => plain.includes(field)).map((field) => [field, after[field] ?? null])),
  })
}

/** A duplicate follows another entry: what that one lacks is taken over, relations move. @throws not-found, pool-entry-closed, person-merge-invalid */
export async function merge(context: Context, { actor, ip }: By, { id, form }: { id: string; form: BodyOf<typeof mergePersons> }): Promise<void> {
  const now = context.clock.now()
  const at = new Date(now)
  if (id === form.intoId) throw new Fault('person-merge-invalid', { details: { problem: '这是同一条登记' } })
  await context.db.transact(actor.scope, async (tx) => {
    const both = await lockBoth(tx, id, form.intoId)
    const [lost, kept] = [both.get(id), both.get(form.intoId)]
    if (!lost || !kept) throw new Fault('not-found')
    if ([lost, kept].some(({ state }) => state === 'merged' || state === 'erased')) throw new Fault('pool-entry-closed')
    if ((await duplicatesOf(tx, id)).length > 0) throw new Fault('person-merge-invalid', { details: { problem: '已有别的登记并入了它，请反过来合并' } })
    const [mine, theirs] = [valuesOf(context, kept), valuesOf(context, lost)]
    const filled = Object.keys(theirs).filter((field) => mine[field] === undefined)
    const addedTags = lost.tags.filter((tag) => !kept.tags.includes(tag))
    await writeValues(tx, context, { entry: kept, after: { ...theirs, ...mine }, fields: filled, facts: { ...kept.facts, ...factsFrom(lost, filled) }, tags: [...kept.tags, ...addedTags], at })
    await moveRelations(tx, { lost: id, kept: form.intoId, at })
    await followPerson(tx, { lost: id, kept: form.intoId, state: 'merged', at })
    await settlePlaces(tx, [id, form.intoId])
    await insertMerge(tx, { lost: id, kept: form.intoId, lostState: lost.state, filled, addedTags, reason: form.reason, at: now, by: actor })
    await told(tx, { what: 'merge', both: [lost, kept], at, by: { actor, ip }, reason: form.reason })
  })
}

/** What was taken over keeps its source and its day. */
function factsFrom({ facts }: StoredEntry, fields: readonly string[]): Facts {
  return Object.fromEntries(fields.flatMap((field) => {
    const fact = factOf(facts, field)
    return fact ? [[field, fact] as const] : []
  }))
}

/** Both are what they were; what was changed since stays. @throws not-found, person-merge-invalid */
export async function unmerge(context: Context, { actor, ip }: By, { id, reason }: { id: string; reason: string }): Promise<void> {
  const now = context.clock.now()
  const at = new Date(now)
  await context.db.transact(actor.scope, async (tx) => {
    const done = await openMerge(tx, id)
    if (!done) throw new Fault('person-merge-invalid', { details: { problem: '这一条没有被合并' } })
    const both = await lockBoth(tx, id, done.kept_id)
    const [lost, kept] = [both.get(id), both.get(done.kept_id)]
    if (!lost || !kept) throw new Fault('not-found')
    const [mine, theirs] = [valuesOf(context, kept), valuesOf(context, lost)]
    const given = await tagsGivenSince(tx, done)
    const returned = done.filled.filter((field) => mine[field] === theirs[field])
    const without = <T>(record: Readonly<Record<string, T>>): Record<string, T> => Object.fromEntries(Object.entries(record).filter(([field]) => !returned.includes(field)))
    await writeValues(tx, context, { entry: kept, after: without(mine), fields: returned, facts: without(kept.facts), tags: kept.tags.filter((tag) => given.has(tag) || !done.added_tags.includes(tag)), at })
    await returnRelations(tx, { lost: id, kept: done.kept_id, at })
    await followPerson(tx, { lost: id, kept: null, state: done.lost_state, at })
    await settlePlaces(tx, [id, done.kept_id])
    await undoMerge(tx, { id: done.id, at, by: actor.name })
    await told(tx, { what: 'unmerge', both: [lost, kept], at, by: { actor, ip }, reason })
  })
}

async function told(tx: Tx, { what, both: [lost, kept], at, by: { actor, ip }, reason }: { what: 'merge' | 'unmerge'; both: readonly [StoredEntry, StoredEntry]; at: Date; by: By; reason: string }): Promise<void> {
  await insertChanges(tx, [lost, kept].map((entry, index) => ({
    id: newId(at.getTime()), areaPath: entry.areaPath, register: 'person', entryId: entry.id, what, at, by: actor, source: 'visit', reason, changes: { [index === 0 ? '并入' : '并来']: ['', { says: '', register: 'person', id: (index === 0 ? kept : lost).id }] },
  })))
  await emit(tx, { topic: 'pool.changed', scopePath: kept.areaPath, payload: { register: 'person', ids: [lost.id, kept.id] } })
  await record(tx, { at: at.getTime(), by: actor, action: `person.${what}`, object: objectName('person', lost.id), result: 'done', ip, detail: { lostId: lost.id, keptId: kept.id } })
}
