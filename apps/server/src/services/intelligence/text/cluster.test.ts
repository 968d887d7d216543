import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clusterMessages } from './cluster.ts'
import type { Named } from './cluster.ts'
import { bestCluster } from './measure.ts'

const PLANT = ['青松小区旁边建搅拌站', '投诉青松小区附近搅拌站噪音', '青松小区搅拌站粉尘太大', '青松小区居民反对搅拌站', '搅拌站夜里扰民，青松小区']
const GRANT = ['咨询毕业生购房补贴申请', '毕业生购房补贴什么时候发', '购房补贴申请没有通过', '外地毕业生能申请购房补贴吗']
const OTHERS = ['路灯坏了三天', '公园里狗太多', '社保卡怎么补办', '电梯常常停运', '快递车占道', '河边护栏断了', '银行网点关门', '图书馆几点开门']

const messages: Named[] = [...PLANT, ...GRANT, ...OTHERS].map((title, at) => ({ id: `m${at}`, title, text: `${title}，请处理。` }))
const idsFrom = (from: number, count: number): Set<string> => new Set(messages.slice(from, from + count).map(({ id }) => id))

describe('clusters of messages', () => {
  it('gather what is said about one thing, and leave the rest alone', () => {
    const clusters = clusterMessages(messages).map(({ ids }) => ids)
    expect(bestCluster(idsFrom(0, PLANT.length), clusters).f1).toBe(1)
    expect(bestCluster(idsFrom(PLANT.length, GRANT.length), clusters).f1).toBe(1)
    expect(clusters).toHaveLength(2)
  })

  it('need three members, or as many as are asked for', () => {
    expect(clusterMessages(messages.slice(0, 2))).toEqual([])
    expect(clusterMessages(messages.slice(0, 2), { atLeast: 2 }).map(({ ids }) => ids.length)).toEqual([2])
  })

  it('are the same in whatever order the messages come', () => {
    const found = clusterMessages(messages)
    fc.assert(fc.property(fc.shuffledSubarray(messages, { minLength: messages.length }), (turned) => {
      expect(clusterMessages(turned)).toEqual(found)
    }), { numRuns: 20 })
  })

  it('do not grow along a chain of neighbours', () => {
    const chain = Array.from({ length: 12 }, (_, at) => ({ id: `c${at}`, title: null, text: `${'甲乙丙丁戊己庚辛壬癸子丑寅卯'.slice(at, at + 3)}街` }))
    for (const { ids } of clusterMessages(chain)) expect(ids.length).toBeLessThan(8)
  })

  it('never hold a message twice, whatever people write', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(...PLANT, ...GRANT, '', '啊', '<b>', '😀'.repeat(50)))
    fc.assert(fc.property(fc.array(fc.record({ title: fc.option(text), text }), { maxLength: 30 }), (rows) => {
      const ids = clusterMessages(rows.map((row, at) => ({ ...row, id: String(at) }))).flatMap((cluster) => cluster.ids)
      expect(new Set(ids).size).toBe(ids.length)
    }), { numRuns: 25 })
  })

  it('of nothing are none, and a letter of 100,000 characters is one message', () => {
    expect(clusterMessages([])).toEqual([])
    expect(clusterMessages([...messages, { id: 'long', text: '青松小区搅拌站'.repeat(15_000) }])[0]?.ids).toContain('long')
  })
})
