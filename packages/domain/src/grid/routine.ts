import { dateOfDay, dayNumber, weekdayOf } from '../time/zone.ts'
import type { LocalDate } from '../time/zone.ts'

/** How often something comes round; `once`: once between the beginning and the end of a campaign. */
export const RHYTHMS = { day: '每日', week: '每周', month: '每月', quarter: '每季', year: '每年', once: '期限内一次' } as const
export type Rhythm = keyof typeof RHYTHMS

/** What is done (五必): looking at a place, knocking at a door, talking, reviewing. */
export const VISIT_ACTS = { patrol: '巡查', visit: '走访', call: '电话', talk: '座谈', review: '评议' } as const
export type VisitAct = keyof typeof VISIT_ACTS

/** What comes of knocking. */
export const VISIT_RESULTS = { met: '见到', nobody: '没人', refused: '不愿接待', moved: '已搬走', later: '约好再来' } as const
export type VisitResult = keyof typeof VISIT_RESULTS

const CALL_RESULTS = { met: '接通了', nobody: '没人接', refused: '不愿说', moved: '停机、空号或已搬走', later: '约好再打' } as const satisfies Record<VisitResult, string>

/** The same of looking at a place of somebody's. */
const LOOK_RESULTS = { ...VISIT_RESULTS, met: '看过了', nobody: '关着门' }

/** What is visited. */
export const VISIT_SUBJECTS = { grid: '网格', house: '房屋', household: '户', person: '居民', organisation: '单位', part: '部件' } as const
export type VisitSubject = keyof typeof VISIT_SUBJECTS

/** What is done at what. */
export interface ActAt {
  readonly act: VisitAct
  readonly kind: VisitSubject
}

/** What may come of it, as one says it there; where records are destroyed nobody is marked as moved. Coming again by appointment is for neighbours to say (我的联系户). */
export function resultsOf({ act, kind, isDestroyed }: ActAt & { readonly isDestroyed: boolean }): Readonly<Partial<Record<VisitResult, string>>> {
  if (kind === 'grid' || kind === 'part') return { met: `${VISIT_ACTS[act]}过了` }
  const { moved, later: _, ...others } = act === 'call' ? CALL_RESULTS : act === 'patrol' ? LOOK_RESULTS : VISIT_RESULTS
  return isDestroyed ? others : { ...others, moved }
}

/** What came of it, in the same words. */
export function resultName(at: ActAt, result: VisitResult): string {
  return resultsOf({ ...at, isDestroyed: false })[result] ?? VISIT_RESULTS[result]
}

const SATISFIES: Readonly<Record<VisitAct, readonly VisitAct[]>> = { patrol: ['patrol'], visit: ['visit', 'talk'], call: ['call', 'visit', 'talk'], talk: ['talk'], review: ['review'] }

/** Which acts count for one that is asked: who talked has visited too, who was visited need not be called; so nobody is asked twice. */
export function actsThatCount(act: VisitAct): readonly VisitAct[] {
  return SATISFIES[act]
}

/** Nobody at home, or an appointment, leaves a visit due; who does not want one has had it. */
export const UNSETTLED: readonly VisitResult[] = ['nobody', 'later']

export function settles(result: VisitResult): boolean {
  return !UNSETTLED.includes(result)
}

/** How something is done, by what standard, and what everybody says, each under its heading as far as the street has written it. */
export function routineTexts({ how, standards = '', wording = '' }: { readonly how: string; readonly standards?: string | undefined; readonly wording?: string | undefined }): { readonly label: string; readonly text: string }[] {
  return [{ label: '怎样做', text: how }, { label: '统一标准', text: standards }, { label: '统一口径', text: wording }].filter(({ text }) => text !== '')
}

/** When something has to be done again: its rhythm within the days it holds and the season it is for. */
export interface Rhythmic {
  readonly rhythm: Rhythm
  readonly begins: LocalDate | null
  readonly ends: LocalDate | null
  /** `MM-DD`, both included; from autumn to spring where the end lies before the beginning. */
  readonly season: { readonly from: string; readonly to: string } | null
}

/** The days in which it is to be done once, both included. */
export interface Window {
  readonly from: LocalDate
  readonly to: LocalDate
}

const ALWAYS: Window = { from: '0000-01-01', to: '9999-12-31' }

/** The window that a day lies in; null: nothing is asked on that day. */
export function windowOf({ rhythm, begins, ends, season }: Rhythmic, today: LocalDate): Window | null {
  const windows = [rhythm === 'once' ? ALWAYS : periodOf(rhythm, today), { from: begins ?? ALWAYS.from, to: ends ?? ALWAYS.to }, season ? seasonAround(season, today) : ALWAYS]
  const from = windows.map((one) => one.from).reduce((a, b) => (a > b ? a : b))
  const to = windows.map((one) => one.to).reduce((a, b) => (a < b ? a : b))
  return from <= today && today <= to ? { from, to } : null
}

/** What is due and until when. */
export interface Due {
  readonly dueFrom: LocalDate
  readonly dueOn: LocalDate
}

/** Due unless it was done in the window of today. `last`: the day it was done last. */
export function dueOf(routine: Rhythmic, last: LocalDate | null, today: LocalDate): Due | null {
  const window = windowOf(routine, today)
  if (!window || (last !== null && last >= window.from)) return null
  return { dueFrom: window.from, dueOn: window.to }
}

function periodOf(rhythm: Exclude<Rhythm, 'once'>, today: LocalDate): Window {
  const day = dayNumber(today)
  if (rhythm === 'day') return { from: today, to: today }
  if (rhythm === 'week') {
    const monday = day - ((weekdayOf(day) + 6) % 7)
    return { from: dateOfDay(monday), to: dateOfDay(monday + 6) }
  }
  const [year = 0, month = 1] = today.split('-').map(Number)
  const [first, months] = rhythm === 'month' ? [month, 1] : rhythm === 'quarter' ? [month - ((month - 1) % 3), 3] : [1, 12]
  return { from: firstOf(year, first), to: dateOfDay(dayNumber(firstOf(year, first + months)) - 1) }
}

const MONTHS = 12

function firstOf(year: number, month: number): LocalDate {
  const over = month > MONTHS
  return `${over ? year + 1 : year}-${String(over ? month - MONTHS : month).padStart(2, '0')}-01`
}

/** The season that the day lies in, or the one to come. */
function seasonAround({ from, to }: NonNullable<Rhythmic['season']>, today: LocalDate): Window {
  const year = Number(today.slice(0, 4))
  const starting = (start: number): Window => ({ from: `${start}-${from}`, to: `${from <= to ? start : start + 1}-${to}` })
  return [starting(year - 1), starting(year)].find((one) => today <= one.to) ?? starting(year + 1)
}
