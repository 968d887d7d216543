import type { AnswerOf, ChainCheck, listChainChecks } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { areasOf } from '../areas/index.ts'
import type { AreaIndex } from '../areas/index.ts'
import { beatCheck, endCheck, endSilentChecks, forgetChecks, insertCheck, readChecks, record } from '../audit/index.ts'
import type { CheckedChain, StoredCheck } from '../audit/index.ts'
import { usersOf } from '../identity/index.ts'
import { notify, phrasesOf } from '../notices/index.ts'
import { verifyTrace } from './verify.ts'

const SHOWN = 12
/** Nothing heard for this long: the server of a check is gone. */
const SILENT_MS = 5 * 60_000
const KEEP_MS = 400 * 86_400_000
/** Rows between two notes of progress. */
const BEAT_ROWS = 4000

/** The checks so far, newest first. */
export async function listChecks(context: Context): Promise<AnswerOf<typeof listChainChecks>> {
  const areas = await areasOf(context)
  const checks = await context.db.transact(systemScope, (tx) => readChecks(tx, SHOWN))
  return { checks: checks.map((check) => wireOf(check, areas)) }
}

/** Begins a check of all chains in the background; where one is running, that one is answered. */
export async function startCheck(context: Context, actor: Actor | null, ip?: string): Promise<{ check: ChainCheck; finished: Promise<void> }> {
  const { db, clock } = context
  const now = clock.now()
  const id = newId(now)
  const isNew = await db.transact(systemScope, async (tx) => {
    await endSilentChecks(tx, { since: new Date(now - SILENT_MS), at: new Date(now) })
    const isBegun = await insertCheck(tx, { id, by: actor?.name ?? null, at: new Date(now) })
    if (isBegun) await record(tx, { at: now, by: actor, action: 'audit.verify', object: '全部哈希链', result: 'done', ip: ip ?? null, detail: { id } })
    return isBegun
  })
  const areas = await areasOf(context)
  const [newest] = await db.transact(systemScope, (tx) => readChecks(tx, 1))
  if (!newest) throw new Error('the check just begun is gone')
  return { check: wireOf(newest, areas), finished: isNew ? run(context, id) : Promise.resolve() }
}

/** Job: every night by itself; whoever audits hears of a broken chain. */
export async function checkNightly(context: Context): Promise<void> {
  const before = new Date(context.clock.now() - KEEP_MS)
  await context.db.transact(systemScope, (tx) => forgetChecks(tx, before))
  const { finished } = await startCheck(context, null)
  await finished
}

async function run(context: Context, id: string): Promise<void> {
  const { db, clock, log } = context
  let rowsDone = 0
  let told = 0
  const onRows = async (count: number) => {
    rowsDone += count
    if (rowsDone - told < BEAT_ROWS) return
    told = rowsDone
    await db.transact(systemScope, (tx) => beatCheck(tx, id, { at: new Date(clock.now()), rowsDone }))
  }
  try {
    const reports = await verifyTrace(context, onRows)
    const chains = reports.map(({ street, ...rest }) => ({ chain: street, ...rest }))
    const broken = chains.filter(({ isIntact }) => !isIntact)
    // In one: nobody finds a check ended with a broken chain of which the auditors have not heard.
    await db.transact(systemScope, async (tx) => {
      await endCheck(tx, id, { state: 'done', at: new Date(clock.now()), rowsDone, chains })
      if (broken.length > 0) await tellAuditors(tx, context, { id, broken })
    })
  } catch (error) {
    log.error({ err: error, id }, 'the check of the chains failed')
    await db.transact(systemScope, (tx) => endCheck(tx, id, { state: 'failed', at: new Date(clock.now()), rowsDone, chains: [] }))
  }
}

async function tellAuditors(tx: Tx, context: Context, { id, broken }: { readonly id: string; readonly broken: readonly CheckedChain[] }): Promise<void> {
  const areas = await areasOf(context)
  const where = broken.map(({ chain, firstFault }) => `${nameOf(chain, areas)}第 ${firstFault?.seq ?? '?'} 条：${firstFault?.problem ?? '不明'}`).join('；')
  const words = (await phrasesOf(context)).say('audit.broken', { 哪里: where })
  await notify(tx, context, { userIds: await usersOf(tx, { role: 'auditor' }), kind: 'audit.broken', ...words, card: 'red', dedupeKey: `chain:${id}` })
}

/** The trail of the audit itself is a chain of its own. */
function nameOf(chain: string, areas: AreaIndex): string {
  return chain === 'audit' ? '审计记录' : `${areas.byPath(chain)?.name ?? chain}案件经过`
}

function wireOf({ startedAt, finishedAt, beatAt: _beatAt, chains, ...rest }: StoredCheck, areas: AreaIndex): ChainCheck {
  return {
    ...rest, startedAt: startedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null,
    chains: chains.map((chain) => ({ ...chain, name: nameOf(chain.chain, areas) })),
  }
}
