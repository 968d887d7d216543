import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beginTrigger, stepTrigger } from './step.ts'
import type { TriggerMemory } from './step.ts'
import type { Message, Signal, Tick, Trigger } from './vocabulary.ts'
import type { WaterTrouble } from './water/use.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** Ten in the morning of a Wednesday in Shanghai. */
const TEN = Date.UTC(2026, 2, 4, 2)

type Input = Message | Tick
const value = (minute: number, reading: number, point = 'level'): Message => ({ kind: 'value', at: TEN + minute * MINUTE, id: `${minute}`, point, value: reading })
const tick = (minute: number): Tick => ({ kind: 'tick', at: TEN + minute * MINUTE })
const seen = (minute: number, rest: Partial<Extract<Message, { kind: 'seen' }>> = {}): Message =>
  ({ kind: 'seen', at: TEN + minute * MINUTE, id: `${minute}`, label: 'vehicle', zone: 'fire-lane', dwellMs: 0, score: 0.9, ...rest })
const said = (minute: number, text: string): Message => ({ kind: 'said', at: TEN + minute * MINUTE, id: `${minute}`, class: '噪声', text })
const away = (minute: number, isAway: boolean): Message => ({ kind: 'away', at: TEN + minute * MINUTE, id: `${minute}`, isAway })

/** What rings, as `raise 5` with the minute; reasons left out. */
function told(trigger: Trigger, inputs: readonly Input[], latenessMs = 0): string[] {
  return run(trigger, inputs, latenessMs).signals.map((signal) => `${signal.kind}${signal.kind === 'withdraw' ? ` ${signal.what}` : ''} ${(signal.at - TEN) / MINUTE}`)
}

function run(trigger: Trigger, inputs: readonly Input[], latenessMs: number): { memory: TriggerMemory; signals: Signal[] } {
  let memory = beginTrigger(trigger, { at: TEN - HOUR, latenessMs })
  const signals: Signal[] = []
  for (const input of inputs) {
    const stepped = stepTrigger(trigger, memory, input)
    memory = stepped.memory
    signals.push(...stepped.signals)
  }
  return { memory, signals }
}

