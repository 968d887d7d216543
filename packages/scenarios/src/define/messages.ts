import type { Message } from '@yihu/domain'

/** A message of an example: so many minutes after its beginning. */
export type Timed = { readonly minute: number } & (
  | Pick<Extract<Message, { kind: 'value' }>, 'kind' | 'point' | 'value'>
  | Pick<Extract<Message, { kind: 'seen' }>, 'kind' | 'label' | 'zone' | 'dwellMs' | 'score'>
  | Pick<Extract<Message, { kind: 'said' }>, 'kind' | 'class' | 'text'>
  | Pick<Extract<Message, { kind: 'away' }>, 'kind' | 'isAway'>
)

const SECOND_MS = 1000

/** A reading of a point. */
export function value(minute: number, point: string, reading: number): Timed {
  return { minute, kind: 'value', point, value: reading }
}

/** A sighting by a camera; `dwell` in seconds by its own account, `score` 0…1. */
export function sighting(minute: number, label: string, zone: string, { dwell = 0, score = 0.9 }: { readonly dwell?: number; readonly score?: number } = {}): Timed {
  return { minute, kind: 'seen', label, zone, dwellMs: dwell * SECOND_MS, score }
}

/** Words that somebody said, with the class they were given. */
export function saying(minute: number, text: string, className: string): Timed {
  return { minute, kind: 'said', class: className, text }
}

/** Nobody is at home from now on, or somebody is again. */
export function away(minute: number, isAway: boolean): Timed {
  return { minute, kind: 'away', isAway }
}

/** The same again every `step` minutes, first and last minute included. */
export function every(step: number, [from, to]: readonly [number, number], make: (minute: number) => Timed): readonly Timed[] {
  return Array.from({ length: Math.floor((to - from) / step + 1e-9) + 1 }, (_, n) => make(from + n * step))
}
