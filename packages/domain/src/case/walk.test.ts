import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FLOW_LIMITS, newCase } from './core.ts'
import type { CaseCore, MoveContext } from './core.ts'
import { next } from './flow.ts'
import { moveNames, ruleOf } from './moves.ts'
import type { Move, MoveName, MoveRight } from './moves.ts'
import { caseStates, STATES } from './states.ts'

/** A small street in memory: several cases with parents and mergers, people with rights, a clock. */
interface World {
  now: number
  cases: Map<string, { core: CaseCore; parent: string | null }>
}

const PEOPLE = {
  acceptor: ['case.accept', 'case.check'], chief: ['case.accept', 'case.file', 'case.dispatch', 'case.check', 'case.approve', 'case.urge', 'case.handle', 'case.verify'],
  second: ['case.approve', 'case.file'], dispatcher: ['case.dispatch', 'case.urge'], worker: ['case.verify', 'case.handle'], unit: ['case.handle'], reporter: ['reporter'],
} as const satisfies Record<string, readonly MoveRight[]>
type Person = keyof typeof PEOPLE
const UNITS: Readonly<Record<Person, readonly string[]>> = { acceptor: [], chief: ['desk'], second: [], dispatcher: ['desk'], worker: ['grid'], unit: ['urban'], reporter: [] }

interface Act {
  readonly person: Person
  readonly name: MoveName
  readonly target: number
  readonly other: number
  readonly wait: number
  readonly flag: boolean
  readonly amount: number
  /** Three of four acts are sensible ones: a move the state allows, by somebody who may; the rest is anything. */
  readonly steer: number
}

const act: fc.Arbitrary<Act> = fc.record({
  person: fc.constantFrom(...(Object.keys(PEOPLE) as Person[])), // keys of a literal table
  name: fc.constantFrom(...moveNames), target: fc.nat(9), other: fc.nat(9), wait: fc.nat(30), flag: fc.boolean(), amount: fc.integer({ min: 1, max: 10 }),
  steer: fc.nat(399),
})

const DAY = 86_400_000

function formOf({ name, flag, amount, other }: Act, ids: readonly string[]): Move {
  const unitId = ['urban', 'grid', 'desk'][other % 3] ?? 'urban'
  const forms: Record<MoveName, object> = {
    accept: {}, refuse: { reason: 'no-facts', explanation: 'x' }, 'ask-verification': { note: 'x', unitId: 'grid' }, 'report-verification': { found: flag, note: 'x' },
    file: { classCode: 'S0102' }, dispatch: { unitId }, redispatch: { unitId, reason: 'x' }, claim: {}, return: { reason: 'not-my-duty', note: 'x' },
    split: { parts: [{ title: 'a', text: 'a', classCode: 'S0102' }, { title: 'b', text: 'b', classCode: 'S0102' }] },
    'request-extension': { workingDays: amount, reason: 'x' }, 'request-suspension': { reason: 'season', note: 'x' }, 'request-void': { reason: 'x' },
    approve: {}, decline: { note: 'x' }, resume: { note: 'x' }, escalate: { unitId, question: 'x' }, 'answer-call': { agreed: flag, note: 'x', ground: 'x' },
    'call-all': { unitIds: ['urban', 'grid'], note: 'x' }, 'claim-all': {}, 'answer-all': { note: 'x' }, 'handle-self': { text: 'x' }, reply: { text: 'x' }, 'start-check': {},
    'pass-check': { note: 'x' }, rework: { reason: 'x' }, 'record-contact': { reached: flag, note: 'x', ...(flag ? { solved: amount > 3 } : {}) },
    rate: { solved: flag, satisfaction: 1 + (amount % 5) }, 'still-there': { note: 'x' }, reopen: { reason: 'x' }, archive: {},
    merge: { into: ids[other % ids.length] ?? '', consent: 'x' }, unmerge: { reason: 'x' }, urge: { note: 'x' }, 'answer-urge': { note: 'x' }, amend: { reason: 'x' },
  }
  return { move: name, ...forms[name] } as Move // built per name just above
}

function contextFor(world: World, id: string, { person, name }: Act, move: Move): MoveContext {
  const all = [...world.cases]
  const children = all.filter(([, one]) => one.parent === id)
  const parentId = world.cases.get(id)?.parent ?? null
  const parent = parentId ? world.cases.get(parentId) : undefined
  const into = move.move === 'merge' ? world.cases.get(move.into) : undefined
  return {
    now: world.now, dueAt: world.now + DAY, actor: { id: person, rights: new Set(PEOPLE[person]), units: UNITS[person] },
    workingDaysSince: (from) => Math.floor((world.now - from) / DAY), children: children.length,
    openChildren: children.filter(([, one]) => STATES[one.core.state].isOpen).length,
    followers: all.filter(([, one]) => one.core.mergedInto === id).length,
    parent: parent ? { isOpen: STATES[parent.core.state].isOpen } : null,
    survivor: name === 'merge' && into && move.move === 'merge' ? { isOpen: STATES[into.core.state].isOpen, isMerged: into.core.mergedInto !== null, isSelf: move.into === id } : null,
  }
}

