import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forgetRuns, NO_WATER, stepWater } from './step-water.ts'
import type { WaterMemory } from './step-water.ts'
import { HOUR_MS } from './use.ts'
import type { WaterAlarm, WaterUse } from './use.ts'

/** Midnight in Shanghai. */
const MIDNIGHT = Date.UTC(2026, 0, 31, 16)
const DAY = 24

/** An elder who lives alone: up at six, meals, to bed at ten. Litres of hour n, ending at n + 1 o'clock. */
const usual = (n: number): number => ([6, 7, 11, 12, 17, 18, 21].includes(n % DAY) ? 8 + (n % 5) : 0)
const use = (n: number, litres: number, presence: WaterUse['presence'] = 'unknown'): WaterUse => ({ at: MIDNIGHT + (n + 1) * HOUR_MS, litres, hours: 1, presence })
const day = (d: number, hour: number): number => d * DAY + hour

function lived(days: number, change: (n: number) => WaterUse = (n) => use(n, usual(n)), isClose = false): { memory: WaterMemory; alarms: WaterAlarm[] } {
  let memory = NO_WATER
  const alarms: WaterAlarm[] = []
  for (let n = 0; n < days * DAY; n += 1) {
    const stepped = stepWater(memory, change(n), { isClose })
    memory = stepped.memory
    alarms.push(...stepped.alarms)
  }
  return { memory, alarms }
}

const from = (start: number, hours: number, make: (n: number) => WaterUse) => (n: number): WaterUse => (n >= start && n < start + hours ? make(n) : use(n, usual(n)))
const kinds = (alarms: readonly WaterAlarm[]): string[] => alarms.map(({ kind, at }) => `${kind} ${(at - MIDNIGHT) / HOUR_MS}`)

describe('独居老人用水', () => {
  it('照常生活两个月，一次也不报', () => {
    expect(lived(60).alarms).toEqual([])
  })

  it('摸清习惯以后，白天起没有用水，满 12 小时就报，一次沉默只报一次', () => {
    const start = day(40, 7)
    // the hour from six to seven is the last with use
    expect(kinds(lived(43, from(start, 30, (n) => use(n, 0))).alarms)).toEqual([`silence ${start + 12}`])
  })

  it('习惯还没摸清，满 24 小时才报', () => {
    expect(kinds(lived(10, from(day(5, 7), 40, (n) => use(n, 0))).alarms)).toEqual([`silence ${day(5, 7) + 24}`])
  })

  it('说了外出就不报；外出时用水反而要报', () => {
    expect(lived(43, from(day(40, 7), 40, (n) => use(n, 0, 'away'))).alarms).toEqual([])
    expect(kinds(lived(43, from(day(40, 7), 40, (n) => use(n, n === day(40, 20) ? 120 : 0, 'away'))).alarms)).toEqual([`extreme ${day(40, 20) + 1}`])
  })

  it('经常一整天不在家的，长时间不用水不算异常', () => {
    const often = (n: number): WaterUse => use(n, Math.floor(n / DAY) % 4 === 3 ? 0 : usual(n))
    expect(lived(120, often).alarms.filter(({ at }) => at > MIDNIGHT + day(40, 0) * HOUR_MS)).toEqual([])
  })

  it('水一直流，12 小时内发现，不管几点开始，每小时 5 升也一样', () => {
    const leak = (start: number, litres: number) => from(start, 30, (n) => use(n, usual(n) + litres))
    for (const hour of [0, 9, 14, 23]) {
      expect(kinds(lived(43, leak(day(40, hour), 20)).alarms)).toEqual([`leak ${day(40, hour) + 12}`])
      expect(kinds(lived(43, leak(day(40, hour), 5)).alarms)).toEqual([`leak ${day(40, hour) + 12}`])
    }
  })

  it('一小时用水远超往常、一天超过两吨，要报；在家的不报', () => {
    expect(kinds(lived(41, from(day(40, 14), 1, (n) => use(n, 300))).alarms)).toEqual([`extreme ${day(40, 14) + 1}`])
    expect(lived(41, from(day(40, 14), 1, (n) => use(n, 300, 'home'))).alarms).toEqual([])
    expect(lived(41, from(day(40, 8), 12, (n) => use(n, 190, 'home'))).alarms.map(({ kind }) => kind)).toContain('extreme')
  })

  it('重点照看的，连着三小时用得一样多也报', () => {
    const same = from(day(5, 1), 3, (n) => use(n, 6))
    expect(kinds(lived(6, same, true).alarms)).toEqual([`steady ${day(5, 1) + 3}`])
    expect(lived(6, same).alarms).toEqual([])
  })

  it('倒走的、大得不可能的读数不算用水，也不改变习惯', () => {
    const { memory } = lived(40)
    for (const litres of [-5, 248_541, Number.NaN]) {
      const stepped = stepWater(memory, use(day(40, 0), litres), { isClose: false })
      expect(stepped).toMatchObject({ alarms: [], isFault: true, memory: { silence: memory.silence, leak: memory.leak, extreme: memory.extreme } })
    }
  })

  it('重复和更早的读数不改变什么；记忆是 JSON，大小有限', () => {
    const { memory } = lived(40)
    expect(stepWater(memory, use(day(39, 23), 500), { isClose: false })).toEqual({ memory, alarms: [], isFault: false })
    expect(JSON.parse(JSON.stringify(memory))).toEqual(memory)
    const wild = (n: number): WaterUse => use(n, Math.floor(n / 13) % 2 === 0 ? 0 : 50)
    expect(JSON.stringify(lived(400, wild).memory).length).toBeLessThan(12_000)
  })

  it('读数断了几小时，前面有没有用水就不知道了', () => {
    const { memory } = lived(40, from(day(39, 12), 12, (n) => use(n, 0)))
    expect(forgetRuns(memory).silence.run).toBeNull()
  })

  it('什么读数都不会出错', () => {
    const any = fc.record({ litres: fc.double(), hours: fc.double({ min: 0, max: 1000, noNaN: true }), presence: fc.constantFrom('home', 'away', 'unknown') })
    fc.assert(fc.property(fc.array(any, { maxLength: 60 }), fc.boolean(), (all, isClose) => {
      let memory = NO_WATER
      for (const [n, each] of all.entries()) memory = stepWater(memory, { ...each, at: MIDNIGHT + n * HOUR_MS }, { isClose }).memory
      expect(Number.isFinite(memory.knownHours)).toBe(true)
    }))
  })
})
