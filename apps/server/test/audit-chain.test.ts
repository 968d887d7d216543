import fc from 'fast-check'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { systemScope } from '../src/kernel/db/index.ts'
import type { Database, Db } from '../src/kernel/db/index.ts'
import { verifyTrace } from '../src/platform/cases/index.ts'
import { useApp } from './app.ts'
import { closed, dispatched, filed } from './steps.ts'
import { IN_SHENGXIN } from './street.ts'

const app = useApp()
const STREET = 'd370305.s002'

beforeAll(async () => {
  const { appeal, move } = app()
  for (let n = 0; n < 14; n += 1) await closed(app())
  for (let n = 0; n < 20; n += 1) await filed(app())
  for (let n = 0; n < 12; n += 1) {
    const { id } = await dispatched(app())
    await move('urban', id, { move: 'return', reason: 'not-my-duty', note: `第 ${n} 次退回` })
  }
  for (let n = 0; n < 60; n += 1) await appeal({ text: `第 ${n} 盏路灯不亮`, ...IN_SHENGXIN })
})

type Owner = Kysely<Database>
class Undo extends Error {}

/**
 * Does `harm` as somebody who owns the database, with triggers switched off, asks the verification inside that very
 * transaction, and takes everything back.
 */
async function afterHarm(harm: (tx: Owner) => Promise<unknown>): Promise<{ isIntact: boolean; problems: string[] }> {
  const { context } = app()
  let found = { isIntact: true, problems: [] as string[] }
  try {
    await context.db.owner.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await harm(tx)
      const inside: Db = { ...context.db, transact: (_scope, work) => work(tx) }
      const reports = await verifyTrace({ ...context, db: inside })
      found = { isIntact: reports.every((report) => report.isIntact), problems: reports.flatMap(({ street, firstFault }) => (firstFault ? [`${street} ${firstFault.seq} ${firstFault.problem}`] : [])) }
      throw new Undo()
    })
  } catch (error) {
    if (!(error instanceof Undo)) throw error
  }
  return found
}

const run = async (tx: Owner, statements: string) => {
  for (const statement of statements.split('; ')) await sql.raw(statement).execute(tx)
}
const at = (seq: number) => `street = '${STREET}' and seq = ${seq}`
const COPIED = 'at, case_id, kind, actor_id, actor_name, unit_id, from_state, to_state, payload, prev, hash'

