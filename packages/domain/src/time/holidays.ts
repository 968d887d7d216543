import { DAY_MS, dateOfDay } from './zone.ts'

/**
 * One year's notice of the General Office of the State Council on public holidays.
 * `off` and `work` are items parted by blanks: `M-D` or `M-D~M-D`; a leading `<` means the year before.
 */
interface HolidayNotice {
  readonly year: number
  /** Counted up whenever the facts of the year are changed by a later notice or corrected by us. */
  readonly version: number
  readonly sources: readonly string[]
  readonly off: string
  readonly work: string
}

/** A year of the working calendar: all dates `YYYY-MM-DD`; December days of the year before may be among them. */
export interface HolidayYear {
  readonly off: readonly string[]
  readonly work: readonly string[]
  readonly version: number
  readonly sources: readonly string[]
}

const GOV = 'https://www.gov.cn/zhengce/zhengceku/'

const NOTICES: readonly HolidayNotice[] = [
  {
    year: 2007,
    version: 1,
    sources: [`${GOV}2008-03/28/content_1761.htm`],
    off: '1-1~1-3 2-18~2-24 5-1~5-7 10-1~10-7',
    work: '<12-30~<12-31 2-17 2-25 4-28~4-29 9-29~9-30',
  },
  {
    year: 2008,
    version: 1,
    sources: [`${GOV}2008-03/28/content_1645.htm`],
    off: '<12-30~1-1 2-6~2-12 4-4~4-6 5-1~5-3 6-7~6-9 9-13~9-15 9-29~10-5',
    work: '<12-29 2-2~2-3 5-4 9-27~9-28',
  },
  {
    year: 2009,
    version: 1,
    sources: [`${GOV}2008-12/10/content_1572.htm`],
    off: '1-1~1-3 1-25~1-31 4-4~4-6 5-1~5-3 5-28~5-30 10-1~10-8',
    work: '1-4 1-24 2-1 5-31 9-27 10-10',
  },
  {
    year: 2010,
    version: 1,
    sources: [`${GOV}2009-12/08/content_1476.htm`],
    off: '1-1~1-3 2-13~2-19 4-3~4-5 5-1~5-3 6-14~6-16 9-22~9-24 10-1~10-7',
    work: '2-20~2-21 6-12~6-13 9-19 9-25~9-26 10-9',
  },
  {
    year: 2011,
    version: 1,
    sources: [`${GOV}2010-12/10/content_1423.htm`],
    off: '1-1~1-3 2-2~2-8 4-3~4-5 4-30~5-2 6-4~6-6 9-10~9-12 10-1~10-7',
    work: '1-30 2-12 4-2 10-8~10-9',
  },
  {
    year: 2012,
    version: 1,
    sources: [`${GOV}2011-12/06/content_1411.htm`],
    off: '1-1~1-3 1-22~1-28 4-2~4-4 4-29~5-1 6-22~6-24 9-30~10-7',
    work: '<12-31 1-21 1-29 3-31~4-1 4-28 9-29',
  },
  {
    year: 2013,
    version: 1,
    sources: [`${GOV}2012-12/10/content_1353.htm`],
    off: '1-1~1-3 2-9~2-15 4-4~4-6 4-29~5-1 6-10~6-12 9-19~9-21 10-1~10-7',
    work: '1-5~1-6 2-16~2-17 4-7 4-27~4-28 6-8~6-9 9-22 9-29 10-12',
  },
  {
    year: 2014,
    version: 1,
    sources: [`${GOV}2014-01/02/content_1194.htm`],
    off: '1-1 1-31~2-6 4-5 4-7 5-1~5-3 6-2 9-8 10-1~10-7',
    work: '1-26 2-8 5-4 9-28 10-11',
  },
  {
    year: 2015,
    version: 2,
    sources: [`${GOV}2014-12/16/content_9302.htm`, `${GOV}2015-05/13/content_9742.htm`],
    off: '1-1~1-3 2-18~2-24 4-5~4-6 5-1 6-20 6-22 9-3~9-5 9-27 10-1~10-7',
    work: '1-4 2-15 2-28 9-6 10-10',
  },
  {
    year: 2016,
    version: 1,
    sources: [`${GOV}2015-12/10/content_10394.htm`],
    off: '1-1 2-7~2-13 4-4 5-1~5-2 6-9~6-11 9-15~9-17 10-1~10-7',
    work: '2-6 2-14 6-12 9-18 10-8~10-9',
  },
  {
    year: 2017,
    version: 1,
    sources: [`${GOV}2016-12/01/content_5141603.htm`],
    off: '1-1~1-2 1-27~2-2 4-2~4-4 5-1 5-28~5-30 10-1~10-8',
    work: '1-22 2-4 4-1 5-27 9-30',
  },
  {
    year: 2018,
    version: 1,
    sources: [`${GOV}2017-11/30/content_5243579.htm`],
    off: '1-1 2-15~2-21 4-5~4-7 4-29~5-1 6-18 9-24 10-1~10-7',
    work: '2-11 2-24 4-8 4-28 9-29~9-30',
  },
  {
    year: 2019,
    version: 2,
    sources: [`${GOV}2018-12/06/content_5346276.htm`, `${GOV}2019-03/22/content_5375877.htm`],
    off: '<12-30~1-1 2-4~2-10 4-5 5-1~5-4 6-7 9-13 10-1~10-7',
    work: '<12-29 2-2~2-3 4-28 5-5 9-29 10-12',
  },
  {
    year: 2020,
    version: 2,
    sources: [`${GOV}2019-11/21/content_5454164.htm`, `${GOV}2020-01/27/content_5472352.htm`],
    off: '1-1 1-24~2-2 4-4~4-6 5-1~5-5 6-25~6-27 10-1~10-8',
    work: '1-19 2-3 4-26 5-9 6-28 9-27 10-10',
  },
  {
    year: 2021,
    version: 1,
    sources: [`${GOV}2020-11/25/content_5564127.htm`],
    off: '1-1~1-3 2-11~2-17 4-3~4-5 5-1~5-5 6-12~6-14 9-19~9-21 10-1~10-7',
    work: '2-7 2-20 4-25 5-8 9-18 9-26 10-9',
  },
  {
    year: 2022,
    version: 1,
    sources: [`${GOV}2021-10/25/content_5644835.htm`],
    off: '1-1~1-3 1-31~2-6 4-3~4-5 4-30~5-4 6-3~6-5 9-10~9-12 10-1~10-7',
    work: '1-29~1-30 4-2 4-24 5-7 10-8~10-9',
  },
  {
    year: 2023,
    version: 1,
    sources: [`${GOV}2022-12/08/content_5730844.htm`],
    off: '<12-31~1-2 1-21~1-27 4-5 4-29~5-3 6-22~6-24 9-29~10-6',
    work: '1-28~1-29 4-23 5-6 6-25 10-7~10-8',
  },
  {
    year: 2024,
    version: 1,
    sources: [`${GOV}202310/content_6911528.htm`],
    off: '1-1 2-10~2-17 4-4~4-6 5-1~5-5 6-10 9-15~9-17 10-1~10-7',
    work: '2-4 2-18 4-7 4-28 5-11 9-14 9-29 10-12',
  },
  {
    year: 2025,
    version: 1,
    sources: ['国务院办公厅关于2025年部分节假日安排的通知（2024-11-12）'],
    off: '1-1 1-28~2-4 4-4~4-6 5-1~5-5 5-31~6-2 10-1~10-8',
    work: '1-26 2-8 4-27 9-28 10-11',
  },
  {
    year: 2026,
    version: 1,
    sources: ['国务院办公厅关于2026年部分节假日安排的通知（2025-11-04）'],
    off: '1-1~1-3 2-15~2-23 4-4~4-6 5-1~5-5 6-19~6-21 9-25~9-27 10-1~10-7',
    work: '1-4 2-14 2-28 5-9 9-20 10-10',
  },
]

