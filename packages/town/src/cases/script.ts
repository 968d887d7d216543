import type { Move } from '@yihu/domain'
import type { ScriptedMove, WorkingDays } from '../case-types.ts'
import { accountOf } from '../staff/users.ts'
import type { Random } from '../random.ts'
import { addService, isoOf, minutesOf, timeOnDay } from './clock.ts'
import { answerText, remark } from './compose.ts'
import type { LimitText } from './theme.ts'

/** Writes the moves of one case one after another, each later than the one before. */
export interface Script {
  readonly moves: ScriptedMove[]
  readonly random: Random
  /** Unit that holds the case. */
  unit: string
  /** Moment of the last move, epoch ms. */
  now(): number
  /** Lets a share of the class limit pass in service time (round the clock for 紧急工作时). */
  pass(share: number): void
  /** Lets minutes of service time pass. */
  wait(minutes: number): void
  /** Lets plain minutes pass, as for residents and people on the spot. */
  live(minutes: number): void
  make(by: string, move: Move): void
}

/** Starts a script at the moment a case is registered. */
export function openScript(start: { at: number; limit: LimitText; days: WorkingDays; random: Random }): Script {
  const { days, random } = start
  const limit = minutesOf(start.limit)
  const moves: ScriptedMove[] = []
  let at = start.at
  const wait = (minutes: number): void => {
    at = limit.isRoundTheClock ? at + minutes * 60_000 : addService(at, minutes, days)
  }
  return {
    moves,
    random,
    unit: '',
    now: () => at,
    pass: (share) => wait(share * limit.minutes),
    wait: (minutes) => {
      at = addService(at, minutes, days)
    },
    live: (minutes) => {
      at += minutes * 60_000
    },
    make: (by, { move, ...form }) => {
      at = Math.ceil(at / 1000) * 1000 + random.int(1, 50) * 1000
      moves.push({ at: isoOf(at), by, move, form })
    },
  }
}

const DUTY = 'duty'
const ACCEPT = 'accept'
const DISPATCH = 'dispatch'

/** 受理, sometimes 核实 by the grid, 立案. */
export function intake(s: Script, at: { communityUnit: string; worker: string; classCode: string }): void {
  s.pass(s.random.range(0.005, 0.03))
  s.make(ACCEPT, { move: 'accept' })
  if (s.random.chance(0.18)) {
    s.pass(0.004)
    s.make(ACCEPT, { move: 'ask-verification', unitId: at.communityUnit, note: remark('ask', s.random) })
    s.pass(s.random.range(0.02, 0.06))
    s.make(at.worker, { move: 'report-verification', found: true, note: remark('found', s.random) })
  }
  s.pass(s.random.range(0.005, 0.02))
  s.make(DUTY, { move: 'file', classCode: at.classCode })
}

/** 派遣 and 接办. */
export function assign(s: Script, unit: string): void {
  sendTo(s, unit)
  s.pass(s.random.range(0.01, 0.06))
  s.make(accountOf(unit), { move: 'claim' })
}

/** 派遣 only. */
export function sendTo(s: Script, unit: string): void {
  s.pass(s.random.range(0.005, 0.02))
  const note = s.random.chance(0.6) ? { note: remark('dispatch', s.random) } : {}
  s.make(DISPATCH, { move: 'dispatch', unitId: unit, ...note })
  s.unit = unit
}

/** 回复 by the unit that holds the case, after a share of the limit. */
export function answer(s: Script, fix: string, share: number): void {
  s.pass(share)
  s.make(accountOf(s.unit), { move: 'reply', text: answerText(fix, s.random), measures: fix })
}

/** 核查 begins. */
export function startCheck(s: Script): void {
  s.pass(s.random.range(0.005, 0.02))
  s.make(ACCEPT, { move: 'start-check' })
}

/** 核查通过. */
export function passCheck(s: Script): void {
  s.pass(s.random.range(0.005, 0.03))
  s.make(DUTY, { move: 'pass-check', note: remark('check', s.random) })
}

/** 回访 by the desk. */
export function contact(s: Script, reached: boolean): void {
  s.wait(s.random.int(30, 500))
  const heard = reached ? { solved: true, satisfied: true } : {}
  s.make(ACCEPT, { move: 'record-contact', reached, note: remark(reached ? 'contact' : 'missed', s.random), ...heard })
}

/** 评价 by the reporter, in waking hours. */
export function rate(s: Script, isSatisfied: boolean): void {
  const evening = timeOnDay(s.now(), s.random.int(1080, 1290))
  s.live(evening > s.now() ? (evening - s.now()) / 60_000 : s.random.int(20, 60))
  const satisfaction = isSatisfied ? s.random.pick([4, 5, 5, 5]) : s.random.pick([1, 2])
  const comment = s.random.chance(0.5) || !isSatisfied ? { comment: remark(isSatisfied ? 'comment' : 'poor', s.random) } : {}
  s.make('reporter', { move: 'rate', solved: isSatisfied, satisfaction, ...comment })
}

/** 销号. */
export function archive(s: Script): void {
  s.wait(s.random.int(20, 300))
  s.make(DUTY, { move: 'archive' })
}
