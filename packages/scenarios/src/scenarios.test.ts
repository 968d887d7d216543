import type { Trigger } from '@yihu/domain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { campaignDates } from './define/campaign.ts'
import { MODULES } from './define/choices.ts'
import { draftFaults } from './define/faults.ts'
import { OWN } from './define/parameters.ts'
import { messageText, reasonText, ruleLines, SCENARIOS } from './index.ts'
import { lessOf } from './run/changes.ts'
import { ordinaryMessages } from './run/ordinary.ts'
import { momentOf, playExample, playMessages } from './run/play.ts'

/** The scenarios that the street asked for by name. */
const ASKED = [
  '高空抛物', '垃圾满溢', '机动车占用消防通道', '电动车违规入梯', '河道水位', '河道漂浮物', '夜间排污', '店外经营', '占道经营', '无照游商', '乱堆物料', '暴露垃圾',
  '道路积水', '井盖异常', '机动车违停', '非机动车乱停', '人群聚集', '烟火', '独立烟感', '燃气泄漏', '电气火灾', '消防水压', '企业消防应急处置', '企业危险源超限',
  '电梯困人', '充电桩过热', '停车场满位与断连', '扬尘噪声', '独居老人用水异常', '一键呼叫', '智能手环（跌倒、离区、体征）', '老人门磁长时无活动', '孤寡老人综合看护',
  '夜市客流', '疫情等专项关注',
]

/** Numbers that look random and are the same for the same seed. */
function drawn(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

describe('场景目录', () => {
  it('点名要的三十五个场景都在，街道可以再加；编号和名称不重复，图样也不重复，自加的可以共用一个', () => {
    expect(ASKED.filter((asked) => !SCENARIOS.some(({ name }) => name === asked))).toEqual([])
    for (const names of [SCENARIOS.map(({ id }) => id), SCENARIOS.map(({ name }) => name), SCENARIOS.flatMap(({ icon }) => (icon === 'own' ? [] : [icon]))]) expect(new Set(names).size).toBe(names.length)
    expect(SCENARIOS.filter(({ module }) => !(module in MODULES))).toEqual([])
  })

  it.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s：默认值在范围内，用到的测点都写明，步骤按时间排，找人的梯子不倒着走', (_, scenario) => {
    expect(draftFaults(scenario)).toEqual([])
  })

  it('写明出处的默认值说得出是哪一条，没有出处的写明是本系统默认值', () => {
    const vague = SCENARIOS.flatMap(({ name, parameters }) => Object.values(parameters).filter(({ basis }) => basis !== OWN && !/GB|TSG|本系统|通行|公开|汛期/u.test(basis)).map(({ label }) => `${name} ${label}`))
    expect(vague).toEqual([])
  })

  it('只有是和否的测点说是不是，不说高了低了', () => {
    const lift = SCENARIOS.find(({ id }) => id === 'lift-trapped')
    if (!lift) throw new Error('no lift')
    const why = (kind: 'over' | 'under', point: string, value: number) => reasonText({ kind, point, value, since: 0 }, lift)
    expect([why('over', 'persons', 2), why('under', 'moving', 0), why('over', 'bell', 1)]).toEqual(['轿厢内人数 2 人，高了', '运行：否', '警铃按钮：是'])
    expect(messageText({ kind: 'value', id: '', at: 0, point: 'door', value: 0 }, lift)).toEqual({ what: '轿门打开', value: '否' })
    expect(ruleLines(lift.trigger({}), lift.startedBy)[1]).toBe('警铃按钮为“是”满 3 秒')
  })

  it('告警涉及个人的场景都写明怎样保护', () => {
    const cameras = SCENARIOS.filter(({ startedBy }) => Object.keys(startedBy.labels ?? {}).some((label) => /vehicle|vendor|e-bike|falling/u.test(label)))
    const homes = SCENARIOS.filter(({ dedupe }) => dedupe.per === 'home')
    expect([...cameras, ...homes].filter(({ privacy }) => privacy === null).map(({ name }) => name)).toEqual([])
  })
})

