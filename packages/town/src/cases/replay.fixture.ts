import { newCase, next, STATES } from '@yihu/domain'
import type { CaseCore, Move, MoveContext, MoveRight } from '@yihu/domain'
import type { CaseScript, ScriptedMove, WorkingDays } from '../case-types.ts'
import type { RoleId, User } from '../staff-types.ts'
import type { Town } from '../town.ts'
import { DAY_MINUTES, PLAIN_WEEKDAYS, addService, dateOf, minutesOf } from './clock.ts'
import { THEMES } from './themes.ts'

const RIGHTS: Readonly<Record<RoleId, readonly MoveRight[]>> = {
  admin: [], auditor: [], security: [], enterprise: ['case.handle'],
  'duty-chief': ['case.file', 'case.approve', 'case.check', 'case.urge'],
  acceptor: ['case.accept', 'case.check'],
  dispatcher: ['case.dispatch'],
  community: ['case.handle'],
  'grid-worker': ['case.verify'],
  department: ['case.handle'],
  property: ['case.handle'],
}

interface Live {
  script: CaseScript
  core: CaseCore
}

/** A move that the real rules refused. */
export interface Refused {
  key: string
  move: string
  code: string
}

/** Plays every move of the town through the real case flow in time order. */
export function replay(town: Town, calendar: WorkingDays = PLAIN_WEEKDAYS): { cores: Map<string, CaseCore>; refused: Refused[] } {
  const users = new Map(town.users.map((u) => [u.username, u]))
  const live = new Map<string, Live>()
  const refused: Refused[] = []
  for (const script of town.cases) {
    const core = newCase(Date.parse(script.at), script.classCode)
    live.set(script.key, { script, core: script.childOf ? { ...core, state: 'filed' } : core })
  }
  const moves = town.cases.flatMap((script) => script.moves.map((move) => ({ key: script.key, move })))
  moves.sort((a, b) => Date.parse(a.move.at) - Date.parse(b.move.at))
  for (const { key, move } of moves) {
    const one = live.get(key)
    if (!one) throw new Error(`no case ${key}`)
    const answer = next(one.core, asMove(move), contextOf(one, { move, live, users, calendar }))
    if (answer.ok) one.core = answer.core
    else refused.push({ key, move: move.move, code: answer.code })
  }
  return { cores: new Map([...live].map(([key, { core }]) => [key, core])), refused }
}

function asMove({ move, form }: ScriptedMove): Move {
  return { move, ...form } as Move // the script's form belongs to its move; the flow judges it
}

function contextOf(one: Live, w: { move: ScriptedMove; live: Map<string, Live>; users: Map<string, User>; calendar: WorkingDays }): MoveContext {
  const now = Date.parse(w.move.at)
  const user = w.users.get(w.move.by)
  const rights: readonly MoveRight[] = w.move.by === 'reporter' ? ['reporter'] : user ? user.roles.flatMap((r) => RIGHTS[r]) : []
  const all = [...w.live.values()]
  const children = all.filter((o) => o.script.childOf?.key === one.script.key && Date.parse(o.script.at) <= now)
  const isOpen = (o: Live): boolean => STATES[o.core.state].isOpen
  const parent = one.script.childOf ? w.live.get(one.script.childOf.key) : undefined
  const into = w.move.form['into']
  const survivor = typeof into === 'string' ? w.live.get(into) : undefined
  return {
    now,
    actor: { id: user?.username ?? null, rights: new Set(rights), units: user ? [user.unitId] : [] },
    workingDaysSince: (from) => workingDays(from, now, w.calendar),
    dueAt: dueOf(one, w.calendar),
    children: children.length,
    openChildren: children.filter(isOpen).length,
    followers: all.filter((o) => o.core.mergedInto === one.script.key).length,
    parent: parent ? { isOpen: isOpen(parent) } : null,
    survivor: survivor ? { isOpen: isOpen(survivor), isMerged: survivor.core.mergedInto !== null, isSelf: survivor === one } : null,
  }
}

/** The due time on a calendar: close of service for day limits, extensions and pauses included. */
export function dueOf({ script, core }: Live, calendar: WorkingDays = PLAIN_WEEKDAYS): number {
  const limit = minutesOf(THEMES.find((t) => t.code === script.classCode)?.limit ?? '5d')
  if (limit.isRoundTheClock) return core.startedAt + limit.minutes * 60_000
  const extra = core.extensions.reduce((sum, e) => sum + e.workingDays * DAY_MINUTES, 0)
  const paused = core.pauses.reduce((sum, p) => sum + workingDays(p.from, p.to ?? p.from, calendar) * DAY_MINUTES, 0)
  return addService(core.startedAt, limit.minutes + extra + paused, calendar)
}

function workingDays(from: number, to: number, calendar: WorkingDays): number {
  let count = 0
  for (let at = from + 86_400_000; dateOf(at) <= dateOf(to); at += 86_400_000) if (calendar.isWorkingDay(dateOf(at))) count++
  return count
}
