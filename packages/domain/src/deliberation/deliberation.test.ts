import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countVotes, NO_BALLOTS, VOTE_RULES } from './count.ts'
import type { Ballots, Poll, VoteRuleName } from './count.ts'
import { DELIBERATION_ACTS, DELIBERATION_STATES, nextDeliberation, possibleDeliberationActs } from './flow.ts'
import type { DeliberationAct, DeliberationFacts, DeliberationState } from './flow.ts'
import { paperImbalance, settlePaper } from './paper.ts'

const rules = Object.keys(VOTE_RULES) as VoteRuleName[] // keys of a literal table
const acts = Object.keys(DELIBERATION_ACTS) as DeliberationAct[] // keys of a literal table
const states = Object.keys(DELIBERATION_STATES) as DeliberationState[] // keys of a literal table
const pile = (votes: number, squareMetres = votes * 80) => ({ votes, squareMetres })
const cast = (agree: number, against: number, abstain: number): Ballots => ({ ...NO_BALLOTS, for: pile(agree), against: pile(against), abstain: pile(abstain) })

interface House {
  readonly area: number
  readonly choice: 'for' | 'against' | 'abstain' | 'invalid' | 'absent' | 'excluded'
}
const house: fc.Arbitrary<House> = fc.record({ area: fc.integer({ min: 3000, max: 20_000 }), choice: fc.constantFrom('for', 'for', 'against', 'abstain', 'invalid', 'absent', 'excluded') })

function pollOf(rule: VoteRuleName, houses: readonly House[]): Poll {
  const sum = (some: readonly House[]) => ({ votes: some.length, squareMetres: some.reduce((total, { area }) => total + area, 0) / 100 })
  const of = (choice: House['choice']) => sum(houses.filter((one) => one.choice === choice))
  return { rule, roll: sum(houses), excluded: of('excluded'), online: NO_BALLOTS, paper: { for: of('for'), against: of('against'), abstain: of('abstain'), invalid: of('invalid') } }
}

describe('计票', () => {
  it('应到、实到、回避、够不够半数，一句一句写得出来', () => {
    const { isCarried, lines } = countVotes({ rule: 'residents', roll: pile(37), excluded: pile(2), online: cast(8, 1, 0), paper: { ...cast(16, 2, 1), invalid: pile(1) } })
    expect(isCarried).toBe(true)
    expect(lines).toEqual([
      '应到 35 户，实到 28 户（纸质票 19 户、网上 9 户）。', '名册共 37 户，其中 2 户因利害关系回避，不投票，也不计入应到。',
      '实到占 80.0%，要求过半数：会议有效（城市居民委员会组织法第十条）。', '同意 24 户，反对 3 户，弃权 1 户。', '无效票 1 张，不计入实到。', '同意占 85.7%，要求过半数：通过。',
    ])
  })

  it('刚好一半不算过半，刚好三分之二、四分之三算够；业主的事，户数够了面积不够也不行', () => {
    const of = (rule: VoteRuleName, due: number, ballots: Ballots) => countVotes({ rule, roll: pile(due), excluded: pile(0), online: NO_BALLOTS, paper: ballots })
    expect(of('residents', 20, cast(10, 0, 0)).isQuorate).toBe(false)
    expect(of('residents', 20, cast(6, 4, 2))).toMatchObject({ isQuorate: true, isCarried: false })
    expect(of('owners', 30, cast(11, 9, 0))).toMatchObject({ isQuorate: true, isCarried: true })
    expect(of('owners-major', 30, cast(15, 5, 0)).isCarried).toBe(true)
    expect(of('owners-major', 30, cast(14, 6, 0)).isCarried).toBe(false)
    expect(of('owners', 3, { ...NO_BALLOTS, for: pile(2, 60) })).toMatchObject({ isQuorate: false, isCarried: false })
  })

  it('任何一次表决：不够数的从不通过；多一户同意不会变成不通过，同意改成反对不会变成通过；回避的户有多少都一样', () => {
    fc.assert(fc.property(fc.constantFrom(...rules), fc.array(house, { maxLength: 40 }), fc.nat(), (rule, houses, at) => {
      const result = countVotes(pollOf(rule, houses))
      if (!result.isQuorate) expect(result.isCarried).toBe(false)
      const turned = (from: House['choice'], to: House['choice']) => countVotes(pollOf(rule, houses.map((one, place) => (place === at % Math.max(1, houses.length) && one.choice === from ? { ...one, choice: to } : one))))
      if (result.isCarried) expect(turned('absent', 'for').isCarried).toBe(true)
      if (!result.isCarried) expect(turned('for', 'against').isCarried).toBe(false)
      expect(countVotes(pollOf(rule, [...houses, { area: 9999, choice: 'excluded' }])).isCarried).toBe(result.isCarried)
    }), { numRuns: 300 })
  })
})