function isoDay(year: number, text: string): number {
  const isYearBefore = text.startsWith('<')
  const [month, day] = text.slice(isYearBefore ? 1 : 0).split('-')
  return Date.UTC(isYearBefore ? year - 1 : year, Number(month) - 1, Number(day)) / DAY_MS
}

function expand(year: number, items: string): string[] {
  return items.split(' ').flatMap((item) => {
    const [first = '', last = first] = item.split('~')
    const from = isoDay(year, first)
    const length = isoDay(year, last) - from + 1
    return Array.from({ length }, (_, i) => dateOfDay(from + i))
  })
}

/**
 * Public holidays and make-up working days of mainland China, by the year of the notice (2007–2026).
 * Facts of the State Council's yearly notices; 2007–2024 were checked against holiday-cn (MIT).
 * Days at the end of December may stand under the following year, as in the notices.
 */
export const CHINA_HOLIDAYS: Readonly<Record<number, HolidayYear>> = Object.fromEntries(
  NOTICES.map(({ year, version, sources, off, work }) => [
    year,
    { off: expand(year, off), work: expand(year, work), version, sources },
  ]),
)

/** Version of the holiday facts as a whole: last year loaded and the sum of the years' versions, e.g. `cn-2026.22`. */
export const CHINA_HOLIDAYS_VERSION = `cn-${Math.max(...NOTICES.map((n) => n.year))}.${NOTICES.reduce((sum, n) => sum + n.version, 0)}`
