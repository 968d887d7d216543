import { Fault } from '@yihu/contracts'
import type { BodyOf, DeliberationDetail, enterPaperVotes } from '@yihu/contracts'
import { paperImbalance, settlePaper, writtenKey } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { emit } from '../../../kernel/events/index.ts'
import type { Actor } from '../../../kernel/http/index.ts'
import { record as recordAudit } from '../../../platform/audit/index.ts'
import { refuseConflicted } from './conflict.ts'
import { check, isByArea } from './core.ts'
import { detailOf } from './detail.ts'
import { knownOf } from './move-on.ts'
import { findDeliberation } from './repo.ts'
import type { DeliberationRecord } from './repo.ts'
import { keepEntry, markVoted, paperEntries, rollOf } from './repo-vote.ts'
import type { Household, StoredEntry } from './repo-vote.ts'

interface Entering {
  readonly id: string
  readonly body: BodyOf<typeof enterPaperVotes>
  readonly ip: string
}

/**
 * One person counts the ballot box; what another counted is not shown before. The papers stand when two people counted alike.
 * @throws not-found, deliberation-not-now, deliberation-conflicted, paper-settled, paper-third-needed, paper-unbalanced, vote-excluded, vote-twice
 */
export async function enterPaper(context: Context, actor: Actor, { id, body: { households: named, ...ballots }, ip }: Entering): Promise<DeliberationDetail> {
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const record = await findDeliberation(tx, id, { isLocked: true })
    if (!record) throw new Fault('not-found')
    check(record.core, { act: 'enter-paper', now, known: await knownOf(tx, id) })
    const before = await paperEntries(tx, id)
    refuseConflicted(record.core, actor)
    refuseIfOver(before, actor)
    const households = await rollOf(tx, id)
    const roll = new Map(households.map((household) => [household.code, household]))
    const written = new Map(households.map(({ code }) => [writtenKey(code), code]))
    const entry: StoredEntry = { by: actor.name, byId: actor.userId, at: new Date(now), households: named.map((typed) => written.get(writtenKey(typed)) ?? typed), ballots }
    checkBox(record, { roll, entry })
    const own = before.findIndex(({ byId }) => byId === actor.userId)
    await keepEntry(tx, id, entry, own >= 0 ? own : before.length)
    const settled = settlePaper(await paperEntries(tx, id))
    if (settled.entry) await settle(tx, { roll, households: settled.entry.households })
    await emit(tx, { topic: 'deliberation.changed', scopePath: record.path, payload: { id } })
    const detail = await detailOf(tx, context, { record, actor })
    await recordAudit(tx, { at: now, by: actor, action: 'deliberation.enter-paper', object: record.number, result: 'done', ip, detail: { households: named.length, state: settled.state } })
    return detail
  })
}

function refuseIfOver(before: readonly StoredEntry[], { userId }: Actor): void {
  const { state } = settlePaper(before)
  if (state === 'agreed' || state === 'settled') throw new Fault('paper-settled')
  if (state === 'mismatch' && before.some(({ byId }) => byId === userId)) throw new Fault('paper-third-needed')
}

/** Every household stands on the roll, once, may vote and has not; the papers add up with them. */
function checkBox({ core }: DeliberationRecord, { roll, entry: { households, ballots } }: { roll: ReadonlyMap<string, Household>; entry: StoredEntry }): void {
  if (new Set(households).size < households.length) throw new Fault('paper-unbalanced', { details: { problem: '有一户写了两次' } })
  for (const name of households) {
    const household = roll.get(name)
    if (!household) throw new Fault('paper-unbalanced', { details: { problem: `名册里没有“${name}”` } })
    if (household.excluded !== null) throw new Fault('vote-excluded', { details: { household: name, reason: household.excluded } })
    if (household.voted !== null) throw new Fault('vote-twice', { details: { household: name, way: household.voted === 'online' ? '网上' : '纸质票' } })
  }
  const areas = new Map([...roll.values()].map(({ code, squareMetres }) => [code, squareMetres]))
  const problem = paperImbalance({ households, ballots }, { areas, byArea: isByArea(core) })
  if (problem) throw new Fault('paper-unbalanced', { details: { problem } })
}

async function settle(tx: Tx, { roll, households }: { roll: ReadonlyMap<string, Household>; households: readonly string[] }): Promise<void> {
  await markVoted(tx, { ids: households.flatMap((name) => roll.get(name)?.id ?? []), way: 'paper' })
}
