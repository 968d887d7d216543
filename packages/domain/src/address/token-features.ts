import { keyOf, mix } from './hash.ts'
import { unitAt } from './view.ts'
import type { AddressView } from './view.ts'

type Window = readonly [from: number, to: number]

/** Stretches of neighbouring tokens looked at, first and last place relative to the token. */
const WINDOWS: readonly Window[] = [
  [0, 0], [-1, -1], [1, 1], [-2, -2], [2, 2], [-3, -3], [3, 3],
  [-1, 0], [0, 1], [-2, -1], [1, 2], [-3, -2], [2, 3],
  [-2, 0], [-1, 1], [0, 2], [-3, -1], [1, 3],
  [-3, 0], [-2, 1], [-1, 2], [0, 3], [1, 4], [-4, -1],
]
/** The same for classes of tokens. */
const KIND_WINDOWS: readonly Window[] = [
  [0, 0], [-1, 0], [0, 1], [-1, 1], [-2, 0], [0, 2], [-2, 2], [-3, 0], [0, 3], [-3, -1], [1, 3], [-4, 0], [0, 4],
]
/** Questions are numbered by hundreds, so that no two share a key. */
const [ALWAYS, WINDOW, KIND_WINDOW, CONTEXT] = [99, 100, 150, 200]
const FARTHEST = 8
const LOW = 0xff

interface Surroundings {
  readonly distanceBack: Int32Array
  readonly distanceOn: Int32Array
  readonly repeats: Int32Array
}

/** Feature keys of every token of an address. */
export function tokenFeatures(view: AddressView): number[][] {
  const surroundings = { ...distances(view), repeats: repeatsOf(view) }
  return view.units.map((_, at) => {
    const keys = [keyOf(ALWAYS, 0)]
    for (const [index, window] of WINDOWS.entries()) keys.push(codesKey(view, at, window, WINDOW + index))
    for (const [index, window] of KIND_WINDOWS.entries()) keys.push(kindsKey(view, at, window, KIND_WINDOW + index))
    keys.push(...contextKeys(view, at, surroundings))
    return keys
  })
}

function codesKey(view: AddressView, at: number, [from, to]: Window, question: number): number {
  let key = mix(0, question)
  for (let place = at + from; place <= at + to; place += 1) key = mix(key, unitAt(view, place).code)
  return key
}

function kindsKey(view: AddressView, at: number, [from, to]: Window, question: number): number {
  let key = mix(0, question)
  for (let place = at + from; place <= at + to; place += 1) key = mix(key, unitAt(view, place).kind)
  return key
}

function contextKeys(view: AddressView, at: number, { distanceBack, distanceOn, repeats }: Surroundings): number[] {
  const { code, kind } = unitAt(view, at)
  const [before, after] = [unitAt(view, at - 1), unitAt(view, at + 1)]
  const [left, right] = [view.endingsBefore[at] ?? 0, view.endingsFrom[at + 1] ?? 0]
  const [back, on, repeat] = [distanceBack[at] ?? 0, distanceOn[at] ?? 0, repeats[at] ?? 0]
  const toEnd = view.size - 1 - at
  return [
    keyOf(CONTEXT, Math.min(at, 6)),
    keyOf(CONTEXT + 1, Math.min(toEnd, 6)),
    keyOf(CONTEXT + 2, left),
    keyOf(CONTEXT + 3, right),
    keyOf(CONTEXT + 4, right & LOW, on),
    keyOf(CONTEXT + 5, left & LOW, back),
    keyOf(CONTEXT + 6, left & LOW, right & LOW),
    keyOf(CONTEXT + 7, left, right),
    keyOf(CONTEXT + 8, code, right & LOW),
    keyOf(CONTEXT + 9, code, left & LOW),
    keyOf(CONTEXT + 10, kind, right & LOW, on),
    keyOf(CONTEXT + 11, kind, left & LOW, back),
    keyOf(CONTEXT + 12, repeat),
    keyOf(CONTEXT + 13, repeat, kind),
    keyOf(CONTEXT + 14, code, before.kind, after.kind),
    keyOf(CONTEXT + 15, code, Math.min(toEnd, 2)),
    keyOf(CONTEXT + 16, kind, Math.min(at, 3), Math.min(toEnd, 3)),
    keyOf(CONTEXT + 17, before.code, after.code),
  ]
}

/** How far each token is from the nearest ending on either side. */
function distances({ size, units }: AddressView): { distanceBack: Int32Array; distanceOn: Int32Array } {
  const [distanceBack, distanceOn] = [new Int32Array(size), new Int32Array(size)]
  let nearest = -1
  for (let at = 0; at < size; at += 1) {
    distanceBack[at] = Math.min(at - nearest, FARTHEST)
    if ((units[at]?.suffix ?? 0) > 0) nearest = at
  }
  nearest = size
  for (let at = size - 1; at >= 0; at -= 1) {
    distanceOn[at] = Math.min(nearest - at, FARTHEST)
    if ((units[at]?.suffix ?? 0) > 0) nearest = at
  }
  return { distanceBack, distanceOn }
}

/** For each token: 1 when it and its neighbour stand earlier in the address too, 2 when later, 3 both. */
function repeatsOf(view: AddressView): Int32Array {
  const repeats = new Int32Array(view.size)
  const first = new Map<number, number>()
  const mark = (at: number, bit: number): void => {
    repeats[at] = (repeats[at] ?? 0) | bit
    repeats[at + 1] = (repeats[at + 1] ?? 0) | bit
  }
  for (let at = 0; at + 1 < view.size; at += 1) {
    const pair = mix(unitAt(view, at).exact, unitAt(view, at + 1).exact)
    const before = first.get(pair)
    if (before === undefined) {
      first.set(pair, at)
      continue
    }
    mark(at, 1)
    mark(before, 2)
  }
  return repeats
}