describe('触发条件', () => {
  const high: Trigger = { kind: 'over', point: 'level', limit: 3, forMs: 5 * MINUTE, clear: 2 }

  it('水位超过 3 米满 5 分钟才报，降到 2 米才解除', () => {
    expect(told(high, [value(0, 3.5), value(3, 2.9), value(4, 3.1), value(8, 3.2), tick(9), value(10, 2.5), value(11, 2)])).toEqual(['raise 9', 'clear 11'])
  })

  it('报的时间是满 5 分钟的那一刻，不是后来收到消息的时候；原因写明从何时、多少', () => {
    expect(run(high, [value(0, 3.5), value(20, 3.6)], 0).signals).toEqual([
      { kind: 'raise', at: TEN + 5 * MINUTE, why: [{ kind: 'over', point: 'level', since: TEN, value: 3.5 }] },
    ])
  })

  it('电量低于一成即报', () => {
    expect(told({ kind: 'under', point: 'level', limit: 10 }, [value(0, 10), value(1, 9), value(2, 12)])).toEqual(['raise 1', 'clear 2'])
  })

  it('十分钟内三次才算，过后自动解除', () => {
    const often: Trigger = { kind: 'count', of: { kind: 'seen', label: 'vehicle' }, n: 3, withinMs: 10 * MINUTE }
    expect(told(often, [seen(0), seen(9), seen(11), seen(18), tick(60)])).toEqual(['raise 18', `clear ${19 + 1 / MINUTE}`])
  })

  it('一小时没有消息即报失联，一来消息就解除；从未来过消息的也报', () => {
    const lost: Trigger = { kind: 'silent', point: 'level', forMs: HOUR }
    expect(told(lost, [tick(0), value(5, 1), tick(64), tick(70), value(80, 1)])).toEqual(['raise 0', 'clear 5', 'raise 65', 'clear 80'])
  })

  it('说明“来过才算”的，从未来过消息不报：家里没有这样设备；来过以后再没消息照报', () => {
    const lost: Trigger = { kind: 'silent', point: 'level', forMs: HOUR, onceHeard: true }
    expect(told(lost, [tick(0), value(5, 1, 'water'), tick(600), value(605, 1), tick(665), value(670, 1)])).toEqual(['raise 665', 'clear 670'])
  })

  it('十分钟内涨半米即报，慢慢涨不报', () => {
    const rising: Trigger = { kind: 'changes', point: 'level', by: 0.5, withinMs: 10 * MINUTE, direction: 'up' }
    expect(told(rising, [value(0, 1), value(20, 1.4), value(40, 1.8), value(45, 2.35), value(50, 2.36), value(70, 2.3)])).toEqual(['raise 45', `clear ${60 + 1 / MINUTE}`])
  })

  it('车在消防通道停满三分钟才报，开走一分钟后解除；别处的、不像的都不算', () => {
    const blocked: Trigger = { kind: 'seen', label: 'vehicle', zone: 'fire-lane', score: 0.6, dwellMs: 3 * MINUTE, holdMs: MINUTE }
    expect(told(blocked, [seen(0), seen(1), seen(2), seen(2.5, { zone: 'road' }), seen(3), tick(10)])).toEqual(['raise 3', `clear ${4 + 1 / MINUTE}`])
    expect(told(blocked, [seen(0), seen(2), seen(3), seen(5, { score: 0.3 })])).toEqual([])
    expect(told(blocked, [seen(0, { dwellMs: 4 * MINUTE })])).toEqual(['raise 0'])
  })

  it('说到“燃气味”即报', () => {
    expect(told({ kind: 'said', words: ['燃气味', '煤气味'], holdMs: MINUTE }, [said(0, '楼道太吵'), said(1, '三单元有煤气味')])).toEqual(['raise 1'])
  })

  it('“没有煤气味”不算说到“煤气味”；同一句里别处真有的还是算', () => {
    const gas: Trigger = { kind: 'said', words: ['煤气味'], without: ['没有煤气味', '没煤气味'], holdMs: MINUTE }
    expect(told(gas, [said(0, '三单元没有煤气味'), said(1, '三单元没有煤气味，四单元有煤气味')])).toEqual(['raise 1'])
    expect(told({ kind: 'said', words: ['煤气味'], without: [''], holdMs: MINUTE }, [said(0, '有煤气味')])).toEqual(['raise 0'])
  })

  it('同时、任一、先后都可以组合', () => {
    const [water, door]: Trigger[] = [{ kind: 'silent', point: 'water', forMs: HOUR }, { kind: 'silent', point: 'door', forMs: 2 * HOUR }]
    if (!water || !door) throw new Error('two parts')
    const both: Trigger = { kind: 'all', of: [water, door] }
    expect(told(both, [value(0, 1, 'water'), value(0, 1, 'door'), tick(119), tick(120), value(121, 1, 'door')])).toEqual(['raise 120', 'clear 121'])
    expect(told({ kind: 'any', of: [water, door] }, [value(0, 1, 'water'), value(0, 1, 'door'), tick(60)])).toEqual(['raise 0', 'clear 0', 'raise 60'])
    const thenFall: Trigger = { kind: 'then', first: { kind: 'over', point: 'a', limit: 1 }, second: { kind: 'over', point: 'b', limit: 1 }, withinMs: 5 * MINUTE }
    expect(told(thenFall, [value(0, 2, 'a'), value(4, 2, 'b')])).toEqual(['raise 4'])
    expect(told(thenFall, [value(0, 2, 'a'), value(6, 2, 'b')])).toEqual([])
    expect(told(thenFall, [value(0, 2, 'b'), value(1, 2, 'a')])).toEqual([])
  })

  it('夜里才算的夜里才报，白天已经超的到点即报；免打扰反之', () => {
    const night: Trigger = { kind: 'within-hours', hours: [{ from: '22:00', to: '06:00' }], of: { kind: 'over', point: 'level', limit: 3 } }
    expect(told(night, [value(0, 5), tick(11 * 60), tick(24 * 60)])).toEqual([`raise ${12 * 60}`, `clear ${20 * 60}`])
    const calm: Trigger = { kind: 'quiet-hours', hours: [{ from: '12:00', to: '14:30' }], of: { kind: 'over', point: 'level', limit: 3 } }
    expect(told(calm, [value(130, 5), tick(300)])).toEqual(['raise 270'])
  })

  it('免打扰以前报的，免打扰时段里不自己解除，好了才解除；时段里新出的过后再报', () => {
    const rest: Trigger = { kind: 'quiet-hours', holds: true, hours: [{ from: '12:00', to: '14:30' }], of: { kind: 'over', point: 'level', limit: 3 } }
    expect(told(rest, [value(100, 5), tick(300)])).toEqual(['raise 100'])
    expect(told(rest, [value(100, 5), value(150, 1), value(160, 5), tick(300)])).toEqual(['raise 100', 'clear 150', 'raise 270'])
    expect(told({ ...rest, holds: false }, [value(100, 5), tick(300)])).toEqual(['raise 100', 'clear 120', 'raise 270'])
  })

  it('只在汛期算；外出时不算，外出时才算', () => {
    const flood: Trigger = { kind: 'in-season', season: { from: '06-01', to: '09-30' }, of: { kind: 'over', point: 'level', limit: 3 } }
    expect(told(flood, [value(0, 5)])).toEqual([])
    expect(told({ ...flood, season: { from: '11-15', to: '03-15' } }, [value(0, 5)])).toEqual(['raise 0'])
    expect(told({ kind: 'unless-away', of: { kind: 'silent', point: 'level', forMs: HOUR } }, [value(0, 1), away(5, true), tick(90), away(95, false)])).toEqual(['raise 0', 'clear 0', 'raise 95'])
    expect(told({ kind: 'while-away', of: { kind: 'over', point: 'level', limit: 3 } }, [value(0, 5), away(5, true)])).toEqual(['raise 5'])
  })

  it('迟到的消息说没那回事，已报的收回', () => {
    const lost: Trigger = { kind: 'silent', point: 'level', forMs: 10 * MINUTE }
    expect(told(lost, [value(0, 1), tick(11), value(9, 1)], 5 * MINUTE)).toEqual(['raise -50', 'clear 0', 'raise 10', 'withdraw raise 10'])
    const { memory } = run(lost, [value(0, 1), tick(20)], 5 * MINUTE)
    expect(stepTrigger(lost, memory, value(14, 1)).fate).toBe('late')
  })

  it('不是数的读数不改变什么', () => {
    expect(told(high, [value(0, Number.NaN), value(1, Infinity), tick(60)])).toEqual([])
  })
})

