import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beginAgain, beginTrigger, stepTrigger } from '../step.ts'
import type { Message, Signal, Tick, Trigger } from '../vocabulary.ts'
import { HOUR_MS } from './use.ts'

/** Midnight in Shanghai. */
const MIDNIGHT = Date.UTC(2026, 1, 28, 16)
const HOURS = 24

const elder: Trigger = { kind: 'water', point: 'total', troubles: ['silence', 'leak', 'extreme'] }
/** Litres of an hour: up at six, meals, to bed at ten. */
const usual = (hour: number): number => ([6, 7, 11, 12, 17, 18, 21].includes(hour % HOURS) ? 9 : 0)
const total = (hour: number, litres: number): Message => ({ kind: 'value', at: MIDNIGHT + hour * HOUR_MS, id: `${hour}`, point: 'total', value: litres / 1000 })
const away = (hour: number, isAway: boolean): Message => ({ kind: 'away', at: MIDNIGHT + hour * HOUR_MS, id: `a${hour}`, isAway })

/** The running total of a meter that starts at 100 m³, read at the end of every hour. */
function metered(hours: number, litresOf: (hour: number) => number): Message[] {
  let sum = 100_000
  return Array.from({ length: hours }, (_, hour) => total(hour + 1, (sum += litresOf(hour))))
}

function signals(trigger: Trigger, inputs: readonly (Message | Tick)[]): Signal[] {
  let memory = beginTrigger(trigger, { at: MIDNIGHT - HOUR_MS, latenessMs: 0 })
  return inputs.flatMap((input) => {
    const stepped = stepTrigger(trigger, memory, input)
    memory = stepped.memory
    return stepped.signals
  })
}

const told = (inputs: readonly (Message | Tick)[], trigger = elder): string[] =>
  signals(trigger, inputs).map((signal) => `${signal.kind} ${(signal.at - MIDNIGHT) / HOUR_MS}${signal.kind === 'raise' ? ` ${signal.why.map(({ trouble }) => trouble).join()}` : ''}`)

describe('水表读数作为触发条件', () => {
  it('第三天起没有用水，满 24 小时报，再用水即解除，原因写明是没有用水', () => {
    const silent = metered(5 * HOURS, (hour) => (hour >= 55 && hour < 90 ? 0 : usual(hour)))
    expect(told(silent)).toEqual([`raise ${55 + 24} silence`, `clear ${90 + 1}`])
  })

  it('水龙头没关，一直流满 24 小时报；停了即解除', () => {
    expect(told(metered(4 * HOURS, (hour) => (hour >= 30 && hour < 62 ? 12 : usual(hour))))).toEqual([`raise ${30 + 24} leak`, `clear ${62 + 1}`])
  })

  it('从几个条件里单拿出来的一条，接着数已经流了多久，不从头数', () => {
    const rise: Trigger = { kind: 'water', point: 'total', troubles: ['leak'] }
    const ring: Trigger = { kind: 'any', of: [{ kind: 'silent', point: null, forMs: 10 * HOURS * HOUR_MS }, elder] }
    const flowing = metered(4 * HOURS, (hour) => (hour >= 30 ? 12 : usual(hour)))
    const begun = flowing.slice(0, 50).reduce((memory, message) => stepTrigger(ring, memory, message).memory, beginTrigger(ring, { at: MIDNIGHT - HOUR_MS, latenessMs: 0 }))
    let memory = beginAgain(rise, begun)
    const heard = [...begun.pending, ...flowing.slice(50)].flatMap((message) => {
      const stepped = stepTrigger(rise, memory, message)
      memory = stepped.memory
      return stepped.signals
    })
    expect(heard).toMatchObject([{ kind: 'raise', at: MIDNIGHT + 54 * HOUR_MS }])
  })

  it('一小时用掉半吨水报，一天后自己解除', () => {
    const burst = signals(elder, [...metered(3 * HOURS, (hour) => (hour === 20 ? 500 : usual(hour)))])
    expect(burst).toEqual([
      { kind: 'raise', at: MIDNIGHT + 21 * HOUR_MS, why: [{ kind: 'water', point: 'total', since: MIDNIGHT + 20 * HOUR_MS, value: 500, trouble: 'extreme' }] },
      { kind: 'clear', at: MIDNIGHT + 45 * HOUR_MS + 1 },
    ])
  })

  it('说了外出，没有用水不报；已经报了的当即解除', () => {
    const silent = metered(5 * HOURS, (hour) => (hour >= 55 ? 0 : usual(hour)))
    const byTime = (all: readonly Message[]): Message[] => all.toSorted((a, b) => a.at - b.at)
    expect(told(byTime([...silent, away(60.5, true)]))).toEqual([])
    expect(told(byTime([...silent, away(80.5, true)]))).toEqual(['raise 79 silence', 'clear 80.5'])
  })

  it('只看漏水的不报停用；换表、倒转的读数不报', () => {
    const silent = metered(5 * HOURS, (hour) => (hour >= 55 ? 0 : usual(hour)))
    expect(told(silent, { kind: 'water', point: 'total', troubles: ['leak'] })).toEqual([])
    expect(told([...metered(30, usual), total(31, 5), total(32, 14)])).toEqual([])
  })

  it('断了一整天的表，读数没动过就是没有用水；动过就不知道是不是一直在流', () => {
    const before = metered(40, usual)
    expect(told([...before, total(66, 100_000 + 11 * 9)])).toEqual(['raise 66 silence'])
    expect(told([...before, total(66, 100_000 + 11 * 9 + 60)])).toEqual([])
  })

  it('在家照常生活的人，怎么用都不报', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 3, max: 60 }), { minLength: 7, maxLength: 7 }), fc.integer({ min: 5, max: 60 }), (uses, days) => {
      const times = [6, 7, 11, 12, 17, 18, 21]
      expect(told(metered(days * HOURS, (hour) => uses[times.indexOf(hour % HOURS)] ?? 0))).toEqual([])
    }), { numRuns: 40 })
  })
})
