import { trainSvm } from './svm.ts'
import type { Linear, Rows } from './svm.ts'
import type { Counts, Vocabulary } from './vocabulary.ts'

/** One way to look at messages: whether a title speaks a language of its own, and how dear a wrong example is. */
export interface View {
  readonly isTitleApart: boolean
  readonly cost: number
}

/** A trained view: the gain of each column before normalising, and the weights behind it. */
export interface ViewModel {
  readonly view: View
  readonly gains: Float32Array
  readonly linear: Linear
}

/** Messages as counted, with their classes. */
export interface Counted {
  readonly vocabulary: Vocabulary
  readonly counts: readonly Counts[]
  readonly truth: Uint8Array
  readonly classes: number
}

/** The views whose scores are averaged. */
export const VIEWS: readonly View[] = [
  { isTitleApart: false, cost: 10 },
  { isTitleApart: true, cost: 3 },
]

/** In how many messages a feature must stand to count. */
export const LEAST_MESSAGES = 3
/** What one word of the title weighs in words of the text. */
const TITLE_WEIGHT = 3

/** Trains one view. */
export function fitView(view: View, { vocabulary, counts, truth, classes }: Counted, seed: number): ViewModel {
  const gains = gainsOf(view, { vocabulary, counts, truth, classes })
  const linear = trainSvm(rowsOf(view, gains, counts), truth, { classes, cost: view.cost, seed })
  return { view, gains, linear }
}

/** Where a message's columns stand while it is scored. */
let room = { columns: new Uint32Array(1024), values: new Float64Array(1024) }

/** Adds the scores of one message for every class to `sums`. */
export function addScores({ view, gains, linear: { classes, weights, bias } }: ViewModel, counts: Counts, sums: Float32Array): void {
  if (room.columns.length < 2 * counts.ids.length) room = { columns: new Uint32Array(4 * counts.ids.length), values: new Float64Array(4 * counts.ids.length) }
  const { columns, values } = room
  let [count, square] = [0, 0]
  eachColumn(view, counts, gains.length, (column, times) => {
    const gain = gains[column] ?? 0
    if (gain === 0) return
    const value = growth(times) * gain
    square += value * value
    columns[count] = column * classes
    values[count++] = value
  })
  const length = Math.sqrt(square) || 1
  for (let k = 0; k < classes; k += TOGETHER) {
    sumOfFour(weights, k, { columns, values, count })
    for (let other = 0; other < TOGETHER && k + other < classes; other += 1) sums[k + other] = (sums[k + other] ?? 0) + (bias[k + other] ?? 0) + (four[other] ?? 0) / length
  }
}

/** Classes summed up in one pass: their sums stay in registers. */
const TOGETHER = 4
const four = new Float64Array(TOGETHER)

/** The weighed columns of a message for the class `k` and the three behind it, into `four`; behind the last class stands another column, which nobody reads. */
function sumOfFour(weights: Float32Array, k: number, { columns, values, count }: { readonly columns: Uint32Array; readonly values: Float64Array; readonly count: number }): void {
  let [a, b, c, d] = [0, 0, 0, 0]
  for (let at = 0; at < count; at += 1) {
    const first = (columns[at] ?? 0) + k
    const value = values[at] ?? 0
    a += (weights[first] ?? 0) * value
    b += (weights[first + 1] ?? 0) * value
    c += (weights[first + 2] ?? 0) * value
    d += (weights[first + 3] ?? 0) * value
  }
  four[0] = a
  four[1] = b
  four[2] = c
  four[3] = d
}

const GROWTHS = Float64Array.from({ length: 256 }, (_, times) => 1 + Math.log(Math.max(1, times)))

/** What a feature that stands `times` times weighs: 1 + ln times. */
function growth(times: number): number {
  return GROWTHS[times] ?? 1 + Math.log(times)
}

/** The columns of a message in a view, each with how often its feature stands there. */
function eachColumn({ isTitleApart }: View, counts: Counts, width: number, take: (column: number, times: number) => void): void {
  for (let at = 0; at < counts.ids.length; at += 1) {
    const id = counts.ids[at] ?? 0
    const title = TITLE_WEIGHT * (counts.title[at] ?? 0)
    const body = counts.body[at] ?? 0
    if (!isTitleApart) take(id, title + body)
    else {
      if (body > 0) take(id, body)
      if (title > 0) take(width / 2 + id, title)
    }
  }
}

function widthOf({ isTitleApart }: View, { hashes }: Vocabulary): number {
  return isTitleApart ? 2 * hashes.length : hashes.length
}

/**
 * How much each column says: rareness (inverse document frequency) times the largest log-count ratio of a class against
 * the rest (after Wang and Manning, ACL 2012); 0 for columns that do not count.
 */
function gainsOf(view: View, { vocabulary, counts, truth, classes }: Counted): Float32Array {
  const width = widthOf(view, vocabulary)
  const seen = new Uint32Array(width * classes)
  const total = new Uint32Array(width)
  counts.forEach((message, row) => {
    eachColumn(view, message, width, (column) => {
      const cell = column * classes + (truth[row] ?? 0)
      seen[cell] = (seen[cell] ?? 0) + 1
      total[column] = (total[column] ?? 0) + 1
    })
  })
  const ratio = logRatios({ seen, total, classes })
  return Float32Array.from(total, (messages, column) => {
    if (messages < LEAST_MESSAGES) return 0
    return (Math.log((1 + counts.length) / (1 + messages)) + 1) * ratio(column)
  })
}

interface Seen {
  readonly seen: Uint32Array
  readonly total: Uint32Array
  readonly classes: number
}

/** The largest absolute log-count ratio of a column over the classes, counts smoothed by one. */
function logRatios({ seen, total, classes }: Seen): (column: number) => number {
  const inside = new Float64Array(classes)
  const outside = new Float64Array(classes)
  for (let column = 0; column < total.length; column += 1) {
    if ((total[column] ?? 0) < LEAST_MESSAGES) continue
    for (let k = 0; k < classes; k += 1) {
      const own = seen[column * classes + k] ?? 0
      inside[k] = (inside[k] ?? 0) + own + 1
      outside[k] = (outside[k] ?? 0) + (total[column] ?? 0) - own + 1
    }
  }
  return (column) => {
    let largest = 0
    for (let k = 0; k < classes; k += 1) {
      const own = seen[column * classes + k] ?? 0
      const share = (own + 1) / (inside[k] ?? 1)
      const rest = ((total[column] ?? 0) - own + 1) / (outside[k] ?? 1)
      largest = Math.max(largest, Math.abs(Math.log(share / rest)))
    }
    return largest
  }
}

/** Messages as rows of length one. */
function rowsOf(view: View, gains: Float32Array, messages: readonly Counts[]): Rows {
  const most = messages.reduce((sum, { ids }) => sum + ids.length, 0) * (view.isTitleApart ? 2 : 1)
  const starts = new Uint32Array(messages.length + 1)
  const columns = new Uint32Array(most)
  const values = new Float32Array(most)
  let end = 0
  messages.forEach((message, row) => {
    const from = end
    let square = 0
    eachColumn(view, message, gains.length, (column, times) => {
      const gain = gains[column] ?? 0
      if (gain === 0) return
      const value = growth(times) * gain
      square += value * value
      columns[end] = column
      values[end++] = value
    })
    const length = Math.sqrt(square) || 1
    for (let at = from; at < end; at += 1) values[at] = (values[at] ?? 0) / length
    starts[row + 1] = end
  })
  return { starts, columns: columns.subarray(0, end), values: values.subarray(0, end), width: gains.length }
}