const LATENESS = 10 * MINUTE

const message: fc.Arbitrary<Message> = fc.record({ minute: fc.integer({ min: 0, max: 9 }), n: fc.nat(5), pick: fc.nat(6) }).map(({ minute, n, pick }): Message => {
  if (pick === 0) return away(minute, n % 2 === 0)
  if (pick === 1) return seen(minute, { score: n / 5 })
  if (pick === 2) return said(minute, n % 2 === 0 ? '漏水' : '停车')
  return value(minute, n, pick % 2 === 0 ? 'level' : 'b')
})

const leaf: fc.Arbitrary<Trigger> = fc.oneof(
  fc.record({ kind: fc.constantFrom('over', 'under'), point: fc.constantFrom('level', 'b'), limit: fc.nat(4), forMs: fc.nat(5).map((n) => n * MINUTE) }),
  fc.record({ kind: fc.constant('count'), of: fc.constant({ kind: 'value', point: 'level', atLeast: 2 }), n: fc.integer({ min: 1, max: 3 }), withinMs: fc.nat(6).map((n) => n * MINUTE) }),
  fc.record({ kind: fc.constant('silent'), point: fc.constantFrom('level', null), forMs: fc.integer({ min: 1, max: 5 }).map((n) => n * MINUTE) }),
  fc.record({ kind: fc.constant('changes'), point: fc.constant('level'), by: fc.integer({ min: 1, max: 3 }), withinMs: fc.integer({ min: 1, max: 5 }).map((n) => n * MINUTE), direction: fc.constantFrom('up', 'down', 'either') }),
  fc.record({ kind: fc.constant('water'), point: fc.constant('level'), troubles: fc.subarray<WaterTrouble>(['silence', 'leak', 'extreme', 'steady']), isClose: fc.boolean() }),
  fc.record({ kind: fc.constant('seen'), label: fc.constant('vehicle'), score: fc.constant(0.5), dwellMs: fc.nat(2).map((n) => n * MINUTE), holdMs: fc.integer({ min: 1, max: 3 }).map((n) => n * MINUTE) }),
  fc.record({ kind: fc.constant('said'), words: fc.constant(['漏水']), holdMs: fc.constant(2 * MINUTE) }),
)

