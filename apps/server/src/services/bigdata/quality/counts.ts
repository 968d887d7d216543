import { COUNT_SUBJECTS, Fault, ROLES } from '@yihu/contracts'
import type { AnswerOf, BodyOf, CountSubject, DisputedCount, listCounts, ruleCount, stateCount } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { covers } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { newId } from '../../../kernel/id.ts'
import { areasOf } from '../../../platform/areas/index.ts'
import type { AreaIndex } from '../../../platform/areas/index.ts'
import { record } from '../../../platform/audit/index.ts'
import { registerLength } from '../../../platform/pool/index.ts'
import { insertRuling, insertStated, readRulings, readStated } from './repo-count.ts'
import type { StatedCount, StoredRuling } from './repo-count.ts'

export interface By {
  readonly actor: Actor
  readonly ip: string
}

const MOST = 10_000_000
const LEVELS = { estates: 'estate', communities: 'community', grids: 'grid', buildings: 'building' } as const
const LISTS = { shops: { kind: 'shop' }, enterprises: { kind: 'enterprise' }, 'party-branches': { kind: 'party', partyLevel: '3' } } as const

/** Every count that somebody else has stated too, beside the platform's own; what nobody has settled first. */
export async function countsOf(context: Context, actor: Actor): Promise<AnswerOf<typeof listCounts>> {
  const tree = await areasOf(context)
  const counts = await context.db.transact(actor.scope, async (tx) => {
    const [stated, rulings] = [await readStated(tx), await readRulings(tx)]
    const shown: DisputedCount[] = []
    for (const said of Map.groupBy(stated, ({ subject, areaPath }) => `${areaPath} ${subject}`).values()) shown.push(await countShown(tx, { tree, actor, said, rulings }))
    return shown
  })
  return { counts: counts.toSorted((a, b) => Number(b.isDisputed) - Number(a.isDisputed)), asOf: new Date(context.clock.now()).toISOString() }
}

/** What other sources say there is of something in a place, where it differs from the platform's own and nobody has settled it. */
export async function disagreementsOn(context: Context, actor: Actor, { subject, area }: { readonly subject: CountSubject; readonly area: string }): Promise<{ value: number; source: string; asOf: string; note: string }[]> {
  const tree = await areasOf(context)
  const found = await context.db.transact(actor.scope, async (tx) => {
    const said = (await readStated(tx)).filter((one) => one.subject === subject && one.areaPath === area)
    return said.length === 0 ? null : countShown(tx, { tree, actor, said, rulings: await readRulings(tx) })
  })
  return found?.isDisputed ? found.said.filter(({ value }) => value !== found.own.value).map(({ value, source, asOf, note }) => ({ value, source, asOf, note })) : []
}

interface Showing {
  readonly tree: AreaIndex
  readonly actor: Actor
  /** Of one subject and area. */
  readonly said: readonly StatedCount[]
  readonly rulings: readonly StoredRuling[]
}

async function countShown(tx: Tx, { tree, actor, said, rulings }: Showing): Promise<DisputedCount> {
  const [first] = said
  if (!first) throw new Fault('not-found')
  const { subject, areaPath } = first
  const own = await ownCount(tx, tree, { subject, area: areaPath })
  const ruling = rulings.find((one) => one.subject === subject && one.areaPath === areaPath)
  return {
    subject, area: { path: areaPath, name: tree.nameOf(areaPath) }, own, settledBy: ROLES['duty-chief'], maySettle: actor.permissions.has('count.settle') && covers(actor.scope, areaPath),
    said: said.map(({ value, source, asOf, note, byName }) => ({ value, source, asOf, note, by: byName })), isDisputed: isDisputed(said, { own: own.value, ruling }),
    ruling: ruling ? { value: ruling.value, note: ruling.note, by: ruling.byName, at: ruling.at.toISOString() } : null,
  }
}

/** They differ, and nobody has settled it since the last one was stated; or what was settled is not what the platform counts. */
function isDisputed(said: readonly StatedCount[], { own, ruling }: { own: number; ruling: StoredRuling | undefined }): boolean {
  if (ruling) return said.some(({ at, value }) => at > ruling.at && value !== ruling.value) || own !== ruling.value
  return said.some(({ value }) => value !== own)
}

async function ownCount(tx: Tx, { areas }: AreaIndex, { subject, area }: { subject: CountSubject; area: string }): Promise<DisputedCount['own']> {
  if (subject in LEVELS) {
    const level = LEVELS[subject as keyof typeof LEVELS] // checked just before
    return { value: areas.filter((one) => one.level === level && `${one.path}.`.startsWith(`${area}.`)).length, list: '/areas' }
  }
  const list = { of: 'organisation' as const, ...LISTS[subject as keyof typeof LISTS], area } // the subjects are areas or organisations
  return { value: await registerLength(tx, list, MOST), list: `/registers?${new URLSearchParams(list).toString()}` }
}

/** Writes down what a source says. @throws area-unknown, not-found */
export async function state(context: Context, { actor, ip }: By, form: BodyOf<typeof stateCount>): Promise<DisputedCount> {
  const now = context.clock.now()
  return write(context, actor, { form, act: async (tx) => {
    await insertStated(tx, { id: newId(now), areaPath: form.area, subject: form.subject, value: form.value, source: form.source, asOf: form.asOf, note: form.note ?? '', byName: actor.name, at: new Date(now) })
    await record(tx, { at: now, by: actor, action: 'count.state', object: COUNT_SUBJECTS[form.subject].name, result: 'done', ip, detail: { ...form } })
  } })
}

/** Says which number holds. @throws area-unknown, not-found when nobody has stated one */
export async function rule(context: Context, { actor, ip }: By, form: BodyOf<typeof ruleCount>): Promise<DisputedCount> {
  const now = context.clock.now()
  return write(context, actor, { form, act: async (tx) => {
    const stated = (await readStated(tx)).filter(({ subject, areaPath }) => subject === form.subject && areaPath === form.area)
    const own = await ownCount(tx, await areasOf(context), form)
    if (stated.length === 0) throw new Fault('not-found')
    if (own.value !== form.value && !stated.some(({ value }) => value === form.value)) throw new Fault('input-invalid', { fields: { value: '请从已经说过的数里选一个；都不对的，先登记新的来源' } })
    await insertRuling(tx, { id: newId(now), areaPath: form.area, subject: form.subject, value: form.value, note: form.note, byName: actor.name, at: new Date(now) })
    await record(tx, { at: now, by: actor, action: 'count.settle', object: COUNT_SUBJECTS[form.subject].name, purpose: form.note, result: 'done', ip, detail: { area: form.area, value: form.value } })
  } })
}

interface Writing {
  readonly form: { readonly subject: CountSubject; readonly area: string }
  readonly act: (tx: Tx) => Promise<void>
}

async function write(context: Context, actor: Actor, { form, act }: Writing): Promise<DisputedCount> {
  const tree = await areasOf(context)
  if (!tree.byPath(form.area)) throw new Fault('area-unknown', { details: { code: form.area } })
  if (!covers(actor.scope, form.area)) throw new Fault('not-found')
  return context.db.transact(actor.scope, async (tx) => {
    await act(tx)
    const said = (await readStated(tx)).filter(({ subject, areaPath }) => subject === form.subject && areaPath === form.area)
    return countShown(tx, { tree, actor, said, rulings: await readRulings(tx) })
  })
}
