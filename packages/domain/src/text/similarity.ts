/** A text made ready for comparing: normalised, with its character pairs sorted. */
export interface TextPrint {
  readonly text: string
  readonly pairs: Uint32Array
}

const NOISE = /[^\p{L}\p{N}]/u
const NUMERALS: ReadonlyMap<string, string> = new Map(
  [...'零一二三四五六七八九'].map((numeral, digit): [string, string] => [numeral, String(digit)]).concat([['〇', '0'], ['两', '2']]),
)

/** Normalised characters of a text, each with the place in the text it came from. */
function normalise(text: string): { chars: string; origin: number[] } {
  let chars = ''
  const origin: number[] = []
  let index = 0
  for (const original of text) {
    const plain = plainOf(original)
    chars += plain
    for (let i = 0; i < plain.length; i += 1) origin.push(index)
    index += original.length
  }
  return { chars, origin }
}

/** A text without full-width forms, punctuation, blanks and case; Chinese numerals become digits (三号楼 is 3号楼). */
export function normaliseText(text: string): string {
  let chars = ''
  for (const original of text) chars += plainOf(original)
  return chars
}

const plainForms = new Map<string, string>()
const MOST_FORMS = 20_000

/** What is left of one character; remembered, for people use the same few thousand. */
function plainOf(original: string): string {
  const known = plainForms.get(original)
  if (known !== undefined) return known
  let plain = ''
  for (const char of original.normalize('NFKC').toLowerCase()) if (!NOISE.test(char)) plain += NUMERALS.get(char) ?? char
  if (plainForms.size < MOST_FORMS) plainForms.set(original, plain)
  return plain
}

/** Works a text out once for many comparisons. */
export function printOf(text: string): TextPrint {
  const normal = normaliseText(text)
  return { text: normal, pairs: pairsOf(normal) }
}

const BLANK = 32

/** The pairs of neighbouring characters of a normalised text, each once, ascending; none reaches across a blank. */
export function pairsOf(normal: string): Uint32Array {
  const all = new Uint32Array(Math.max(0, normal.length - 1))
  let [before, count] = [normal.charCodeAt(0), 0]
  for (let at = 1; at < normal.length; at += 1) {
    const code = normal.charCodeAt(at)
    if (code !== BLANK && before !== BLANK) all[count++] = ((before << 16) | code) >>> 0
    before = code
  }
  const sorted = all.subarray(0, count).sort()
  let distinct = 0
  for (let at = 0; at < count; at += 1) if (distinct === 0 || sorted[at] !== sorted[distinct - 1]) sorted[distinct++] = sorted[at] ?? 0
  return sorted.slice(0, distinct)
}

/** Likeness 0…1 of two texts: Dice coefficient of their sets of character pairs. Two empty texts are not alike. */
export function textSimilarity(a: string | TextPrint, b: string | TextPrint): number {
  const left = typeof a === 'string' ? printOf(a) : a
  const right = typeof b === 'string' ? printOf(b) : b
  if (left.pairs.length === 0 || right.pairs.length === 0) return left.text !== '' && left.text === right.text ? 1 : 0
  return similarityOfPairs(left.pairs, right.pairs)
}

/** Dice coefficient of two ascending sets of pairs; 0 where one is empty. */
export function similarityOfPairs(a: Uint32Array, b: Uint32Array): number {
  return a.length + b.length === 0 ? 0 : (2 * countShared(a, b)) / (a.length + b.length)
}

/** The share of an ascending set of pairs that another holds; 0 where it is empty. */
export function shareWithin(part: Uint32Array, whole: Uint32Array): number {
  return part.length === 0 ? 0 : countShared(part, whole) / part.length
}

/** Members common to two sorted sets. */
function countShared(a: Uint32Array, b: Uint32Array): number {
  let [i, j, shared] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const x = a[i] ?? 0
    const y = b[j] ?? 0
    if (x === y) shared += 1
    if (x <= y) i += 1
    if (y <= x) j += 1
  }
  return shared
}

/**
 * The longest passages two texts share, longest first, as written in `a`: the reason shown beside a suggested duplicate.
 * Passages count from `atLeast` characters (default 4) and do not overlap; at most `most` (default 3).
 */
export function sharedPhrases(
  a: string,
  b: string,
  { atLeast = 4, most = 3 }: { readonly atLeast?: number; readonly most?: number } = {},
): string[] {
  const left = normalise(a)
  const runs = runsEndingAt(left.chars, normaliseText(b))
  const candidates = [...runs.entries()].filter(([, length]) => length >= atLeast).sort((x, y) => y[1] - x[1] || x[0] - y[0])
  const taken: (readonly [from: number, to: number])[] = []
  const phrases = new Map<string, string>()
  for (const [end, length] of candidates) {
    if (phrases.size === most) break
    const from = end - length + 1
    if (taken.some(([first, last]) => from <= last && end >= first)) continue
    taken.push([from, end])
    const key = left.chars.slice(from, end + 1)
    if (!phrases.has(key)) phrases.set(key, passage(a, left.origin, { from, end }))
  }
  return [...phrases.values()]
}

function passage(text: string, origin: readonly number[], { from, end }: { from: number; end: number }): string {
  const last = origin[end] ?? 0
  const width = (text.codePointAt(last) ?? 0) > 0xffff ? 2 : 1
  return text.slice(origin[from] ?? 0, last + width)
}

/** For each place in `a`, the length of the longest passage ending there that also stands in `b`. */
function runsEndingAt(a: string, b: string): Uint16Array {
  const longest = new Uint16Array(a.length)
  const row = new Uint16Array(b.length + 1)
  for (let i = 0; i < a.length; i += 1) {
    const char = a.charCodeAt(i)
    let best = 0
    for (let j = b.length; j > 0; j -= 1) {
      const length = b.charCodeAt(j - 1) === char ? (row[j - 1] ?? 0) + 1 : 0
      row[j] = length
      if (length > best) best = length
    }
    longest[i] = best
  }
  return longest
}