/** What somebody with the owner's password might do to the trace, at places between 1 and `last`. */
const HARMS: Readonly<Record<string, (tx: Owner, place: { a: number; b: number; last: number; text: string }) => Promise<unknown>>> = {
  payload: (tx, { a, text }) => run(tx, `update case_event set payload = payload || jsonb_build_object('note', '${text}改') where ${at(a)}`),
  'payload key': (tx, { a }) => run(tx, `update case_event set payload = payload || '{"isTampered": null}' where ${at(a)}`),
  actor: (tx, { a, text }) => run(tx, `update case_event set actor_name = actor_name || '${text}他' where ${at(a)}`),
  'actor id': (tx, { a }) => run(tx, `update case_event set actor_id = gen_random_uuid() where ${at(a)}`),
  unit: (tx, { a }) => run(tx, `update case_event set unit_id = coalesce(unit_id, '') || 'x' where ${at(a)}`),
  time: (tx, { a, b }) => run(tx, `update case_event set at = at + interval '${b} seconds' where ${at(a)}`),
  'a microsecond': (tx, { a }) => run(tx, `update case_event set at = at + interval '1 microsecond' where ${at(a)}`),
  kind: (tx, { a }) => run(tx, `update case_event set kind = kind || 'x' where ${at(a)}`),
  'from state': (tx, { a }) => run(tx, `update case_event set from_state = coalesce(from_state, '') || 'x' where ${at(a)}`),
  'to state': (tx, { a }) => run(tx, `update case_event set to_state = case to_state when 'closed' then 'void' else 'closed' end where ${at(a)}`),
  case: (tx, { a }) => run(tx, `update case_event set case_id = gen_random_uuid() where ${at(a)}`),
  hash: (tx, { a }) => run(tx, `update case_event set hash = set_byte(hash, 3, 255 - get_byte(hash, 3)) where ${at(a)}`),
  prev: (tx, { a }) => run(tx, `update case_event set prev = set_byte(prev, 3, 255 - get_byte(prev, 3)) where ${at(a)}`),
  delete: (tx, { a }) => run(tx, `delete from case_event where ${at(a)}`),
  'delete many': (tx, { a, b }) => run(tx, `delete from case_event where street = '${STREET}' and seq between ${Math.min(a, b)} and ${Math.max(a, b)}`),
  'delete and close the gap': (tx, { a }) =>
    run(tx, `delete from case_event where ${at(a)}; update case_event set seq = 1 - seq where street = '${STREET}' and seq > ${a}; update case_event set seq = -seq where street = '${STREET}' and seq < 0`),
  'cut the tail': (tx, { a }) => run(tx, `delete from case_event where street = '${STREET}' and seq >= ${a}`),
  'cut the tail, head too': (tx, { a }) => run(tx, `delete from case_event where street = '${STREET}' and seq >= ${a}; update chain_head set seq = ${a - 1} where chain = '${STREET}'`),
  'everything gone': (tx) => run(tx, `delete from case_event where street = '${STREET}'; delete from chain_head where chain = '${STREET}'`),
  'head gone': (tx) => run(tx, `delete from chain_head where chain = '${STREET}'`),
  swap: (tx, { a, b, last }) => {
    const other = b === a ? (a % last) + 1 : b
    return run(tx, `update case_event set seq = -1 where ${at(a)}; update case_event set seq = ${a} where ${at(other)}; update case_event set seq = ${other} where ${at(-1)}`)
  },
  'swap contents': (tx, { a, b, last }) => {
    const other = b === a ? (a % last) + 1 : b
    return run(tx, `update case_event e set payload = o.payload, actor_name = o.actor_name || '·' from case_event o where e.street = '${STREET}' and e.seq = ${a} and o.street = e.street and o.seq = ${other}`)
  },
  'insert a copy at the end': (tx, { a, last }) => run(tx, `insert into case_event (street, seq, ${COPIED}) select street, ${last + 1}, ${COPIED} from case_event where ${at(a)}`),
  'insert a twin': (tx, { a }) => run(tx, `insert into case_event (street, seq, ${COPIED}) select street, seq, at + interval '1 second', case_id, kind, actor_id, actor_name, unit_id, from_state, to_state, payload, prev, hash from case_event where ${at(a)}`),
  'insert before the first': (tx, { a }) => run(tx, `insert into case_event (street, seq, ${COPIED}) select street, 0, ${COPIED} from case_event where ${at(a)}`),
  'move to another street': (tx, { a }) => run(tx, `update case_event set street = 'elsewhere' where ${at(a)}`),
  'insert into a street without a chain': (tx, { a }) => run(tx, `insert into case_event (street, seq, ${COPIED}) select 'nowhere', 1, ${COPIED} from case_event where ${at(a)}`),
  'head set back': (tx, { a }) => run(tx, `update chain_head set seq = greatest(seq - ${a}, 0) where chain = '${STREET}'`),
  'head hash': (tx) => run(tx, `update chain_head set hash = set_byte(hash, 0, 255 - get_byte(hash, 0)) where chain = '${STREET}'`),
}

const HARMS_TO_TRAIL: Readonly<Record<string, (tx: Owner, a: number) => Promise<unknown>>> = {
  purpose: (tx, a) => run(tx, `update audit_row set purpose = coalesce(purpose, '') || 'x' where seq = ${a}`),
  result: (tx, a) => run(tx, `update audit_row set result = case result when 'done' then 'refused' else 'done' end where seq = ${a}`),
  actor: (tx, a) => run(tx, `update audit_row set actor_name = 'x' where seq = ${a}`),
  delete: (tx, a) => run(tx, `delete from audit_row where seq = ${a}`),
  ip: (tx, a) => run(tx, `update audit_row set ip = '1.2.3.4' where seq = ${a}`),
}