describe('例子', () => {
  const all = SCENARIOS.flatMap((scenario) => scenario.examples.map((example) => [`${scenario.name}：${example.does}`, scenario, example] as const))

  it.each(all)('%s', (_, scenario, example) => {
    const played = playExample(scenario, example)
    expect(played.rings).toEqual(example.rings)
    if (example.clears) expect(played.clears).toEqual(example.clears)
    if (example.rises) expect(played.rises).toEqual(example.rises)
    if (example.rings.length === 0) expect(played.rises).toEqual([])
  })

  it.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s：条件里少一条、少一段等待、少一点回差，都有例子看得出来', (_, scenario) => {
    const play = (trigger: Trigger): string => JSON.stringify(scenario.examples.map((example) => {
      const { rings, clears } = playExample({ ...scenario, rise: null, trigger: () => trigger }, example)
      return [rings, clears]
    }))
    const whole = scenario.trigger({})
    const usual = play(whole)
    expect(lessOf(whole).filter(({ trigger }) => play(trigger) === usual).map(({ without }) => without)).toEqual([])
  })

  it.each(SCENARIOS.flatMap((scenario) => (scenario.rise ? [[scenario.name, scenario, scenario.rise] as const] : [])))('%s：升级的条件里少一条、少一段等待，都有例子看得出来', (_, scenario, rise) => {
    const play = (trigger: Trigger): string => JSON.stringify(scenario.examples.map((example) => playExample({ ...scenario, rise: { ...rise, when: () => trigger } }, example).rises))
    const whole = rise.when({})
    const usual = play(whole)
    // where an alarm stops being grave has no line of its own in the examples
    const seen = lessOf(whole).filter(({ without }) => !without.startsWith('margin'))
    expect(seen.filter(({ trigger }) => play(trigger) === usual).map(({ without }) => without)).toEqual([])
  })

  it('每个数值参数都起作用：改到最小或最大，触发条件跟着变', () => {
    const idle = SCENARIOS.flatMap((scenario) => Object.entries(scenario.parameters).filter(([name, parameter]) => {
      if (parameter.kind !== 'number' && parameter.kind !== 'duration') return false
      const before = JSON.stringify([scenario.trigger({}), scenario.rise?.when({})])
      return [parameter.min, parameter.max].every((extreme) => scenario.settingFaults({ [name]: extreme }).length === 0 && JSON.stringify([scenario.trigger({ [name]: extreme }), scenario.rise?.when({ [name]: extreme })]) === before)
    }).map(([name]) => `${scenario.id} ${name}`))
    expect(idle).toEqual([])
  })
})

describe('平常的日子', () => {
  it.each(SCENARIOS.flatMap((scenario) => (scenario.calm ? [[`${scenario.name}：${scenario.calm.does}，不报`, scenario, scenario.calm] as const] : [])))('%s', (_, scenario, calm) => {
    fc.assert(fc.property(fc.integer(), (seed) => {
      const span = { from: momentOf(calm.from), untilMinutes: calm.days * 1440 - 1 }
      const messages = ordinaryMessages(calm, drawn(seed)).filter(({ minute }) => minute <= span.untilMinutes)
      const triggers = [scenario.trigger({}), ...(scenario.rise ? [scenario.rise.when({})] : [])]
      expect(triggers.flatMap((trigger) => playMessages(trigger, messages, span).rings)).toEqual([])
    }), { numRuns: 8 })
  })
})

