import { CHINA_HOLIDAYS, CHINA_HOLIDAYS_VERSION } from './holidays.ts'
import type { LocalDate } from './zone.ts'

/** Hours of one stretch of service, `HH:mm` each, within one day (at the latest 23:59). */
export interface ServiceWindow {
  readonly open: string
  readonly close: string
}

/** Service hours through the year; a season is `MM-DD` to `MM-DD`, both included, and may run over New Year. */
export interface ServiceHours {
  readonly usual: readonly ServiceWindow[]
  readonly seasons: readonly { readonly from: string; readonly to: string; readonly windows: readonly ServiceWindow[] }[]
}

/** Exceptions to "weekdays work, weekends rest" in one year's notice; dates `YYYY-MM-DD`. */
export interface CalendarYear {
  readonly off: readonly LocalDate[]
  readonly work: readonly LocalDate[]
}

/** A versioned working calendar. A value: a change is a new object with a new version. */
export interface WorkCalendar {
  readonly version: string
  readonly years: Readonly<Record<number, CalendarYear>>
  readonly serviceHours: ServiceHours
}

/** 8:30–12:00 and 13:30–17:30; June to September the afternoon is 14:00–18:00. */
export const DEFAULT_SERVICE_HOURS: ServiceHours = {
  usual: [
    { open: '08:30', close: '12:00' },
    { open: '13:30', close: '17:30' },
  ],
  seasons: [
    {
      from: '06-01',
      to: '09-30',
      windows: [
        { open: '08:30', close: '12:00' },
        { open: '14:00', close: '18:00' },
      ],
    },
  ],
}

/** The calendar the product ships with: the State Council's notices of 2007–2026 and the default service hours. */
export const DEFAULT_CALENDAR: WorkCalendar = {
  version: CHINA_HOLIDAYS_VERSION,
  years: CHINA_HOLIDAYS,
  serviceHours: DEFAULT_SERVICE_HOURS,
}
