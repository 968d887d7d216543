import { READINGS } from './pinyin-table.ts'

/** Surnames read otherwise than the character usually is. */
const SURNAMES: Readonly<Record<string, readonly string[]>> = {
  单: ['shan'], 解: ['xie'], 曾: ['zeng'], 查: ['zha'], 区: ['ou'], 仇: ['qiu'], 朴: ['piao'], 召: ['shao'], 盖: ['ge'], 缪: ['miao'], 翟: ['zhai'], 乐: ['yue'], 员: ['yun'], 覃: ['qin'],
  种: ['chong'], 秘: ['bi'], 折: ['she'], 繁: ['po'], 洗: ['xian'], 车: ['che'], 宓: ['fu'], 尉: ['wei'], 尉迟: ['yu', 'chi'], 万俟: ['mo', 'qi'], 澹台: ['tan', 'tai'], 长孙: ['zhang', 'sun'],
}
const DOUBLE_SURNAMES: readonly string[] = ['欧阳', '上官', '司马', '诸葛', '东方', '皇甫', '尉迟', '公孙', '令狐', '慕容', '司徒', '夏侯', '万俟', '澹台', '长孙', '宇文', '端木', '南宫', '西门']

const readings = new Map(READINGS.trim().split(/\s+/u).flatMap((group) => {
  const syllable = /^[a-z]+/u.exec(group)?.[0] ?? ''
  return Array.from(group.slice(syllable.length), (char) => [char, syllable] as const)
}))

/** The syllables of a text, without tones; what is no known character stays itself, in lower case. */
export function pinyinOf(text: string): string[] {
  return [...text.normalize('NFKC').toLowerCase()].filter((char) => char.trim() !== '').map((char) => readings.get(char) ?? char)
}

/** How a person may be looked for by name. */
export interface NameSpelling {
  /** `zhangsanfeng`. */
  readonly full: string
  /** `zsf`. */
  readonly initials: string
  /** The name without its surname; empty when there is none. */
  readonly given: string
}

/** Spellings of a person's name, the surname by its own reading (单 shan, 尉迟 yuchi). */
export function nameSpelling(name: string): NameSpelling {
  const { syllables, given } = partsOf(name)
  return { full: syllables.join(''), initials: syllables.map((syllable) => syllable.charAt(0)).join(''), given }
}

function partsOf(name: string): { syllables: string[]; given: string } {
  const plain = name.normalize('NFKC').replaceAll(/[\s·•.]/gu, '')
  const surname = DOUBLE_SURNAMES.find((one) => plain.length > one.length && plain.startsWith(one)) ?? ([...plain][0] ?? '')
  const given = plain.slice(surname.length)
  return { syllables: [...(SURNAMES[surname] ?? pinyinOf(surname)), ...pinyinOf(given)], given }
}

/** So many spellings are asked for at once. */
const MOST_NEAR = 64
const SYLLABLES: ReadonlySet<string> = new Set(readings.values())
/** Beginnings and ends of syllables that many do not tell apart. */
const [STARTS, ENDS] = [[['zh', 'z'], ['ch', 'c'], ['sh', 's'], ['n', 'l'], ['f', 'h']], [['ang', 'an'], ['eng', 'en'], ['ing', 'in']]] as const

/**
 * Full spellings that a name written in characters may have been heard or typed as: its own first, then those that differ
 * in ever more syllables by zh/z, ch/c, sh/s, n/l, f/h or a closing g. Empty where it is not written in characters.
 */
export function nearSpellings(name: string): string[] {
  const { syllables } = partsOf(name)
  if (syllables.length < 2 || syllables.some((syllable) => !SYLLABLES.has(syllable))) return []
  const spellings = new Map<string, number>([['', 0]])
  for (const syllable of syllables) {
    const before = [...spellings]
    spellings.clear()
    for (const [start, changes] of before) for (const [at, near] of nearSyllables(syllable).entries()) keepLeast(spellings, start + near, changes + (at > 0 ? 1 : 0))
  }
  return [...spellings].toSorted(([, a], [, b]) => a - b).slice(0, MOST_NEAR).map(([spelling]) => spelling)
}

function keepLeast(spellings: Map<string, number>, spelling: string, changes: number): void {
  spellings.set(spelling, Math.min(changes, spellings.get(spelling) ?? changes))
}

/** A syllable and those that sound much like it. */
function nearSyllables(syllable: string): string[] {
  const starts = [syllable, ...STARTS.flatMap((pair) => exchanged(syllable, pair, 'startsWith'))]
  const all = starts.flatMap((one) => [one, ...ENDS.flatMap((pair) => exchanged(one, pair, 'endsWith'))])
  return [...new Set(all)].filter((one) => SYLLABLES.has(one))
}

/** The syllable with one of a pair in place of the other; the longer one is tried first, as it holds the shorter. */
function exchanged(syllable: string, [long, short]: readonly [string, string], at: 'startsWith' | 'endsWith'): string[] {
  const [from, to] = syllable[at](long) ? [long, short] : [short, long]
  if (!syllable[at](from)) return []
  return [at === 'startsWith' ? to + syllable.slice(from.length) : syllable.slice(0, -from.length) + to]
}