describe('纸质票', () => {
  const entry = (by: string, households: string[], ballots: Ballots) => ({ by, households, ballots })

  it('两个人录得一样才算，户的先后不要紧；不一样再请别人点，谁也不能一个人定', () => {
    const [one, two] = [entry('甲', ['101', '102'], cast(2, 0, 0)), entry('乙', ['102', '101'], cast(2, 0, 0))]
    expect(settlePaper([one]).state).toBe('waiting')
    expect(settlePaper([one, two])).toEqual({ state: 'agreed', entry: one })
    const other = entry('乙', ['101', '102'], cast(1, 1, 0))
    expect(settlePaper([one, other])).toEqual({ state: 'mismatch', entry: null })
    const third = entry('丙', ['101', '102'], cast(0, 2, 0))
    expect(settlePaper([one, other, third])).toEqual({ state: 'mismatch', entry: null })
    expect(settlePaper([one, other, third, two])).toEqual({ state: 'settled', entry: two })
    expect(settlePaper([one, other, entry('丙', ['101', '102'], cast(1, 1, 0))])).toMatchObject({ state: 'settled', entry: { by: '丙' } })
  })

  it('票数和交票的户对不上、面积对不上，都说得出差在哪里', () => {
    const areas = new Map([['101', 80], ['102', 95.5]])
    expect(paperImbalance(entry('甲', ['101', '102'], cast(3, 0, 0)), { areas, byArea: false })).toContain('2 户')
    expect(paperImbalance(entry('甲', ['101', '102'], cast(2, 0, 0)), { areas, byArea: true })).toContain('175.50 平方米')
    expect(paperImbalance(entry('甲', ['101', '102'], { ...NO_BALLOTS, for: pile(1, 80), invalid: pile(1, 95.5) }), { areas, byArea: true })).toBeNull()
  })
})

describe('五步', () => {
  const facts: fc.Arbitrary<Omit<DeliberationFacts, 'state'>> = fc.record({
    merge: fc.option(fc.record({ own: fc.constantFrom('waiting', 'agreed', 'refused'), other: fc.constantFrom('waiting', 'agreed', 'refused') })), hasMeeting: fc.boolean(), voters: fc.nat(3), lacksArea: fc.boolean(),
    voteUntil: fc.option(fc.nat(10)), isPaperOpen: fc.boolean(),
  })

  const from = (state: DeliberationState) => acts.filter((act) => (DELIBERATION_ACTS[act].from as readonly DeliberationState[]).includes(state))

  it('怎么走都只走表里的路：没有双方同意不合并，没有会议和名册不表决，截止后不投票、截止前不计票，纸质票没对上不计票；步骤只在重新议、重新办时往回走', () => {
    fc.assert(fc.property(fc.array(fc.record({ pick: fc.nat(), isSteered: fc.boolean(), facts, now: fc.nat(10), isCarried: fc.boolean() }), { maxLength: 120 }), (walk) => {
      let state: DeliberationState = 'received'
      for (const { pick, isSteered, facts: some, now, isCarried } of walk) {
        const choice = isSteered ? from(state) : acts
        const act = choice[pick % Math.max(1, choice.length)] ?? 'publish'
        const next = nextDeliberation({ ...some, state }, act, { now, isCarried })
        if (!next.ok) continue
        if (act === 'merge') expect(some.merge).toEqual({ own: 'agreed', other: 'agreed' })
        if (act === 'open-vote') expect(some.hasMeeting && some.voters > 0 && !some.lacksArea).toBe(true)
        if (act === 'vote') expect(now).toBeLessThan(some.voteUntil ?? -1)
        if (act === 'count') expect(!some.isPaperOpen && now >= (some.voteUntil ?? 0)).toBe(true)
        if (act !== 'resume') expect(DELIBERATION_STATES[next.state].step).toBeGreaterThanOrEqual(DELIBERATION_STATES[state].step)
        state = next.state
      }
    }), { numRuns: 400 })
  })

  it('每个状态都走得到；没走完的都有下一步，走完的没有', () => {
    const reached = new Set<DeliberationState>(['received'])
    for (const state of reached) for (const act of from(state)) for (const to of DELIBERATION_ACTS[act].to) reached.add(to)
    expect(states.filter((state) => !reached.has(state))).toEqual([])
    const ready = { merge: null, hasMeeting: true, voters: 1, lacksArea: false, voteUntil: 9, isPaperOpen: false }
    const leads = (state: DeliberationState) => acts.some((act) => DELIBERATION_ACTS[act].to.some((to) => to !== state) && nextDeliberation({ ...ready, state }, act, { now: 9 }).ok)
    expect(states.filter((state) => !leads(state))).toEqual(['merged', 'withdrawn', 'closed'])
    expect(possibleDeliberationActs({ ...ready, state: 'scheduled' }, 0)).toEqual(['set-meeting', 'set-roll', 'exclude', 'open-vote'])
  })
})
