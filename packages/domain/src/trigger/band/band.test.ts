import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beginTrigger, stepTrigger } from '../step.ts'
import type { Trigger } from '../vocabulary.ts'
import { addSize, EMPTY_TAIL, raritySize } from './tail.ts'
import { EMPTY_WATCH, USUAL_THRESHOLD, watchReading } from './watch.ts'

const QUARTER = 15 * 60_000
const START = Date.UTC(2026, 2, 1, 16)
const DAY = 96

/** Noise that is the same in every run. */
function noise(n: number): number {
  return ((Math.imul(n + 1, 2_654_435_761) >>> 0) / 2 ** 32 - 0.5) * 2
}

/** A day with a busy daytime: about 10 by night, 50 by day. */
const usual = (n: number): number => (n % DAY > 32 && n % DAY < 80 ? 50 : 10) + 2 * noise(n)

function warnings(values: readonly number[]): number[] {
  let watch = EMPTY_WATCH
  return values.flatMap((value, n) => {
    const watched = watchReading(watch, { at: START + n * QUARTER, value }, USUAL_THRESHOLD)
    watch = watched.watch
    return watched.isWarning ? [n] : []
  })
}

describe('与往常不同', () => {
  const weeks = Array.from({ length: 21 * DAY }, (_, n) => usual(n))

  it('照常的三周里，第一周以后不报', () => {
    expect(warnings(weeks).filter((n) => n > 7 * DAY).length).toBeLessThanOrEqual(3)
  })

  it('突然高出一倍、夜里像白天、白天像夜里，当时就报', () => {
    const at = 18 * DAY
    const changed = (from: number, to: number, value: (n: number) => number): number[] => warnings(weeks.map((old, n) => (n >= at + from && n < at + to ? value(n) : old)))
    expect(changed(50, 56, () => 110)).toContain(at + 50)
    expect(changed(8, 16, () => 50).some((n) => n >= at + 8 && n < at + 16)).toBe(true)
    expect(changed(40, 70, () => 10).some((n) => n >= at + 40 && n < at + 70)).toBe(true)
  })

  it('从不变化的点不报', () => {
    expect(warnings(new Array<number>(2000).fill(42))).toEqual([])
  })

  it('常报的点要更出格才再报', () => {
    const spiky = Array.from({ length: 60 * DAY }, (_, n) => usual(n) + (n % 300 === 299 ? 200 : 0))
    const told = warnings(spiky)
    expect(told.filter((n) => n > 40 * DAY).length).toBeLessThanOrEqual(told.filter((n) => n < 20 * DAY).length)
  })

  it('记忆大小有限，存成 JSON 再读回来照样走', () => {
    const trigger: Trigger = { kind: 'unusual', point: 'p', holdMs: QUARTER }
    let memory = beginTrigger(trigger, { at: START - 1, latenessMs: 0 })
    for (const [n, value] of weeks.entries()) memory = stepTrigger(trigger, memory, { kind: 'value', id: '', point: 'p', at: START + n * QUARTER, value: value * 10 ** (n % 9) }).memory
    const text = JSON.stringify(memory)
    expect(text.length).toBeLessThan(60_000)
    const next = { kind: 'value', id: '', point: 'p', at: START + 22 * DAY * QUARTER, value: 5000 } as const
    expect(stepTrigger(trigger, JSON.parse(text) as typeof memory, next)).toEqual(stepTrigger(trigger, memory, next)) // what was just written
  })

  it('报了以后恢复正常即解除', () => {
    const trigger: Trigger = { kind: 'unusual', point: 'p', holdMs: 2 * QUARTER }
    let memory = beginTrigger(trigger, { at: START - 1, latenessMs: 0 })
    const signals = [...weeks, 300, 300, ...weeks.slice(2, 40)].flatMap((value, n) => {
      const stepped = stepTrigger(trigger, memory, { kind: 'value', id: '', point: 'p', at: START + n * QUARTER, value })
      memory = stepped.memory
      return n >= weeks.length ? stepped.signals : []
    })
    expect(signals.map(({ kind }) => kind)).toEqual(['raise', 'clear'])
  })
})

describe('多少算大', () => {
  it('越大越少见；比见过的都大还要少见', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 2, maxLength: 300 }), (sizes) => {
      const tail = sizes.reduce(addSize, EMPTY_TAIL)
      const sorted = sizes.toSorted((a, b) => a - b)
      const rarities = sorted.map((size) => raritySize(tail, size))
      expect(rarities.every((rarity, i) => i === 0 || rarity >= (rarities[i - 1] ?? 0) - 1e-9)).toBe(true)
      expect(raritySize(tail, (sorted.at(-1) ?? 0) * 8 + 1)).toBeGreaterThanOrEqual(rarities.at(-1) ?? 0)
      expect(tail.counts.reduce((sum, count) => sum + count, 0)).toBe(sizes.length)
      expect(tail.counts.length).toBeLessThanOrEqual(256)
    }))
  })
})
