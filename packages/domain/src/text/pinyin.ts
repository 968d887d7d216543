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
  const plain = name.normalize('NFKC').replaceAll(/[\s·•.]/gu, '')
  const surname = DOUBLE_SURNAMES.find((one) => plain.length > one.length && plain.startsWith(one)) ?? ([...plain][0] ?? '')
  const given = plain.slice(surname.length)
  const syllables = [...(SURNAMES[surname] ?? pinyinOf(surname)), ...pinyinOf(given)]
  return { full: syllables.join(''), initials: syllables.map((syllable) => syllable.charAt(0)).join(''), given }
}
