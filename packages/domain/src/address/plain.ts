import { simplified } from '../text/widths.ts'
import { arabicNumerals } from './numbers.ts'

const STROKE = /[‐-―－~～—/\\.·,，、;；:：\s]+/gu

/**
 * An address in one way of writing: half width, lower case, simplified, Arabic numerals, no blanks and punctuation but a
 * stroke between two numbers: 「桑家小區 十二號樓 2－301」 → 「桑家小区12号楼2-301」, 「12#楼」 → 「12号楼」.
 */
export function plainAddress(text: string): string {
  return arabicNumerals(simplified(text.normalize('NFKC').toLowerCase()))
    .replaceAll(/(\d)\s*#\s*楼?/gu, '$1号楼')
    .replaceAll(STROKE, '-')
    .replaceAll(/[()[\]{}（）"“”'‘’《》<>]/gu, '')
    .replaceAll(/(?<![\da-z])-|-(?![\da-z])/gu, '')
}