const { trigger: anyTrigger } = fc.letrec<{ trigger: Trigger }>((tie) => ({
  trigger: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({ kind: fc.constantFrom('all', 'any'), of: fc.array(tie('trigger'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('then'), first: tie('trigger'), second: tie('trigger'), withinMs: fc.nat(5).map((n) => n * MINUTE) }),
    fc.record({ kind: fc.constantFrom('within-hours', 'quiet-hours'), hours: fc.constant([{ from: '10:03', to: '10:06' }]), of: tie('trigger') }),
    fc.record({ kind: fc.constant('quiet-hours'), holds: fc.constant(true), hours: fc.constant([{ from: '10:03', to: '10:06' }]), of: tie('trigger') }),
    fc.record({ kind: fc.constantFrom('unless-away', 'while-away'), of: tie('trigger') }),
  ),
}))

/** Puts what was told and taken back together: the changes that stand, in their order. */
function standing(signals: readonly Signal[]): string[] {
  const stands = new Set<string>()
  for (const signal of signals) {
    if (signal.kind === 'withdraw') stands.delete(`${signal.at} ${signal.what}`)
    else stands.add(`${signal.at} ${signal.kind}`)
  }
  return [...stands].toSorted()
}

describe('触发条件：次序与重复', () => {
  const end = tick(9.5)
  const inOrder = (messages: readonly Message[]): Message[] => messages.toSorted((a, b) => a.at - b.at)

  it('乱序、重复、迟到（在允许之内）与排好序的结果一样', () => {
    fc.assert(fc.property(anyTrigger, fc.array(message, { maxLength: 12 }).chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.subarray(all))), (trigger, [all, shuffled, again]) => {
      const sorted = run(trigger, [...inOrder(all), end], LATENESS)
      const mixed = run(trigger, [...shuffled, ...again, end], LATENESS)
      expect(mixed.memory.head).toEqual(sorted.memory.head)
      expect(mixed.memory.base).toEqual(sorted.memory.base)
      expect(standing(mixed.signals)).toEqual(standing(sorted.signals))
    }), { numRuns: 500 })
  })

  it('不等迟到消息的记忆与等的，在按序来时说的一样', () => {
    fc.assert(fc.property(anyTrigger, fc.uniqueArray(message, { maxLength: 12, selector: ({ at }) => at }), (trigger, all) => {
      const sorted = inOrder(all)
      expect(standing(run(trigger, [...sorted, end], 0).signals)).toEqual(standing(run(trigger, [...sorted, end], LATENESS).signals))
    }), { numRuns: 300 })
  })

  it('中间走多少次钟、走几遍都一样', () => {
    fc.assert(fc.property(anyTrigger, fc.array(message, { maxLength: 8 }), fc.array(fc.nat(18), { maxLength: 10 }), (trigger, all, halves) => {
      const sorted = inOrder(all)
      const ticks = halves.map((half) => tick(half / 2))
      const ticked = [...sorted, ...ticks, ...ticks].toSorted((a, b) => a.at - b.at)
      const [plain, busy] = [run(trigger, [...sorted, end], LATENESS), run(trigger, [...ticked, end, end], LATENESS)]
      expect(busy.memory.head).toEqual(plain.memory.head)
      expect(standing(busy.signals)).toEqual(standing(plain.signals))
    }), { numRuns: 300 })
  })

  it('记忆存成 JSON 再读回来照样走', () => {
    fc.assert(fc.property(anyTrigger, fc.array(message, { maxLength: 10 }), fc.nat(10), (trigger, all, cut) => {
      const before = run(trigger, all.slice(0, cut), LATENESS).memory
      const restored = JSON.parse(JSON.stringify(before)) as TriggerMemory // what was just written
      expect(restored).toEqual(before)
      const last = value(9.9, 3)
      expect(stepTrigger(trigger, restored, last)).toEqual(stepTrigger(trigger, before, last))
    }), { numRuns: 300 })
  })

  it('消息再多，记忆也有限', () => {
    let memory = beginTrigger({ kind: 'over', point: 'level', limit: 3 }, { at: TEN, latenessMs: HOUR })
    for (let n = 1; n <= 2000; n += 1) memory = stepTrigger({ kind: 'over', point: 'level', limit: 3 }, memory, { kind: 'value', at: TEN + n, id: '', point: 'level', value: n % 7 }).memory
    expect(memory.pending.length).toBeLessThanOrEqual(257)
    expect(memory.told.length).toBeLessThanOrEqual(257)
  })
})