function steered(raw: Act, core: CaseCore): Act {
  if (raw.steer >= 300) return raw
  const names = core.mergedInto ? (['unmerge'] as const) : moveNames.filter((name) => ruleOf(name).from.includes(core.state))
  const name = names[raw.steer % names.length] ?? raw.name
  const able = (Object.keys(PEOPLE) as Person[]).filter((person) => ruleOf(name).rights.some((right) => (PEOPLE[person] as readonly MoveRight[]).includes(right)))
  return { ...raw, name, person: able[raw.other % able.length] ?? raw.person }
}

/** As `expect`, a thousand times cheaper: a walk asks millions of times. */
function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`not so: ${what}`)
}

function play(world: World, raw: Act): void {
  world.now += raw.wait * DAY * 0.1
  const ids = [...world.cases.keys()]
  const id = ids[raw.target % ids.length] ?? ''
  const present = world.cases.get(id)
  if (!present) return
  const one = steered(raw, present.core)
  const move = formOf(one, ids)
  const context = contextFor(world, id, one, move)
  const frozen = JSON.stringify(present.core)
  const result = next(present.core, move, context)
  must(JSON.stringify(present.core) === frozen, 'a move leaves what it was given as it was')
  if (!result.ok) return
  check(present.core, result.core, { one, context })
  world.cases.set(id, { ...present, core: result.core })
  if (move.move === 'split') for (const _part of move.parts) world.cases.set(`c${world.cases.size}`, { core: { ...newCase(world.now, 'S0102'), state: 'filed' }, parent: id })
}

/** What must hold of every single allowed move. */
function check(before: CaseCore, after: CaseCore, { one, context }: { one: Act; context: MoveContext }): void {
  must(caseStates.includes(after.state), 'a state there is')
  must(ruleOf(one.name).from.includes(before.state), 'a move its state allows')
  must(ruleOf(one.name).rights.some((right) => context.actor.rights.has(right)), 'by somebody who may')
  must(one.name !== 'claim-all' || context.actor.units.some((unit) => before.calledUnits.includes(unit) && !before.answeredUnits.includes(unit)), 'only a called unit claims')
  must(!before.mergedInto || one.name === 'unmerge', 'a merged case is only taken out again')
  must(after.state !== 'archived' || after.contact !== null || after.rating !== null || after.outcome === 'refused', 'struck off only with an answer')
  must(after.state !== 'void' || one.person !== before.pending?.by, 'a second person voids')
  for (const counter of ['hops', 'returns', 'reworks', 'reopens', 'urges', 'stillThere'] as const) must(after[counter] >= before[counter], `${counter} only grows`)
}

/** What must hold of the whole street at any time. */
function checkWorld(world: World): void {
  for (const [id, { core, parent }] of world.cases) {
    const { isOpen } = STATES[core.state]
    must((core.closedAt !== null) === !isOpen, 'closed has its time')
    must(core.pauses.filter((pause) => pause.to === null).length === (core.state === 'suspended' ? 1 : 0), 'the clock stands only while suspended')
    must(core.extensions.reduce((days, extension) => days + extension.workingDays, 0) <= FLOW_LIMITS.extensionWorkingDays, 'extensions have their most')
    must(!['dispatched', 'handling', 'suspended', 'escalated'].includes(core.state) || core.ownerUnit !== null, 'somebody has it')
    must(!['registered', 'verifying', 'filed'].includes(core.state) || core.ownerUnit === null, 'nobody has it yet')
    must(isOpen || core.pending === null, 'nothing is asked of a closed case')
    must([...core.answeredUnits, ...(core.claimedUnits ?? [])].every((unit) => core.calledUnits.includes(unit)), 'only called units answer and claim')
    must(!core.mergedInto || !world.cases.get(core.mergedInto)?.core.mergedInto, 'no chain of mergers')
    must(core.mergedInto !== id, 'not into itself')
    const above = parent ? world.cases.get(parent) : undefined
    must(!above || !isOpen || !['closed', 'archived', 'void'].includes(above.core.state), `no open ${id} under a parent that is not`)
  }
}

describe('随机走动', () => {
  it('一万次随机走动：没有非法状态，上下级、合并、审批的规矩始终成立', () => {
    const reached = new Set<string>()
    fc.assert(
      fc.property(fc.array(act, { minLength: 20, maxLength: 100 }), (acts) => {
        const world: World = { now: 0, cases: new Map(['c0', 'c1', 'c2'].map((id) => [id, { core: newCase(0, null), parent: null }])) }
        for (const one of acts) {
          play(world, one)
          checkWorld(world)
        }
        for (const { core } of world.cases.values()) reached.add(core.state)
      }),
      { numRuns: 10_000 },
    )
    expect([...reached].toSorted()).toEqual([...caseStates].toSorted())
  }, 300_000)
})
