import { toMs } from '@yihu/domain'
import { serialText } from './sheet/serial.ts'

/** How a time was written; a sheet with several forms gets a warning. */
export type InstantForm = 'iso' | 'slash' | 'dot' | 'chinese' | 'compact' | 'english' | 'american' | 'serial'

export interface ReadInstant {
  readonly ms: number
  readonly form: InstantForm
  /** No time of day was given. */
  readonly isDay: boolean
}

interface Parts {
  readonly form: InstantForm
  readonly year: number
  readonly month: number
  readonly day: number
  /** What follows the date. */
  readonly rest: string
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const SERIAL = /^\d{5}(?:\.\d+)?$/u
const WITH_ZONE = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?\d*(?:Z|[+-]\d{2}:?\d{2})$/iu
const TIME = /^(上午|下午|am|pm)?\s*(\d{1,2})[:时点](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?)?[分秒]?\s*(am|pm)?$/iu

/**
 * Reads a time as offices write it, in Asia/Shanghai unless an offset stands there: 2020/1/6 12:09:38, 2020-01-06T12:09,
 * 2020年1月6日 12:09, 2020.1.6, 20200106, 20200106120938, 6-Jan-20, Jan 6, 2020, 1/6/2020 (month first, unless it cannot be), and
 * Excel's serial numbers. Undefined when it is no existing time.
 */
export function readInstant(text: string): ReadInstant | undefined {
  const plain = text.normalize('NFKC').replaceAll(/(?:星期|周|礼拜)[一二三四五六日天]/gu, ' ').replaceAll(/\s+/gu, ' ').trim()
  if (WITH_ZONE.test(plain)) return known({ ms: Date.parse(plain.replace(' ', 'T')), form: 'iso', isDay: false })
  const parts = SERIAL.test(plain) ? ofSerial(Number(plain)) : ofCompact(plain) ?? ofNumbers(plain) ?? ofEnglish(plain)
  if (!parts) return undefined
  const time = timeOf(parts.rest)
  if (!time) return undefined
  const day = `${String(parts.year).padStart(4, '0')}-${two(parts.month)}-${two(parts.day)}`
  const ms = safeMs(`${day}T${time.text}`)
  return known({ ms, form: parts.form, isDay: time.isDay })
}

function known(read: ReadInstant): ReadInstant | undefined {
  return Number.isFinite(read.ms) ? read : undefined
}

function safeMs(text: string): number {
  try {
    return toMs(text)
  } catch {
    return Number.NaN
  }
}

function ofSerial(serial: number): Parts | undefined {
  const text = serialText(serial)
  const parts = text === undefined ? undefined : ofNumbers(text)
  return parts && { ...parts, form: 'serial' }
}

/** 20200106, 202001061209, 20200106120938, also with a blank between. */
function ofCompact(text: string): Parts | undefined {
  const found = /^((?:19|20)\d{2})(\d{2})(\d{2})(?: ?(\d{2}):?(\d{2})(?::?(\d{2}))?)?$/u.exec(text)
  if (!found) return undefined
  const [, year, month, day, hour, minute, second = '00'] = found
  return { form: 'compact', year: Number(year), month: Number(month), day: Number(day), rest: hour ? `${hour}:${minute ?? '00'}:${second}` : '' }
}

const FORMS: Readonly<Record<string, InstantForm>> = { '-': 'iso', '/': 'slash', '.': 'dot', 年: 'chinese' }

function ofNumbers(text: string): Parts | undefined {
  const found = /^(\d{4})([-/.年]) ?(\d{1,2})(?:[-/.月]) ?(\d{1,2})日?(?:[T ]|(?<=日)|$) ?(.*)$/u.exec(text)
  if (found) {
    const [, year, mark = '', month, day, rest = ''] = found
    return { form: FORMS[mark] ?? 'iso', year: Number(year), month: Number(month), day: Number(day), rest }
  }
  const american = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?: (.*))?$/u.exec(text)
  if (!american) return undefined
  const [, first, second, year, rest = ''] = american
  const [month, day] = Number(first) > 12 ? [Number(second), Number(first)] : [Number(first), Number(second)]
  return { form: 'american', year: fullYear(year), month, day, rest }
}

function ofEnglish(text: string): Parts | undefined {
  const dayFirst = /^(\d{1,2})[- ]([a-z]{3})[a-z]*\.?,?[- ](\d{4}|\d{2})(?:[ T](.*))?$/iu.exec(text)
  const monthFirst = /^([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})(?:[ T](.*))?$/iu.exec(text)
  const [day, name = '', year, rest = ''] = dayFirst ? dayFirst.slice(1) : [monthFirst?.[2], ...(monthFirst ? [monthFirst[1], monthFirst[3], monthFirst[4]] : [])]
  const month = MONTHS.indexOf(name.toLowerCase()) + 1
  return month === 0 ? undefined : { form: 'english', year: fullYear(year), month, day: Number(day), rest }
}

/** Excel's rule: 00–29 is this century. */
function fullYear(text: string | undefined): number {
  const year = Number(text)
  return year >= 100 ? year : year + (year < 30 ? 2000 : 1900)
}

function timeOf(rest: string): { text: string; isDay: boolean } | undefined {
  if (rest === '') return { text: '00:00:00', isDay: true }
  const found = TIME.exec(rest)
  if (!found) return undefined
  const [, before = '', hours, minutes, seconds = '0', after = ''] = found
  const half = (before || after).toLowerCase()
  const hour = Number(hours)
  const isLate = (half === 'pm' || half === '下午') && hour < 12
  const isEarly = (half === 'am' || half === '上午') && hour === 12
  return { text: `${two(isLate ? hour + 12 : isEarly ? 0 : hour)}:${two(Number(minutes))}:${two(Number(seconds))}`, isDay: false }
}

const two = (value: number): string => String(value).padStart(2, '0')