const count = async (table: 'case_event' | 'audit_row') => {
  const { rows: [row] } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(app().context.db.owner)
  return row?.n ?? 0
}

describe('审计链', () => {
  it('三百条经过，核对无误', async () => {
    expect(await count('case_event')).toBeGreaterThan(290)
    const reports = await verifyTrace(app().context)
    expect(reports.map(({ street, isIntact }) => [street, isIntact])).toEqual([[STREET, true], ['audit', true]])
    expect(await afterHarm(async () => undefined)).toEqual({ isIntact: true, problems: [] })
  })

  it('随机篡改一千次，次次查得出', async () => {
    const last = await count('case_event')
    const tried = new Map<string, number>()
    const place = fc.record({ a: fc.integer({ min: 1, max: last }), b: fc.integer({ min: 1, max: last }), text: fc.constantFrom('', '甲', '2', '…') })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(HARMS)), place, async (name, { a, b, text }) => {
        tried.set(name, (tried.get(name) ?? 0) + 1)
        const { isIntact, problems } = await afterHarm((tx) => HARMS[name]?.(tx, { a, b, last, text }) ?? Promise.resolve())
        expect(isIntact, `${name} ${a} ${b}: ${problems.join()}`).toBe(false)
      }),
      { numRuns: 1000 },
    )
    expect([...tried.keys()].toSorted()).toEqual(Object.keys(HARMS).toSorted())
  }, 300_000)

  it('改了哪一条，就指出哪一条', async () => {
    const { problems } = await afterHarm((tx) => run(tx, `update case_event set payload = '{}' where ${at(57)}`))
    expect(problems).toEqual([`${STREET} 57 内容被改动`])
    expect((await afterHarm((tx) => run(tx, `delete from case_event where ${at(58)}`))).problems).toEqual([`${STREET} 58 记录缺失`])
  })

  it('审计记录本身被改、被删也查得出', async () => {
    const last = await count('audit_row')
    expect(last).toBeGreaterThan(3)
    for (const [name, harm] of Object.entries(HARMS_TO_TRAIL)) {
      for (let a = 1; a <= last; a += 1) expect((await afterHarm((tx) => harm(tx, a))).isIntact, `${name} ${a}`).toBe(false)
    }
  })

  it('应用自己改不了、删不了写下的经过和审计', async () => {
    const { context } = app()
    const attempts = ["update case_event set actor_name = '别人'", 'delete from case_event', 'truncate case_event', "update audit_row set result = 'x'", 'delete from audit_row', 'delete from chain_head', 'update chain_head set seq = seq - 1']
    for (const statement of attempts) {
      await expect(context.db.transact(systemScope, (tx) => sql.raw(statement).execute(tx)), statement).rejects.toThrow(/permission denied|append-only|only grows/u)
    }
    await expect(sql`update case_event set actor_name = '别人'`.execute(context.db.owner), 'the owner needs to switch the trigger off on purpose').rejects.toThrow(/append-only/u)
    expect((await verifyTrace(context)).every((report) => report.isIntact)).toBe(true)
  })

  it('安全审计员在页面上看得到核对结果，别人看不到', async () => {
    const { request } = app()
    const { body } = await request<{ streets: { street: string; isIntact: boolean }[] }>('GET', 'audit/chain', { as: 'auditor' })
    expect(body.streets).toMatchObject([{ street: STREET, isIntact: true }, { street: 'audit', isIntact: true }])
    for (const as of ['admin', 'security', 'duty', 'community01']) expect((await request('GET', 'audit/chain', { as })).status, as).toBe(403)
  })
})
