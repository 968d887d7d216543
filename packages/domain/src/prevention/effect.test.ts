import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareEffect } from './effect.ts'
import type { BeforeAfter } from './effect.ts'

/** A repeatable series of numbers below 1. */
function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function poisson(mean: number, next: () => number): number {
  const end = Math.exp(-mean)
  let [count, product] = [-1, 1]
  do {
    product *= next()
    count += 1
  } while (product > end)
  return count
}

/** Places whose rates differ from one another, seen in two spans of the same length; in the second all change alike. */
function street(seed: number, { places, change }: { places: number; change: number }): BeforeAfter[] {
  const next = chance(seed)
  return Array.from({ length: places }, (_, at) => {
    const rate = 2 + 12 * next() ** 2
    return { id: `g${String(at).padStart(3, '0')}`, before: poisson(rate, next), after: poisson(rate * change, next) }
  })
}

/** The place treated is the one with most complaints before, as in life. */
const worst = (places: readonly BeforeAfter[]): BeforeAfter => places.toSorted((a, b) => b.before - a.before || (a.id < b.id ? -1 : 1))[3] ?? { id: '', before: 0, after: 0 }

describe('what was avoided', () => {
  it('where nothing was done, nothing is claimed: at most one in twenty streets looks better, although the worst place was chosen', () => {
    const verdicts = Array.from({ length: 600 }, (_, seed) => {
      const places = street(seed, { places: 113, change: 0.8 })
      return compareEffect(worst(places), places).verdict
    }).filter((verdict) => verdict !== 'too-few')
    expect(verdicts.length).toBeGreaterThan(200)
    expect(verdicts.filter((verdict) => verdict === 'fewer').length / verdicts.length).toBeLessThan(0.05)
    expect(verdicts.filter((verdict) => verdict !== 'same').length / verdicts.length).toBeLessThan(0.08)
  })

  it('where the work took nine in ten complaints away, most streets show it', () => {
    const verdicts = Array.from({ length: 300 }, (_, seed) => {
      const places = street(seed, { places: 113, change: 1 })
      const treated = worst(places)
      return compareEffect({ ...treated, after: Math.round(treated.after * 0.1) }, places).verdict
    }).filter((verdict) => verdict !== 'too-few')
    expect(verdicts.filter((verdict) => verdict === 'fewer').length / verdicts.length).toBeGreaterThan(0.7)
  })

  it('too few complaints, or too few places that were alike before: no conclusion', () => {
    const places = street(1, { places: 113, change: 1 })
    expect(compareEffect({ id: 'x', before: 4, after: 0 }, places)).toMatchObject({ verdict: 'too-few', avoided: null })
    expect(compareEffect({ id: 'x', before: 80, after: 3 }, places)).toMatchObject({ verdict: 'too-few', expected: null })
    expect(compareEffect({ id: 'x', before: 10, after: 3 }, [])).toMatchObject({ verdict: 'too-few', matched: [] })
  })

  it('compares with places of half to double the complaints only, never with itself, in whatever order they are given', () => {
    const place = fc.record({ id: fc.uuid(), before: fc.nat(40), after: fc.nat(40) })
    fc.assert(fc.property(place, fc.uniqueArray(place, { selector: ({ id }) => id, maxLength: 60 }), (treated, others) => {
      const effect = compareEffect(treated, [...others, treated])
      for (const { id, before } of effect.matched) expect(id !== treated.id && before * 2 >= treated.before && before <= treated.before * 2).toBe(true)
      expect(compareEffect(treated, others.toReversed())).toEqual(effect)
      if (effect.avoided) expect(effect.avoided.low <= effect.avoided.value && effect.avoided.value <= effect.avoided.high).toBe(true)
    }))
  })
})