describe('街道改参数', () => {
  const fireLane = SCENARIOS.find(({ id }) => id === 'fire-lane')
  const bin = SCENARIOS.find(({ id }) => id === 'full-bin')
  const falling = SCENARIOS.find(({ id }) => id === 'falling-objects')
  const water = SCENARIOS.find(({ id }) => id === 'elder-water')

  it('改成停五分钟才报，四分钟就不报了', () => {
    const [hit] = fireLane?.examples ?? []
    if (!fireLane || !hit) throw new Error('the scenario has examples')
    expect(playExample(fireLane, { ...hit, settings: { dwell: 5 } }).rings.map(({ minute }) => minute)).toEqual([5])
    expect(playExample(fireLane, { ...hit, settings: { dwell: 10 } }).rings).toEqual([])
  })

  it('填得不对的说明是哪一项、该怎么填，什么也不改', () => {
    expect(() => fireLane?.trigger({ dwell: 500 })).toThrow('停多久才报：请填写 1 至 30 之间的数（分钟）')
    expect(() => fireLane?.trigger({ dwell: '3' })).toThrow('停多久才报')
    expect(() => fireLane?.trigger({ speed: 3 })).toThrow('没有这一项参数')
    expect(() => bin?.trigger({ full: 60, emptied: 80 })).toThrow('解除的数不能高于报的数（现在报是 60，解除是 80），否则会来回响')
    expect(() => falling?.trigger({ repeats: 2.5 })).toThrow('每 1 一档')
    expect(() => water?.trigger({ care: 'never' })).toThrow('请选择：平常、严')
    expect(() => water?.trigger({ night: [{ from: '22:00', to: '22:00' }] })).toThrow('请填写时段')
    expect(() => water?.trigger({ night: [] })).toThrow('请填写时段')
  })

  it('范围里随便怎么填，要么说得清为什么不行，要么成得了触发条件，报一次解除一次', () => {
    const settings = fc.constantFrom(...SCENARIOS).chain((scenario) => fc.record(Object.fromEntries(Object.entries(scenario.parameters).flatMap(([name, parameter]) => {
      if (parameter.kind !== 'number' && parameter.kind !== 'duration') return []
      const step = parameter.kind === 'number' ? parameter.step : 1
      return [[name, fc.nat(Math.floor((parameter.max - parameter.min) / step + 1e-6)).map((steps) => parameter.min + steps * step)]]
    }))).map((given) => ({ scenario, given })))
    fc.assert(fc.property(settings, ({ scenario, given }) => {
      const faults = scenario.settingFaults(given)
      expect(faults.filter(({ name }) => name !== null)).toEqual([])
      if (faults.length > 0) {
        expect(() => scenario.trigger(given)).toThrow('否则会来回响')
        return
      }
      const messages = scenario.examples[0]?.messages.flat() ?? []
      const { rings, clears } = playMessages(scenario.trigger(given), messages, { from: momentOf('2026-05-12 18:30'), untilMinutes: 6000 })
      expect(rings.length - clears.length === 0 || rings.length - clears.length === 1).toBe(true)
    }), { numRuns: 300 })
  })
})

describe('有期限的专项', () => {
  const [watch, ...others] = SCENARIOS.flatMap(({ campaign }) => (campaign ? [campaign] : []))
  if (!watch) throw new Error('special-watch has an end')
  const from = (endsOn: string | null) => campaignDates(watch, { startsOn: '2026-01-10', endsOn })

  it('不填截止日期不能启用，太长、过期的也不能', () => {
    expect(others).toEqual([])
    expect(from(null)).toContain('必须填截止日期')
    expect(from('不知道')).toContain('必须填截止日期')
    expect(from('2026-01-09')).toContain('不能早于')
    expect(from('2026-12-31')).toContain('最长 60 天')
    expect(from('2026-02-30')).toContain('必须填截止日期')
  })

  it('到期停用，三十天内销毁', () => {
    expect(from('2026-01-31')).toEqual({ lastDay: '2026-01-31', destroyedBy: '2026-03-02' })
    expect(from('2026-01-10')).toEqual({ lastDay: '2026-01-10', destroyedBy: '2026-02-09' })
  })
})
