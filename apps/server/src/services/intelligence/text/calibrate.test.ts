import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibrationError, confidences, coverageAt, fitCalibration } from './calibrate.ts'
import { randomFrom } from './hash.ts'

/** Two classes: a score s is right with probability 1 / (1 + e^-s); stated scores are ten times too loud. */
function loudScores(): { scores: Float32Array[]; truth: Uint8Array } {
  const random = randomFrom(7)
  const real = Array.from({ length: 4000 }, () => 6 * random() - 3)
  return {
    scores: real.map((score) => Float32Array.of(10 * score, 0)),
    truth: Uint8Array.from(real, (score) => (random() < 1 / (1 + Math.exp(-score)) ? 0 : 1)),
  }
}

describe('confidence', () => {
  it('of too loud scores comes down to how often they are right', () => {
    const { scores, truth } = loudScores()
    const errorWith = (calibration: Parameters<typeof confidences>[1]): number => calibrationError(scores.map((row, at) => {
      const stated = confidences(row, calibration)
      const given = (stated[0] ?? 0) >= (stated[1] ?? 0) ? 0 : 1
      return { confidence: stated[given] ?? 0, isRight: truth[at] === given }
    }))
    const fitted = fitCalibration(scores, truth)
    expect(fitted.slope).toBeGreaterThan(0.08)
    expect(fitted.slope).toBeLessThan(0.12)
    expect(errorWith(fitted)).toBeLessThan(0.03)
    expect(errorWith({ slope: 1, offsets: new Float32Array(2) })).toBeGreaterThan(0.1)
  })

  it('of all classes makes one, whatever the scores', () => {
    fc.assert(fc.property(fc.array(fc.float({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 8 }), (scores) => {
      const stated = confidences(Float32Array.from(scores), { slope: 3, offsets: new Float32Array(scores.length) })
      expect(stated.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 4)
    }))
  })
})

describe('calibration error', () => {
  it('is the distance between what is stated and what is right', () => {
    const judged = [true, true, true, false].map((isRight) => ({ confidence: 0.75, isRight }))
    expect(calibrationError(judged)).toBeCloseTo(0)
    expect(calibrationError(judged.map((one) => ({ ...one, confidence: 1 })))).toBeCloseTo(0.25)
    expect(calibrationError([])).toBe(0)
  })
})

describe('coverage at a precision', () => {
  it('is the largest share from the top that is right often enough', () => {
    const judged = [[0.9, true], [0.8, true], [0.7, false], [0.6, true]].map(([confidence, isRight]) => ({ confidence: Number(confidence), isRight: Boolean(isRight) }))
    expect(coverageAt(judged, 1)).toEqual({ coverage: 0.5, threshold: 0.8 })
    expect(coverageAt(judged, 0.75)).toEqual({ coverage: 1, threshold: 0.6 })
    expect(coverageAt([{ confidence: 1, isRight: false }], 0.98)).toEqual({ coverage: 0, threshold: Infinity })
    expect(coverageAt([], 0.98)).toEqual({ coverage: 0, threshold: Infinity })
  })

  it('does not part equal confidences', () => {
    const judged = [true, false, true].map((isRight) => ({ confidence: 0.9, isRight }))
    expect(coverageAt(judged, 0.98).coverage).toBe(0)
  })

  it('keeps its promise on the messages it was measured on', () => {
    fc.assert(fc.property(fc.array(fc.record({ confidence: fc.constantFrom(0.2, 0.5, 0.7, 0.9), isRight: fc.boolean() })), (judged) => {
      const { coverage, threshold } = coverageAt(judged, 0.8)
      const taken = judged.filter(({ confidence }) => confidence >= threshold)
      expect(taken.length / Math.max(1, judged.length)).toBeCloseTo(coverage)
      if (taken.length > 0) expect(taken.filter(({ isRight }) => isRight).length / taken.length).toBeGreaterThanOrEqual(0.8)
    }))
  })
})
