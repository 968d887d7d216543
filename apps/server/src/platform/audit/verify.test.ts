import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical, genesis, linksAfter } from './chain.ts'
import type { Head } from './chain.ts'
import { verifyLinks } from './verify.ts'
import type { ChainProblem, ChainRow } from './verify.ts'

const CHAIN = '370303001'

function sealed(records: readonly unknown[]): { rows: ChainRow[]; head: Head } {
  const start = { seq: 0, hash: genesis(CHAIN) }
  const links = linksAfter(start, records)
  const last = links.at(-1)
  return { rows: links.map((link, index) => ({ ...link, record: records[index] })), head: last ? { seq: last.seq, hash: last.hash } : start }
}

async function* stream(rows: readonly ChainRow[]): AsyncGenerator<ChainRow> {
  for (const row of rows) yield await Promise.resolve(row)
}

const verify = (rows: readonly ChainRow[], head: Head | null) => verifyLinks(CHAIN, stream(rows), head)
const renumbered = (rows: readonly ChainRow[]): ChainRow[] => rows.map((row, index) => ({ ...row, seq: index + 1 }))

interface Forgery {
  readonly rows: ChainRow[]
  readonly seq: number
  readonly problem: ChainProblem
}

/** Each way of tampering gets the sound rows, the position to attack (from 0) and a second position; null: not possible there. */
const FORGERIES: Record<string, (rows: ChainRow[], at: number, other: number) => Forgery | null> = {
  '改内容': (rows, at) => ({ rows: rows.with(at, { ...row(rows, at), record: 'forged' }), seq: at + 1, problem: '内容被改动' }),
  '改内容并重算本条哈希': (rows, at) => ({ rows: rows.with(at, forge(row(rows, at).prev, at + 1)), seq: at + 1, problem: '内容被改动' }),
  '改哈希': (rows, at) => ({ rows: rows.with(at, { ...row(rows, at), hash: genesis('x') }), seq: at + 1, problem: '内容被改动' }),
  '改前一条哈希': (rows, at) => ({ rows: rows.with(at, { ...row(rows, at), prev: genesis('x') }), seq: at + 1, problem: '内容被改动' }),
  '删除': (rows, at) => ({ rows: rows.toSpliced(at, 1), seq: at + 1, problem: at === rows.length - 1 ? '链尾被截断' : '记录缺失' }),
  '删除并重新编号': (rows, at) => ({ rows: renumbered(rows.toSpliced(at, 1)), seq: at + 1, problem: at === rows.length - 1 ? '链尾被截断' : '记录缺失' }),
  '插入同号记录': (rows, at) => ({ rows: rows.toSpliced(at + 1, 0, forge(row(rows, at).prev, at + 1)), seq: at + 1, problem: '记录被插入或次序被打乱' }),
  '插入算好链接的记录': (rows, at) => ({ rows: renumbered(rows.toSpliced(at, 0, forge(row(rows, at).prev, at + 1))), seq: at + 1, problem: '记录被插入或次序被打乱' }),
  '插入别处来的记录': (rows, at) => ({ rows: renumbered(rows.toSpliced(at, 0, forge(genesis('x'), at + 1))), seq: at + 1, problem: '记录被插入或次序被打乱' }),
  '重放已有记录': (rows, at, other) => other >= at ? null : { rows: renumbered(rows.toSpliced(at, 0, row(rows, other))), seq: at + 1, problem: '记录被插入或次序被打乱' },
  '追加伪造记录': (rows) => ({ rows: [...rows, forge(rows.at(-1)?.hash ?? genesis(CHAIN), rows.length + 1)], seq: rows.length + 1, problem: '记录被插入或次序被打乱' }),
  '对调两条并重新编号': (rows, at, other) => at === other ? null : { rows: renumbered(swapped(rows, at, other)), seq: Math.min(at, other) + 1, problem: '记录被插入或次序被打乱' },
  '对调两条的内容': (rows, at, other) => at === other ? null : {
    rows: rows.with(at, { ...row(rows, at), record: row(rows, other).record }).with(other, { ...row(rows, other), record: row(rows, at).record }),
    seq: Math.min(at, other) + 1, problem: '内容被改动',
  },
  '截断': (rows, at) => ({ rows: rows.slice(0, at), seq: at + 1, problem: '链尾被截断' }),
}

function row(rows: readonly ChainRow[], at: number): ChainRow {
  const found = rows[at]
  if (!found) throw new RangeError(`no row ${at}`)
  return found
}

function forge(prev: Buffer, seq: number): ChainRow {
  const record = { forged: true }
  const [link] = linksAfter({ seq: seq - 1, hash: prev }, [record])
  if (!link) throw new Error('no link')
  return { ...link, record }
}

const swapped = (rows: readonly ChainRow[], a: number, b: number) => rows.with(a, row(rows, b)).with(b, row(rows, a))

/** Different records, as a chain of events has: each with its own id. */
const someRecords = fc.array(fc.jsonValue({ maxDepth: 2 }), { minLength: 1, maxLength: 14 }).map((values) => values.map((value, id) => ({ id, value })))

describe('哈希链', () => {
  it('没有动过的链核对无误，空链也是', async () => {
    await fc.assert(fc.asyncProperty(someRecords, async (records) => {
      const { rows, head } = sealed(records)
      expect(await verify(rows, head)).toEqual({ count: records.length, isIntact: true, firstFault: null })
    }), { numRuns: 50 })
    expect(await verify([], null)).toEqual({ count: 0, isIntact: true, firstFault: null })
  })

  it.each(Object.entries(FORGERIES))('「%s」一定被发现，指出的第一条也对', async (_name, forgery) => {
    await fc.assert(fc.asyncProperty(someRecords, fc.nat(), fc.nat(), async (records, a, b) => {
      const { rows, head } = sealed(records)
      const forged = forgery(rows, a % rows.length, b % rows.length)
      fc.pre(forged !== null)
      const { seq, problem } = forged
      expect((await verify(forged.rows, head)).firstFault).toEqual({ seq, problem })
    }), { numRuns: 150 })
  })

  it('链头被删掉也会被发现', async () => {
    const { rows } = sealed([1, 2])
    expect((await verify(rows, null)).firstFault).toEqual({ seq: 1, problem: '记录被插入或次序被打乱' })
  })

  it('别的链上的记录接不进来', async () => {
    const { rows, head } = sealed([1, 2])
    expect((await verifyLinks('other', stream(rows), head)).isIntact).toBe(false)
  })
})

describe('规范文本', () => {
  it('键的次序不影响，未定义的成员等于没有，时间写成 ISO', () => {
    expect(canonical({ b: [1, 'é', null], a: { d: undefined, c: new Date(0) } })).toBe('{"a":{"c":"1970-01-01T00:00:00.000Z"},"b":[1,"é",null]}')
    expect(canonical({ 10: 1, 9: 2, '€': 1e21, '\r': -0 })).toBe('{"\\r":0,"10":1,"9":2,"€":1e+21}')
  })

  it('经过 JSON 往返，文本不变', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => { expect(canonical(JSON.parse(JSON.stringify(value)))).toBe(canonical(value)) }))
  })

  it('JSON 说不出的值不收', () => {
    for (const value of [Number.NaN, 1n, new Map(), Buffer.alloc(1), () => 1]) expect(() => canonical(value)).toThrow(TypeError)
  })
})
