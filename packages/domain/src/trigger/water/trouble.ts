import type { Message, Trigger } from '../vocabulary.ts'
import { has } from '../node.ts'
import type { Node } from '../node.ts'
import { NOT_STEADY } from './steady.ts'
import { forgetRuns, NO_WATER, stepWater } from './step-water.ts'
import type { WaterMemory } from './step-water.ts'
import { DAY_HOURS, HOUR_MS } from './use.ts'
import type { WaterAlarm, WaterTrouble } from './use.ts'

/** A trouble told and not yet over; `until` where only time ends it. */
interface Open {
  readonly trouble: WaterTrouble
  readonly since: number
  readonly litres: number
  readonly until: number | null
}

interface State {
  readonly memory: WaterMemory
  readonly last: { readonly at: number; readonly total: number } | null
  readonly isAway: boolean
  readonly open: readonly Open[]
}

/** Meters count cubic metres; differences below a tenth of a litre are float noise. */
const LITRES = 1000
const PER_LITRE = 10
/** Longer without a reading, it is not known whether use in between stopped. */
const HOLE_HOURS = 3
const EXTREME_MS = DAY_HOURS * HOUR_MS

/**
 * `water`: a home's meter (its running total in m³, about hourly) shows one of the troubles. Silence and endless use last
 * until the tap says otherwise, an extreme use for a day.
 */
export function water({ point, troubles, isClose = false }: Extract<Trigger, { kind: 'water' }>): Node<State> {
  const counts = (state: State, { trouble }: Open): boolean => troubles.includes(trouble) && !(trouble === 'silence' && state.isAway)
  return {
    begin: () => ({ memory: NO_WATER, last: null, isAway: false, open: [] }),
    take(state, message) {
      if (message.kind === 'away') return { ...state, isAway: message.isAway }
      return message.kind === 'value' && message.point === point && Number.isFinite(message.value) ? read(state, message, isClose) : state
    },
    pass(state, now) {
      const open = state.open.filter(({ until }) => until === null || now <= until)
      return open.length === state.open.length ? state : { ...state, open }
    },
    due: ({ open }) => open.reduce<number | null>((due, { until }) => (until === null ? due : Math.min(due ?? Infinity, until + 1)), null),
    keep(begun, old) {
      // A rule taken out of several finds its own part among theirs.
      const own: unknown = Array.isArray(old) ? old.find(isOwn) : old
      return isOwn(own) ? kept(own as State, isClose) : begun
    },
    isOn: (state) => state.open.some((open) => counts(state, open)),
    why: (state) => state.open.filter((open) => counts(state, open)).map(({ trouble, since, litres }) => ({ kind: 'water', point, since, value: litres, trouble })),
  }
}

/** The only part of a rule that has such fields. */
function isOwn(part: unknown): boolean {
  return has(part, 'memory') && has(part, 'open')
}

/** What is looked at only closely is not carried into a time when nobody looks. */
function kept(old: State, isClose: boolean): State {
  return isClose ? old : { ...old, memory: { ...old.memory, steady: NOT_STEADY }, open: old.open.filter(({ trouble }) => trouble !== 'steady') }
}

function read(state: State, { at, value }: Extract<Message, { kind: 'value' }>, isClose: boolean): State {
  const { last, isAway } = state
  const now = { at, total: value }
  if (last === null) return { ...state, last: now }
  if (at <= last.at) return state
  const hours = (at - last.at) / HOUR_MS
  const litres = Math.round((value - last.total) * LITRES * PER_LITRE) / PER_LITRE
  const before = hours > HOLE_HOURS && litres > 0 ? forgetRuns(state.memory) : state.memory
  const { memory, alarms, isFault } = stepWater(before, { at, litres, hours, presence: isAway ? 'away' : 'unknown' }, { isClose })
  if (isFault) return { ...state, memory, last: now }
  const known = { ...memory, knownHours: before.knownHours + Math.min(hours, HOLE_HOURS) }
  const told = alarms.map(opened)
  const open = [...state.open.filter((old) => lasts(memory, old) && told.every(({ trouble }) => trouble !== old.trouble)), ...told]
  return { memory: known, last: now, isAway, open }
}

function opened({ kind, at, since, litres }: WaterAlarm): Open {
  return { trouble: kind, since, litres, until: kind === 'extreme' ? at + EXTREME_MS : null }
}

function lasts(memory: WaterMemory, { trouble }: Open): boolean {
  switch (trouble) {
    case 'silence': return memory.silence.isTold
    case 'leak': return memory.leak.isTold
    case 'steady': return memory.steady.isTold
    case 'extreme': return true
  }
}
