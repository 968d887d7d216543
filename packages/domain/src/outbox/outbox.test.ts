import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countPending, discard, doAgain, dropStep, enqueue, isFollowed, nextBatch, settle } from './outbox.ts'
import type { Answered, Outbox, OutboxItem } from './outbox.ts'
import { simulatePhones } from './simulate.ts'

const done = (id: string, key: string | null = null, body: OutboxItem['body'] = {}) => ({ id, kind: 'case.move', at: '2026-05-07T02:00:00Z', key, body })
const fate = (id: string, outcome: Answered['outcome'], answer: Answered['answer'] = null): Answered => ({ id, outcome, answer, error: null, current: null })
const ids = (outbox: Outbox) => outbox.map(({ id }) => id)
const all = { now: 0, limit: 100 }

describe('待传', () => {
  const three = [done('a', '案1', { version: 3 }), done('b', '案1', { version: 4 }), done('c')].reduce<Outbox>(enqueue, [])

  it('同一件案子一次只送一条；前一条生效后，后一条接着它的版本', () => {
    const batch = nextBatch(three, all)
    expect(ids(batch)).toEqual(['a', 'c'])
    const after = settle(three, { sent: batch, fates: [fate('a', 'applied', { version: 7 }), fate('c', 'applied')], now: 0 })
    expect(nextBatch(after, all)).toMatchObject([{ id: 'b', body: { version: 7 } }])
  })

  it('前一条撞上别人的改动，后一条等人定；再办是新的一条，不办连后面的一起撤', () => {
    const after = settle(three, { sent: nextBatch(three, all), fates: [fate('a', 'clash'), fate('c', 'applied')], now: 0 })
    expect(nextBatch(after, all)).toEqual([])
    expect(countPending(after)).toBe(2)
    expect(ids(nextBatch(doAgain(after, 'a', { newId: 'a2', at: '', body: { version: 9 } }), all))).toEqual(['a2'])
    expect(ids(discard(after, 'a'))).toEqual(['c'])
  })

  it('别人先接办了：自己接办那一步做不成，只去掉这一步，写在它后面的回复照现在的样子送，一个字不丢', () => {
    const two = [done('接办', '案1', { version: 3, move: 'claim' }), done('回复', '案1', { version: 4, move: 'reply', text: '已清运', evidence: ['photo:1'] })].reduce<Outbox>(enqueue, [])
    const clashed = settle(two, { sent: nextBatch(two, all), fates: [{ ...fate('接办', 'clash'), current: { version: 5 } }], now: 0 })
    const again = doAgain(clashed, '接办', { newId: '再接办', at: '', body: { version: 5, move: 'claim' } })
    const refused = settle(again, { sent: nextBatch(again, all), fates: [fate('再接办', 'refused')], now: 0 })
    expect([nextBatch(refused, all), isFollowed(refused, '再接办'), isFollowed(refused, '回复')]).toEqual([[], true, false])
    for (const [outbox, id] of [[clashed, '接办'], [refused, '再接办']] as const) expect(nextBatch(dropStep(outbox, id), all)).toMatchObject([{ id: '回复', body: { version: 5, text: '已清运', evidence: ['photo:1'] } }])
  })

  it('没有答复的、服务器没办成的，越等越久再传，编号不变', () => {
    const [first] = [settle(three, { sent: nextBatch(three, all), fates: [fate('c', 'failed')], now: 1000 })]
    expect(first.map(({ id, tries, notBefore }) => [id, tries, notBefore])).toEqual([['a', 1, 6000], ['b', 0, 0], ['c', 1, 6000]])
    expect(nextBatch(first, { now: 1000, limit: 100 })).toEqual([])
    const second = settle(first, { sent: nextBatch(first, { now: 6000, limit: 1 }), fates: [], now: 6000 })
    expect(second[0]).toMatchObject({ id: 'a', tries: 2, notBefore: 16_000 })
  })
})

/** `YIHU_SEEDS=1000` plays as many as the issue asks for. */
const SEEDS = Number(process.env['YIHU_SEEDS'] ?? 100)

/** A server in a few lines: each id once, a version for each case, an answer kept for each id. */
function aServer() {
  const taken = new Map<string, Answered>()
  const versions = new Map<string, number>()
  const applied: string[] = []
  const takeOne = ({ id, key, body }: OutboxItem): Answered => {
    const known = taken.get(id)
    if (known) return known
    const version = key === null ? 0 : (versions.get(key) ?? 1)
    const isClash = key !== null && body['version'] !== version
    if (!isClash) applied.push(id)
    if (!isClash && key !== null) versions.set(key, version + 1)
    const said: Answered = { ...fate(id, isClash ? 'clash' : 'applied', isClash ? null : { version: version + 1 }), current: isClash ? { version } : null }
    taken.set(id, said)
    return said
  }
  return { applied, taken, take: (items: readonly OutboxItem[]) => items.map(takeOne) }
}

/** Numbers from a seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

describe('五十部手机', () => {
  it('断网、断传、重复、打乱、被杀掉以后都汇到一处：每条只生效一次，没有一条不明不白地丢', async () => {
    await fc.assert(fc.asyncProperty(fc.integer(), async (seed) => {
      const [server, random, made] = [aServer(), randomOf(seed), new Set<string>()]
      const newId = () => { const id = `i${made.size}`; made.add(id); return id }
      const { outboxes, dropped } = await simulatePhones({
        phones: 50, deeds: 4, random, newId,
        deed: (phone) => (random() < 0.5 ? { kind: 'case.report', key: null, body: {} } : { kind: 'case.move', key: `案${phone % 10}`, body: { version: 1 } }),
        send: async (_phone, items) => server.take(items),
        decide: ({ current }) => (random() < 0.7 && current ? { version: current['version'] } : null),
      })
      const kept = outboxes.flat().map(({ id }) => id)
      expect(new Set(server.applied).size).toBe(server.applied.length)
      // What phones think was applied is what the server applied, but for answers of items that were dropped behind another.
      expect(kept.toSorted()).toEqual(server.applied.toSorted())
      expect(dropped.filter((id) => server.applied.includes(id))).toEqual([])
    }), { numRuns: SEEDS })
  })
})
