import { isResidentId } from '../ids/checks.ts'
import { namesIn } from './names.ts'
import { halfWidth, simplified } from './widths.ts'

/** What a text may mention, as people call it. */
export const MENTION_KINDS = { identity: '证件号', phone: '电话', plate: '车牌', person: '人名', organisation: '单位', time: '时间' } as const
export type MentionKind = keyof typeof MENTION_KINDS

/** A passage that names somebody or something; `text` is as written, `end` is behind it (UTF-16 places). */
export interface Mention {
  readonly kind: MentionKind
  readonly text: string
  readonly start: number
  readonly end: number
  /** Whether check digits confirm it; null where there are none. */
  readonly isConfirmed: boolean | null
}

const IDENTITY = /(?<![\dA-Za-z])\d{6}(?:1[89]|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/gu
const SPACED_IDENTITY = /(?<![\dA-Za-z])\d{6}[ -](?:1[89]|20)\d{6}[ -]\d{3}[\dXx](?![\dA-Za-z])/gu
/** Any other run of 18: an identity number only if its check character says so. */
const LIKE_IDENTITY = /(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/gu
/** The form of before 1999, without a check character. */
const OLD_IDENTITY = /(?<![\dA-Za-z])\d{8}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![\dA-Za-z])/gu
const MOBILE = /(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/gu
const SPOKEN_MOBILE = /(?<![〇零一二三四五六七八九幺])[一幺][三四五六七八九][〇零一二三四五六七八九幺]{9}(?![〇零一二三四五六七八九幺])/gu
const LANDLINE = /(?<!\d)0\d{2,3}[ -]?\d{7,8}(?!\d)/gu
const NAMED_LANDLINE = /(?<=(?:电话|座机|固话|热线|联系方式)[是为:： ]{0,3})[2-9]\d{6,7}(?!\d)/gu
const PLATE = /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-z][·•. -]?(?=[A-Za-z]{0,5}\d)[A-HJ-NP-Za-hj-np-z0-9]{4,5}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳](?![A-Za-z0-9])/gu
const ORGANISATION_END = /(?:有限责任公司|有限公司|公司|物业|超市|饭店|酒店|餐厅|幼儿园|小学|中学|学校|医院|诊所|银行|居委会|业委会|派出所|街道办事处|管理局|管理处|服务站|卖场|市场|工地)/gu
const TIME = new RegExp([
  String.raw`\d{4}[年./-]\d{1,2}[月./-]\d{1,2}[日号]?`, String.raw`\d{1,2}月(?:\d{1,2}[日号]?|[初中底])`, String.raw`(?:今|去|前|明)年\d{0,2}月?`,
  String.raw`(?:[今昨前明后]天(?:早上|上午|中午|下午|晚上|夜里|凌晨)?|[今昨明]晚)(?:[零一二两三四五六七八九十\d]{1,3}点(?:半|多|钟)?)?`, '(?:上|本|下|这)(?:周|个?星期|个?月)[一二三四五六日末天]?', '周[一二三四五六日末]',
  String.raw`(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|夜间|半夜|深夜)(?:[零一二两三四五六七八九十\d]{1,3}[点时](?:半|[零一二三四五\d]{1,3}分?)?)?`,
  String.raw`(?<!\d)\d{1,2}[:：]\d{2}(?!\d)`, String.raw`[零一二两三四五六七八九十\d]{1,3}点(?:半|多|钟)`, String.raw`(?<!\d)\d{1,3}(?:多)?(?:个月|个小时|小时|天|年|周)(?:前|以来|多|以内|内|之内)`, '每天|天天|每晚|长期|近日|最近',
].join('|'), 'gu')

const LONGEST_ORGANISATION = 14
/** Where a name cannot reach back beyond. */
const BEFORE_NAME = /[^\p{Script=Han}A-Za-z0-9]|[的在到和与是被找给向去由把对让跟了有说从及因为着过请问叫求们个此该属即且但不没要又至]/u
/** Verbs and such that stand before a name without a break. */
const NO_NAME_WORD = /反映|投诉|举报|已经|多次|要求|成立|收回|阻挠|支持|起诉|缴纳|维护|关于|其中|因此|需要|希望|建议|联系|咨询|听说|附近|旁边|门口|楼下|对面|隔壁|一家|两家|几家|这家|那家|某/gu
const TODAY = '9999-12-31'

