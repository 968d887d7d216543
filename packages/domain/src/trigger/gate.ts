import { DAY_MS, MINUTE_MS, dateOfDay, localDay, shanghaiOffset } from '../time/zone.ts'
import { earlier, has } from './node.ts'
import type { AnyNode, Node } from './node.ts'
import type { Hours, Season } from './vocabulary.ts'

interface Gated {
  readonly inner: unknown
  readonly isOpen: boolean
  /** Until when `isOpen` is known to hold. */
  readonly until: number
  /** It was on when the gate closed, and `holds`. */
  readonly isHeld: boolean
}

interface Clock {
  isOpenAt(now: number): boolean
  nextChange(now: number): number
  /** What is on goes on while the gate is closed, until it ends by itself. */
  readonly holds: boolean
}

/** A part that counts only while the clock or calendar lets it through. What began before counts from the opening on. */
function clockGate(inner: AnyNode, { isOpenAt, nextChange, holds }: Clock): Node<Gated> {
  const look = (state: Gated, now: number): Gated => (now < state.until ? state : { ...state, isOpen: isOpenAt(now), until: nextChange(now) })
  const within = (state: Gated, next: unknown): Gated => {
    const isHeld = holds && (state.isOpen || state.isHeld) && inner.isOn(next)
    return next === state.inner && isHeld === state.isHeld ? state : { ...state, inner: next, isHeld }
  }
  return {
    begin: (at) => ({ inner: inner.begin(at), isOpen: isOpenAt(at), until: nextChange(at), isHeld: false }),
    take: (state, message) => within(look(state, message.at), inner.take(state.inner, message)),
    pass: (state, now) => within(look(state, now), inner.pass(state.inner, now)),
    due: (state) => earlier(inner.due(state.inner), state.until),
    keep(begun, old) {
      if (!has(old, 'inner') || !has(old, 'isHeld')) return begun
      const kept = inner.keep?.(begun.inner, old.inner) ?? begun.inner
      return { ...begun, inner: kept, isHeld: holds && old.isHeld === true && inner.isOn(kept) }
    },
    isOn: (state) => (state.isOpen || state.isHeld) && inner.isOn(state.inner),
    why: (state) => inner.why(state.inner),
  }
}

/** Counts only in these hours, or only outside them; `holding`: outside them, but what is on by then goes on. */
export function hoursGate(inner: AnyNode, hours: readonly Hours[], side: 'inside' | 'outside' | 'holding'): Node<Gated> {
  const { isInside, nextChange } = spansOf(hours)
  return clockGate(inner, { isOpenAt: (now) => isInside(now) === (side === 'inside'), nextChange, holds: side === 'holding' })
}

/** When the hours are over in which a moment lies; null: it lies in none, or they are never over. */
export function hoursEnd(hours: readonly Hours[], at: number): number | null {
  const { isInside, nextChange } = spansOf(hours)
  if (!isInside(at)) return null
  for (let now = nextChange(at); now <= at + DAY_MS; now = nextChange(now)) if (!isInside(now)) return now
  return null
}

function spansOf(hours: readonly Hours[]): { isInside(now: number): boolean; nextChange(now: number): number } {
  const spans = hours.map(({ from, to }) => [minuteOf(from), minuteOf(to)] as const)
  const edges = [...new Set(spans.flat())].toSorted((a, b) => a - b)
  return {
    isInside(now) {
      const minute = Math.floor(((now + shanghaiOffset(now)) % DAY_MS) / MINUTE_MS)
      return spans.some(([from, to]) => (from < to ? minute >= from && minute < to : minute >= from || minute < to))
    },
    nextChange(now) {
      const start = localDay(now) * DAY_MS - shanghaiOffset(now)
      const next = edges.find((edge) => start + edge * MINUTE_MS > now)
      return next === undefined ? start + DAY_MS + (edges[0] ?? 0) * MINUTE_MS : start + next * MINUTE_MS
    },
  }
}

/** Counts only on these days of the year. */
export function seasonGate(inner: AnyNode, { from, to }: Season): Node<Gated> {
  return clockGate(inner, {
    isOpenAt(now) {
      const day = dateOfDay(localDay(now)).slice(5)
      return from <= to ? day >= from && day <= to : day >= from || day <= to
    },
    nextChange: (now) => (localDay(now) + 1) * DAY_MS - shanghaiOffset(now),
    holds: false,
  })
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}

interface Presence {
  readonly inner: unknown
  readonly isAway: boolean
}

/** Counts only while nobody is away (default), or only while somebody is: an away message switches. */
export function awayGate(inner: AnyNode, when: 'home' | 'away'): Node<Presence> {
  return {
    begin: (at) => ({ inner: inner.begin(at), isAway: false }),
    take: (state, message) => ({ isAway: message.kind === 'away' ? message.isAway : state.isAway, inner: inner.take(state.inner, message) }),
    pass: (state, now) => ({ ...state, inner: inner.pass(state.inner, now) }),
    due: (state) => inner.due(state.inner),
    keep: (begun, old) => (has(old, 'inner') && has(old, 'isAway') ? { inner: inner.keep?.(begun.inner, old.inner) ?? begun.inner, isAway: old.isAway === true } : begun),
    isOn: (state) => state.isAway === (when === 'away') && inner.isOn(state.inner),
    why: (state) => inner.why(state.inner),
  }
}
