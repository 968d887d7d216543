import { hashText } from './hash.ts'

/** Classes of characters, by what they do in an address. */
const GROUPS: readonly string[] = [
  '零〇一二三四五六七八九十百千两', '甲乙丙丁戊己庚辛壬癸', '东南西北', '中上下前后左右内外旁侧边',
  '省', '市', '区县旗州盟', '镇乡', '村屯寨社组队', '路街道巷胡里', '号', '弄', '幢栋座楼', '单元', '室户房铺', '层',
  '园苑城庄寓邸府墅湾居庭', '厦广场中心', '厂司店馆院校所站行部', '与和及、交叉口对面', '-－—_~/\\.,，。;:：#＃·',
  '()（）[]【】《》“”"\'',
]
/** Classes 1 to 5 are numbers of so many digits. */
const MOST_DIGITS = 5
const [OTHER_KIND, WORD_KIND, MIXED_KIND, FIRST_GROUP] = [0, 6, 7, 8]
const GROUP_OF = numbered(GROUPS.flatMap((group, index) => [...group].map((char) => ({ char, number: index + FIRST_GROUP }))))

/** Endings that name the kind of an element; 0 is none. */
const SUFFIXES = '省市区县旗州镇乡村社组路街道巷弄号幢栋座楼单元室层园苑城庄厦场厂店寓院司口面-'
const SUFFIX_OF = numbered([...SUFFIXES].map((char, index) => ({ char, number: index + 1 })))

/** Number of token classes. */
export const KIND_COUNT = FIRST_GROUP + GROUPS.length

/** A token as numbers. */
export interface Unit {
  /** The token as features see it: a number by its length only. */
  readonly code: number
  /** The token itself. */
  readonly exact: number
  readonly kind: number
  readonly suffix: number
}

const DIGITS = /^\d+$/u
const LETTERS = /^[a-z]+$/u
const [NUMBER_CODE, MIXED_CODE, WORD_CODE, WORD_MASK] = [0x1f0000, 0x1f0010, 0x200000, 0xfffff]

/** Reads a token into numbers; full-width forms and case make no difference. */
export function unitOf(token: string): Unit {
  const text = token.normalize('NFKC').toLowerCase()
  const exact = hashText(text)
  if (DIGITS.test(text)) {
    const digits = Math.min(text.length, MOST_DIGITS)
    return { code: NUMBER_CODE + digits, exact, kind: digits, suffix: 0 }
  }
  if (text.length === 1) {
    const kind = LETTERS.test(text) ? WORD_KIND : GROUP_OF.get(text) ?? OTHER_KIND
    return { code: text.charCodeAt(0), exact, kind, suffix: SUFFIX_OF.get(text) ?? 0 }
  }
  if (LETTERS.test(text)) return { code: WORD_CODE + (exact & WORD_MASK), exact, kind: WORD_KIND, suffix: 0 }
  return { code: MIXED_CODE + (/\d/u.test(text) ? 1 : 0), exact, kind: MIXED_KIND, suffix: 0 }
}

function numbered(rows: readonly { readonly char: string; readonly number: number }[]): ReadonlyMap<string, number> {
  return new Map(rows.map(({ char, number }) => [char, number]))
}
