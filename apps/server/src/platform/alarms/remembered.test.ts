import { passTime, standing, stepTrigger, beginTrigger } from '@yihu/domain'
import type { Message, TriggerMemory } from '@yihu/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { originOf, pack, packBatch } from './pack.ts'
import { begin, hear, QUIET, wait } from './remembered.ts'
import type { Remembered } from './remembered.ts'
import { restore } from './restore.ts'
import { turnsOf } from './turns.ts'
import { scenarioOf, watchingOf } from './watch.ts'
import type { Watching } from './watch.ts'

const MINUTE = 60_000
const TEN = Date.UTC(2026, 6, 8, 2)

function watching(id: string, settings = {}, version = 1): Watching {
  const scenario = scenarioOf(id)
  if (!scenario) throw new Error(`no scenario ${id}`)
  return watchingOf(scenario, { settings, path: 'd1.s1', version })
}

/** The same numbers for the same seed. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const river = watching('river-level')

/** Every message by itself, in the order of time: what the alarms should come to. */
function reference(messages: readonly Message[]): TriggerMemory {
  const sorted = messages.toSorted((a, b) => a.at - b.at || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  const begun = beginTrigger(river.trigger, { at: (sorted[0]?.at ?? 0) - 1, latenessMs: river.latenessMs })
  return sorted.reduce((memory, message) => stepTrigger(river.trigger, memory, message).memory, begun)
}

/** In batches as they come, each time through the form it has in the database; up to so many batches stand behind a whole memory. */
function folded(messages: readonly Message[], batch: number, behind: number): Remembered {
  const batches = Array.from({ length: Math.ceil(messages.length / batch) }, (_, n) => messages.slice(n * batch, (n + 1) * batch))
  const row = batches.reduce<Row | null>((before, heard, n) => {
    const grown = before && n % (behind + 1) > 0 ? packBatch(heard, originOf(before.memory)) : null
    if (before && grown !== null) return { ...before, tail: [before.tail, grown].filter((one) => one !== '').join(',') }
    const { remembered } = hear(river, before && restore(before, river), heard)
    return { memory: JSON.parse(JSON.stringify(pack(remembered))) as Row['memory'], tail: '', setting: remembered.setting } // just made
  }, null)
  if (!row) throw new Error('no message')
  return restore(row, river)
}

type Row = Parameters<typeof restore>[0]

test('十万条消息打乱、重复、迟到、走两遍，每个测点的记忆与按时间排好的一样', () => {
  const random = seeded(11)
  let count = 0
  for (let point = 0; point < 500; point += 1) {
    const messages = Array.from({ length: 200 }, (_, n): Message => ({ kind: 'value', id: '', point: 'level', at: TEN + n * 30_000 + Math.floor(random() * 20_000), value: Math.round((1.9 + Math.sin(n / 15 + point) * 0.4 + random() * 0.3) * 100) / 100 }))
    const repeated = messages.filter((_, n) => n % 4 === 0)
    const shuffled = [...messages, ...repeated].map((message) => ({ message, key: random() })).toSorted((a, b) => a.key - b.key).map(({ message }) => message)
    const twice = [...shuffled, ...shuffled.toReversed()]
    count += messages.length
    const { ring } = folded(twice, 20 + (point % 80), point % 10 === 0 ? 3 : 0)
    const expected = reference(messages)
    expect({ ...ring, pending: ring.pending.map(({ at }) => at) }).toEqual({ ...expected, pending: expected.pending.map(({ at }) => at) })
  }
  expect(count).toBe(100_000)
})

test('不管怎样分批，先后说过的“响”“解除”加起来就是现在的样子', () => {
  const levels = fc.array(fc.record({ minute: fc.integer({ min: 0, max: 90 }), level: fc.constantFrom(1.5, 1.9, 2.2, 3) }), { minLength: 1, maxLength: 40 })
  fc.assert(fc.property(levels, fc.integer({ min: 1, max: 8 }), (readings, batch) => {
    const messages = readings.map(({ minute, level }): Message => ({ kind: 'value', id: '', point: 'level', at: TEN + minute * MINUTE, value: level }))
    let memory: Remembered | null = null
    let isOpen = false
    let isGrave = false
    for (let from = 0; from < messages.length; from += batch) {
      const moved = hear(river, memory, messages.slice(from, from + batch))
      for (const turn of turnsOf(memory?.standing ?? QUIET, moved)) {
        if (turn.kind === 'raise') [isOpen, isGrave] = [true, turn.isGrave]
        else if (turn.kind === 'clear') [isOpen, isGrave] = [false, false]
        else isGrave = turn.kind === 'rise'
      }
      memory = moved.remembered
    }
    const now = memory?.standing ?? QUIET
    expect({ isOpen, isGrave }).toEqual({ isOpen: now.isOn || now.isGrave, isGrave: now.isGrave })
  }), { numRuns: 200 })
})

test('时间分几次过去与一次过去一样', () => {
  const messages: Message[] = [2.1, 2.2, 2.3].map((value, n) => ({ kind: 'value', id: '', point: 'level', at: TEN + n * MINUTE, value }))
  const { ring } = hear(river, null, messages).remembered
  const once = passTime(river.trigger, ring, TEN + 30 * MINUTE).memory
  const often = Array.from({ length: 30 }, (_, n) => TEN + (n + 1) * MINUTE).reduce((memory, now) => passTime(river.trigger, memory, now).memory, ring)
  expect(often).toEqual(once)
  expect(standing(river.trigger, once)).toMatchObject([{ kind: 'over', point: 'level', since: TEN }])
})

describe('这家水表走过六十天', () => {
  const HOUR = 60 * MINUTE
  const MIDNIGHT = TEN - 10 * HOUR
  const water = watching('elder-water')
  const changed = watching('elder-water', { night: [{ from: '22:30', to: '06:30' }] }, 2)
  /** Used every hour from seven to ten in the evening; on the last day nothing after eight. */
  const uses = (hour: number): boolean => hour % 24 >= 7 && hour % 24 <= 22 && hour <= 60 * 24 + 8
  const lived = Array.from({ length: 60 * 24 + 21 }, (_, hour) => hour)
  const readings = lived.map((hour): Message => ({ kind: 'value', id: '', point: 'total', at: MIDNIGHT + hour * HOUR, value: 100 + lived.slice(0, hour + 1).filter(uses).length * 0.012 }))
  const [known, last] = [readings.slice(0, -12), readings.slice(-12)]

  test('挪一挪不打扰的时段，习惯还在：白天十二小时没用水就响；从没认识过的要等一天', () => {
    const before = hear(water, null, known).remembered
    expect(hear(changed, before, last).remembered).toMatchObject({ setting: 'd1.s1 2', standing: { isOn: true } })
    expect(hear(changed, null, last).remembered.standing.isOn).toBe(false)
  })

  test('登记了外出再开场景、再改参数，仍算外出，到了日子才算在家', () => {
    const now = last.at(-1)?.at ?? 0
    const absence = { from: MIDNIGHT - 90 * 24 * HOUR, until: now + 4 * 24 * HOUR }
    const away = begin(water, readings, { absence, now }).remembered
    expect(away).toMatchObject({ standing: { isOn: false }, later: [{ kind: 'away', isAway: false, at: absence.until }] })
    const silent = Array.from({ length: 72 }, (_, hour): Message => ({ kind: 'value', id: '', point: 'total', at: now + (hour + 1) * HOUR, value: 200 }))
    const moved = wait(changed, hear(changed, away, silent.slice(0, 40)).remembered, now + 41 * HOUR).remembered
    const longer = hear(watching('elder-water', {}, 3), moved, silent.slice(40)).remembered
    expect([moved.standing.isOn, longer.standing.isOn, longer.setting]).toEqual([false, false, 'd1.s1 3'])
  })
})