interface Pattern {
  readonly kind: MentionKind
  readonly of: RegExp
  readonly confirm?: (text: string) => boolean
  /** Taken only when confirmed. */
  readonly isConfirmedOnly?: true
}

const isIdentity = (text: string): boolean => isResidentId(text.replaceAll(/[ -]/gu, '').toUpperCase(), TODAY)

/** In the order in which they take their passage. */
const PATTERNS: readonly Pattern[] = [
  { kind: 'identity', of: IDENTITY, confirm: isIdentity },
  { kind: 'identity', of: SPACED_IDENTITY, confirm: isIdentity },
  { kind: 'identity', of: LIKE_IDENTITY, confirm: isIdentity, isConfirmedOnly: true },
  { kind: 'phone', of: MOBILE },
  { kind: 'phone', of: SPOKEN_MOBILE },
  { kind: 'phone', of: LANDLINE },
  { kind: 'phone', of: NAMED_LANDLINE },
  { kind: 'identity', of: OLD_IDENTITY },
  { kind: 'plate', of: PLATE },
]

/**
 * What a text mentions, in order of place, nothing twice. Linear in the length of the text; any text gets an answer.
 * Identity numbers are those of GB 11643-1999 (`isConfirmed` by the check character) and their older form.
 */
export function mentionsIn(text: string): Mention[] {
  const plain = simplified(halfWidth(text))
  return withoutOverlap(text, [...privateIn(plain), ...organisationsIn(plain), ...matches(plain, TIME, 'time')])
}

/** Numbers and names that tell who somebody is; see `mentionsIn`. */
export function personalIn(text: string): Mention[] {
  return withoutOverlap(text, privateIn(simplified(halfWidth(text))))
}

type Found = Omit<Mention, 'text'>

function privateIn(plain: string): Found[] {
  const numbers = PATTERNS.flatMap(({ kind, of, confirm, isConfirmedOnly }) =>
    matches(plain, of, kind)
      .map((found) => ({ ...found, isConfirmed: confirm ? confirm(plain.slice(found.start, found.end)) : null }))
      .filter(({ isConfirmed }) => isConfirmed === true || !isConfirmedOnly))
  return [...numbers, ...namesIn(plain).map((name) => ({ ...name, kind: 'person' as const, isConfirmed: null }))]
}

function matches(plain: string, pattern: RegExp, kind: MentionKind): Found[] {
  return [...plain.matchAll(pattern)].map(({ index, 0: { length } }) => ({ kind, start: index, end: index + length, isConfirmed: null }))
}

/** 「……的桑家物业」 is 桑家物业: a name reaches back to the nearest word that cannot be part of one. */
function organisationsIn(plain: string): Found[] {
  return [...plain.matchAll(ORGANISATION_END)].flatMap(({ index, 0: ending }) => {
    let start = index
    while (start > 0 && index - start < LONGEST_ORGANISATION && !BEFORE_NAME.test(plain.charAt(start - 1))) start -= 1
    const last = [...plain.slice(start, index).matchAll(NO_NAME_WORD)].at(-1)
    if (last) start += last.index + last[0].length
    return index - start >= 2 ? [{ kind: 'organisation' as const, start, end: index + ending.length, isConfirmed: null }] : []
  })
}

/** The first of those that overlap stays, by the order they are given in. */
function withoutOverlap(text: string, found: readonly Found[]): Mention[] {
  const taken = new Uint8Array(text.length)
  return found
    .filter(({ start, end }) => {
      if (taken.subarray(start, end).includes(1)) return false
      taken.fill(1, start, end)
      return true
    })
    .map((one) => ({ ...one, text: text.slice(one.start, one.end) }))
    .toSorted((a, b) => a.start - b.start)
}
