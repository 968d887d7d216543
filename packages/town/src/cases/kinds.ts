import type { CaseScript, CaseSource } from '../case-types.ts'
import { accountOf } from '../staff/users.ts'
import { courseOf, draft, finish, openReporterBook } from './build-cases.ts'
import type { Draft, Workshop } from './build-cases.ts'
import { timeOnDay, workingDaysBefore } from './clock.ts'
import { play } from './fates.ts'
import type { Fate } from './fates.ts'
import { OPEN_PLANS, playOpen } from './open-fates.ts'
import type { OpenPlan } from './open-fates.ts'
import { answer, archive, assign, contact, intake, passCheck, startCheck } from './script.ts'
import { compose } from './compose.ts'
import { writeSplit } from './split.ts'

const DAY = 86_400_000

/** Totals of a year (mission 1.1) and how they divide. */
export const YEAR = { appeals: 505, gridMatters: 765, deliberations: 176, rated: 412, satisfied: 408 } as const

const FATES: readonly (readonly [Fate, number])[] = [
  ['returned', 12], ['extended', 8], ['suspended', 5], ['reworked', 4], ['urged', 6], ['escalated', 8], ['called', 3], ['reopened', 6],
  ['unarchived', 6], ['refused', 5],
]
const MERGED = 5
const LATE = 9

function pickSource(w: Workshop): CaseSource {
  return w.random.pick(['resident', 'resident', 'resident', 'resident', 'code', 'code', 'phone', 'phone', 'hotline', 'hotline', 'hotline'])
}

/** A moment of the year in the hours in which this source speaks, at least some days before its end. */
function moment({ random, asOf }: Workshop, source: CaseSource, daysBeforeEnd: number): number {
  const day = asOf - random.range(daysBeforeEnd, 364) * DAY
  const [from, to] = source === 'resident' || source === 'code' ? [390, 1350] : source === 'grid' ? [490, 1060] : [490, 1130]
  return timeOnDay(day, random.range(from, to))
}

/** The 505 appeals (with three children of one of them). */
export function writeAppeals(w: Workshop): CaseScript[] {
  const nextReporter = openReporterBook(w.random.fork('reporters'))
  let count = 0
  const nextKey = (): string => `a${String(++count).padStart(4, '0')}`
  const cases: CaseScript[] = []
  for (const plan of OPEN_PLANS) cases.push(finish(openDraft(w, nextKey(), plan), { reporter: nextReporter() }))
  cases.push(...writeSplit(w, { key: nextKey(), at: timeOnDay(w.asOf - 120 * DAY, 600), reporter: nextReporter() }))
  const survivors: Draft[] = []
  for (const plan of closedPlans(w)) {
    const d = closedDraft(w, nextKey(), plan)
    if (plan.fate === 'plain' && survivors.length < MERGED && isMergeable(d)) survivors.push(d)
    cases.push(finish(d, { reporter: nextReporter() }))
  }
  for (const survivor of survivors) cases.push(finish(duplicateOf(w, nextKey(), survivor), { reporter: nextReporter() }))
  return cases
}

interface ClosedPlan {
  fate: Fate
  isLate: boolean
  rating: 'satisfied' | 'dissatisfied' | null
}

/** Fates, late replies and ratings of the closed appeals; the split parent brings one satisfied rating more. */
function closedPlans({ random }: Workshop): ClosedPlan[] {
  const total = YEAR.appeals - OPEN_PLANS.length - MERGED - 1
  const special = FATES.flatMap(([fate, n]) => Array.from({ length: n }, () => fate))
  const fates = [...special, ...Array.from({ length: total - special.length }, (): Fate => 'plain')]
  let late = LATE
  let rated = YEAR.rated - 1
  let poor = YEAR.rated - YEAR.satisfied
  return random.shuffle(fates.map((fate): ClosedPlan => {
    const canRate = fate !== 'refused' && fate !== 'unarchived'
    const isLate = fate === 'plain' && late-- > 0
    const rating = canRate && rated-- > 0 ? (fate === 'plain' && poor-- > 0 ? 'dissatisfied' : 'satisfied') : null
    return { fate, isLate, rating }
  }))
}

function closedDraft(w: Workshop, key: string, { fate, isLate, rating }: ClosedPlan): Draft {
  const source = pickSource(w)
  const isLong = fate !== 'plain' && fate !== 'refused'
  const at = fate === 'unarchived' ? recently(w) : moment(w, source, isLong ? 60 : 28)
  const fits = isLong || isLate ? (t: { limit: string }) => t.limit === '5d' : () => true
  const d = draft(w, { key, source, at, share: 0, gridPlace: w.atlas.anyGrid(w.random), fits })
  play(fate, courseOf(d, { isLate, rating }))
  return d
}

/** Registered seven working days ago: closed by now, not yet archived. */
function recently({ asOf, days, random }: Workshop): number {
  return workingDaysBefore(asOf, { count: 7, minutes: random.int(520, 1000), days })
}

