import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, DeletionProof, erasePerson, RetentionRule, saveRetentionRule } from '@yihu/contracts'
import { ancestorAt, localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import { newId } from '../../kernel/id.ts'
import { record } from '../audit/index.ts'
import { keepersOf, knownPersons } from './keepers.ts'
import { findEntry } from './repo-entry.ts'
import { insertChanges } from './repo-history.ts'
import { blankPersons, dropOld, duplicatesOf, insertProof, personsGone, retentionRules, shredKeys, writeRetentionRule } from './repo-privacy.ts'
import type { StoredProof } from './repo-privacy.ts'
import { objectName } from './write.ts'
import type { By } from './write.ts'

const DAY_MS = 86_400_000

/**
 * Erases a person and the duplicates that follow, with what other modules keep of them: the key is destroyed, so that also copies of what was sealed, in
 * backups and in the write-ahead log, are noise without it. @throws not-found, conflict, pool-entry-closed
 */
export async function erase(context: Context, { actor, ip }: By, { id, form }: { id: string; form: BodyOf<typeof erasePerson> }): Promise<AnswerOf<typeof erasePerson>> {
  const now = context.clock.now()
  const isSeen = await context.db.transact(actor.scope, async (tx) => (await findEntry(tx, { register: 'person', id })) !== undefined)
  if (!isSeen) throw new Fault('not-found')
  // As the system: a duplicate or a relation in another area goes too.
  const proof = await context.db.transact(systemScope, async (tx) => {
    const entry = await findEntry(tx, { register: 'person', id, isLocked: true })
    if (!entry) throw new Fault('not-found')
    if (entry.version !== form.version) throw new Fault('conflict', { current: { version: entry.version } })
    if (entry.state === 'erased' || entry.state === 'merged') throw new Fault('pool-entry-closed')
    const ids = [id, ...await duplicatesOf(tx, id)]
    await insertChanges(tx, [{ id: newId(now), areaPath: entry.areaPath, register: 'person', entryId: id, what: 'erase', at: new Date(now), by: actor, source: 'self' }])
    await emit(tx, { topic: 'pool.changed', scopePath: entry.areaPath, payload: { register: 'person', ids } })
    return destroy(tx, context, { ids, areaPath: ancestorAt(entry.areaPath, 'street'), now, rule: 'request', reason: form.reason, by: { actor, ip } })
  })
  await shredKeys(context.db)
  return { proof: { id: proof.id, at: proof.at.toISOString(), entries: proof.entries, digest: proof.digest.toString('hex') } }
}

interface Destroying {
  readonly ids: readonly string[]
  readonly areaPath: string
  readonly now: number
  readonly rule: string
  readonly reason: string
  readonly by: By | null
}

async function destroy(tx: Tx, context: Context, { ids, areaPath, now, rule, reason, by }: Destroying): Promise<StoredProof> {
  const persons = await knownPersons(tx, context, ids)
  const kept: string[] = []
  for (const { erase: eraseKept } of keepersOf(context)) kept.push(...await eraseKept(tx, context, persons))
  await blankPersons(tx, ids, new Date(now))
  return proved(tx, { ids: [...ids, ...kept], persons: ids, areaPath, now, rule, reason, by })
}

async function proved(tx: Tx, { ids, persons = ids, areaPath, now, rule, reason, by }: Destroying & { readonly persons?: readonly string[] }): Promise<StoredProof> {
  const proof = await insertProof(tx, { areaPath, at: now, rule, ids, by: by?.actor.name ?? '系统', reason })
  await record(tx, {
    at: now, by: by?.actor ?? null, action: 'pool.erase', object: persons.length === 1 ? objectName('person', persons[0] ?? '') : `${persons.length} 条`, result: 'done', ip: by?.ip ?? null,
    detail: { proofId: proof.id, rule, entries: ids.length, digest: proof.digest.toString('hex') },
  })
  return proof
}

/** The daily job: destroys what has been kept long enough, street by street, with a proof each. */
export async function applyRetention(context: Context): Promise<void> {
  const now = context.clock.now()
  const rules = new Map((await context.db.transact(systemScope, retentionRules)).filter(({ isOn }) => isOn).map((rule) => [rule.code, rule]))
  const run = async (code: string, work: (tx: Tx, before: string) => Promise<readonly { id: string; street: string }[]>, isPerson: boolean): Promise<void> => {
    const rule = rules.get(code)
    if (!rule) return
    await context.db.transact(systemScope, async (tx) => {
      const due = await work(tx, localDate(now - rule.days * DAY_MS))
      for (const [areaPath, entries] of Map.groupBy(due, ({ street }) => street)) {
        const what = { ids: entries.map(({ id }) => id), areaPath, now, rule: code, reason: rule.name, by: null }
        await (isPerson ? destroy(tx, context, what) : proved(tx, what))
      }
    })
  }
  await run('person-left', (tx, before) => personsGone(tx, { state: 'left', before }), true)
  await run('person-dead', (tx, before) => personsGone(tx, { state: 'dead', before }), true)
  await run('access', (tx, before) => dropOld(tx, { table: 'person_access', before }), false)
  await run('change', (tx, before) => dropOld(tx, { table: 'pool_change', before }), false)
  await shredKeys(context.db)
}

/** A proof as a page shows it. */
export function proofShown({ id, at, rule, entries, digest, by_name, reason }: StoredProof): DeletionProof {
  return { id, at: at.toISOString(), rule, entries, digest: digest.toString('hex'), by: by_name, reason }
}

/** Changes how long something is kept. @throws conflict */
export async function saveRule(context: Context, { actor, ip }: By, { code, form }: { code: string; form: BodyOf<typeof saveRetentionRule> }): Promise<RetentionRule> {
  return context.db.transact(actor.scope, async (tx) => {
    const before = (await retentionRules(tx)).find((rule) => rule.code === code)
    if (!before) throw new Fault('not-found')
    if (!(await writeRetentionRule(tx, { code, ...form }))) throw new Fault('conflict', { current: { version: before.version } })
    await record(tx, { at: context.clock.now(), by: actor, action: 'pool.retention', object: before.name, result: 'done', ip, detail: { code, from: before.days, to: form.days, isOn: form.isOn } })
    return { ...before, ...form, version: form.version + 1 }
  })
}
