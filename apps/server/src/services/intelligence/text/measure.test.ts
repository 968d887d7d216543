import { describe, expect, it } from 'vitest'
import { accuracyOf, bestCluster } from './measure.ts'

describe('measures', () => {
  it('count every class the same, also one never given', () => {
    const answers = [['甲', '甲'], ['甲', '甲'], ['甲', '甲'], ['乙', '甲']].map(([truth = '', given = '']) => ({ truth, given }))
    expect(accuracyOf(answers).accuracy).toBe(0.75)
    expect(accuracyOf(answers).macroF1).toBeCloseTo((6 / 7 + 0) / 2)
    expect(accuracyOf([])).toEqual({ macroF1: 0, accuracy: 0 })
  })

  it('take the cluster that holds a topic best', () => {
    const topic = new Set(['1', '2', '3', '4'])
    expect(bestCluster(topic, [['1', '2'], ['1', '2', '3', '9'], ['8']])).toEqual({ f1: 0.75, precision: 0.75, recall: 0.75, size: 4 })
    expect(bestCluster(topic, [])).toEqual({ f1: 0, precision: 0, recall: 0, size: 0 })
  })
})