function openDraft(w: Workshop, key: string, { state, daysAgo }: OpenPlan): Draft {
  const source = pickSource(w)
  const isToday = daysAgo === 0
  const at = isToday ? w.asOf - w.random.int(8, 25) * 60_000 : workingDaysBefore(w.asOf, { count: daysAgo, minutes: w.random.int(515, 620), days: w.days })
  const inDistrict = (code: string): boolean => /^(A0106|A0111|A011[04]|A0103|S0110|B0405)/.test(code)
  const fits = (t: { limit: string; code: string }): boolean => t.limit === '5d' && (state !== 'escalated' || inDistrict(t.code))
  const d = draft(w, { key, source, at, share: 0, gridPlace: w.atlas.anyGrid(w.random), fits })
  playOpen(state, courseOf(d, { isLate: false, rating: null }))
  return d
}

function isMergeable({ theme, script, at }: Draft): boolean {
  const reply = script.moves.find((m) => m.move === 'reply')
  const hour = new Date(at + 8 * 3_600_000).getUTCHours()
  return theme.limit === '5d' && reply !== undefined && Date.parse(reply.at) - at > 30 * 3_600_000 && hour >= 9 && hour < 15
}

/** A neighbour reports the same thing half an hour later; the desk merges it into the first case. */
function duplicateOf(w: Workshop, key: string, survivor: Draft): Draft {
  const at = survivor.at + w.random.int(20, 70) * 60_000
  const source = pickSource(w)
  const base = draft(w, { key, source, at, share: 0, gridPlace: survivor.spot.gridPlace, fits: (t) => t.code === survivor.theme.code })
  const voice = compose(survivor.theme, { spot: survivor.spot, source, random: w.random })
  base.script.wait(w.random.int(5, 30))
  base.script.make('accept', { move: 'accept' })
  base.script.wait(w.random.int(3, 15))
  base.script.make('accept', { move: 'merge', into: survivor.key, consent: '电话征得同意，并到前一件一起办理' })
  return { ...base, spot: survivor.spot, unit: survivor.unit, voice }
}

/** 765 small matters that grid workers found and settled on the spot. */
export function writeGridMatters(w: Workshop): CaseScript[] {
  return Array.from({ length: YEAR.gridMatters }, (_, i) => {
    const gridPlace = w.atlas.grids[i % w.atlas.grids.length] ?? w.atlas.anyGrid(w.random)
    const at = moment(w, 'grid', 15)
    const d = draft(w, { key: `g${String(i + 1).padStart(4, '0')}`, source: 'grid', at, share: 1, gridPlace })
    d.script.live(w.random.int(6, d.theme.limit.endsWith('d') ? 110 : 40))
    d.script.make(gridPlace.worker, { move: 'handle-self', text: `${d.voice.fix}。` })
    startCheck(d.script)
    passCheck(d.script)
    contact(d.script, true)
    archive(d.script)
    return finish(d, { raisedBy: gridPlace.worker })
  })
}

/** 176 matters settled by 五步议事法: 提事、定事、议事、办事、评事. */
export function writeDeliberations(w: Workshop): CaseScript[] {
  return Array.from({ length: YEAR.deliberations }, (_, i) => {
    const gridPlace = w.atlas.anyGrid(w.random)
    const at = moment(w, 'deliberation', 35)
    const key = `t${String(i + 1).padStart(4, '0')}`
    const d = draft(w, { key, source: 'deliberation', at, share: 2, gridPlace, fits: (t) => t.limit === '5d' })
    const course = courseOf(d, { isLate: false, rating: null })
    intake(d.script, course)
    assign(d.script, gridPlace.communityUnit)
    const isLong = w.random.chance(0.15)
    if (isLong) extendForTalks(d)
    answer(d.script, talked(d, w), isLong ? w.random.range(0.6, 1.1) : w.random.range(0.25, 0.65))
    startCheck(d.script)
    passCheck(d.script)
    contact(d.script, true)
    archive(d.script)
    return finish(d, { raisedBy: accountOf(gridPlace.communityUnit) })
  })
}

function extendForTalks({ script }: Draft): void {
  script.pass(0.3)
  script.make(accountOf(script.unit), { move: 'request-extension', workingDays: 10, reason: '一次没议成，约定下周再议' })
  script.pass(0.02)
  script.make('duty', { move: 'approve', note: '同意，把意见听全' })
}

function talked({ voice, spot }: Draft, { random }: Workshop): string {
  const present = random.int(11, 46)
  const agreed = random.int(Math.ceil(present * 0.7), present)
  return `在「${spot.gridPlace.hall}」议事：到会${present}人，同意${agreed}人。办事：${voice.fix}。评事：${random.pick(['到会代表打分满意', '张贴公示七天无异议', '逐户告知，住户认可'])}`
}
