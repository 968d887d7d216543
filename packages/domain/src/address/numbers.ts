const DIGITS = '零一二三四五六七八九'
const ONES: ReadonlyMap<string, number> = new Map([...[...DIGITS].map((char, digit): [string, number] => [char, digit]), ['〇', 0], ['两', 2]])
const TENS: ReadonlyMap<string, number> = new Map([['十', 10], ['百', 100], ['千', 1000]])
const NUMERALS = /[零〇一二两三四五六七八九十百千]+/gu
const NUMBER = /[A-Z]*\d+[A-Z]*(?:-[A-Z]*\d+[A-Z]*)*|[A-Z]+|[甲乙丙丁戊己庚辛壬癸]/u
const DASHES = /[‐-―－_之]/gu

/** Chinese numerals as digits: 十二 → 12, 一百零三 → 103, 二〇一 → 201; the rest of the text stays. */
export function arabicNumerals(text: string): string {
  return text.replaceAll(NUMERALS, (run) => (/[十百千]/u.test(run) ? String(readPlaces(run)) : [...run].map((char) => ONES.get(char) ?? char).join('')))
}

/** Value of a numeral with places: 二百零三, 百二 is not read as 120. */
function readPlaces(run: string): number {
  let [value, ones] = [0, 0]
  for (const char of run) {
    const place = TENS.get(char)
    if (place === undefined) ones = ONES.get(char) ?? 0
    else {
      value += (ones || 1) * place
      ones = 0
    }
  }
  return value + ones
}

/** The bare number of a building, unit, floor or room: 三号楼, ３幢 → 3; B座 → B; 12-3号 → 12-3; null without one. */
export function bareNumber(text: string): string | null {
  const plain = arabicNumerals(text.normalize('NFKC')).toUpperCase().replaceAll(DASHES, '-').replaceAll(/\s/gu, '')
  const [number] = NUMBER.exec(plain) ?? []
  return number === undefined ? null : number.replaceAll(/(?<!\d)0+(?=\d)/gu, '')
}
