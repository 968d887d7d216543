import { personalIn } from './mentions.ts'
import type { Mention } from './mentions.ts'
import { halfWidth } from './widths.ts'

/** Buildings stay, for that is where a matter lies; who lives behind which door does not. */
const DOOR = /(?<!\d)\d{2,5}(?=\s{0,2}(?:室|号房))|(?<=单元\s{0,2})\d{3,4}(?!\d|\s{0,2}(?:室|号房|户居民|余户))|(?<=\d-\d{1,2}-)\d{3,4}(?!\d)|(?<=(?:楼|单元|栋|幢|座)\s{0,2})\d{2,5}(?=户(?!居民))/gu

/**
 * A text people wrote, for showing widely: telephone, identity and plate numbers, names and door numbers are covered
 * (GB/T 35273-2020 6.1 and 7.2). Covering twice is covering once: what is covered may show where something else ends, so it is read until nothing more is found.
 */
export function redact(text: string): string {
  const covered = coverOnce(text)
  return covered === text ? text : redact(covered)
}

function coverOnce(text: string): string {
  let [covered, from] = ['', 0]
  for (const mention of personalIn(text)) {
    covered += text.slice(from, mention.start) + cover(mention)
    from = mention.end
  }
  return (covered + text.slice(from)).replaceAll(DOOR, '***')
}

function cover({ kind, text: passage }: Mention): string {
  const text = halfWidth(passage)
  if (kind === 'identity') return `${text.slice(0, 4)}**********${text.slice(-2)}`
  if (kind === 'plate') return `${text.slice(0, 2)}*****`
  if (kind === 'person') return `${text.slice(0, 1)}${'*'.repeat(Math.min(text.length - 1, 2))}`
  return coverPhone(text)
}

/** 138****1234 for mobile numbers, 0533-****21 for others. */
function coverPhone(text: string): string {
  const digits = text.replaceAll(/[ -]/gu, '')
  if (digits.startsWith('0')) return `${digits.slice(0, 4)}-****${digits.slice(-2)}`
  return digits.length === 11 ? `${digits.slice(0, 3)}****${digits.slice(-4)}` : `****${digits.slice(-2)}`
}
