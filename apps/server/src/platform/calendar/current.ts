import { CHINA_HOLIDAYS, DEFAULT_SERVICE_HOURS } from '@yihu/domain'
import type { WorkCalendar } from '@yihu/domain'
import { createSnapshot } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { readHours, readVersions, readYears, writeShippedYears } from './repo.ts'
import type { StoredHours, StoredYear } from './repo.ts'

/** The calendar as counted with, and the rows it was made of. */
export interface LoadedCalendar {
  readonly calendar: WorkCalendar
  readonly years: readonly StoredYear[]
  /** Null: the shipped service hours. */
  readonly hours: StoredHours | null
}

/** The rows and the calendar of a context's database. */
export const loadedCalendarOf = createSnapshot({
  name: 'calendar',
  load: async (db): Promise<LoadedCalendar> => {
    const [years, hours] = [await readYears(db), await readHours(db)]
    return { years, hours, calendar: calendarFrom(years, hours) }
  },
})

/** The current working calendar of a context's database; never older than the last committed change. The same object until then. */
export async function calendarOf(context: Parameters<typeof loadedCalendarOf>[0]): Promise<WorkCalendar> {
  return (await loadedCalendarOf(context)).calendar
}

/** A calendar of these years; its version names the last year loaded and the sum of the years' versions, as the shipped one does. */
export function calendarFrom(years: readonly StoredYear[], hours: StoredHours | null): WorkCalendar {
  return {
    version: versionOf(years, hours),
    years: Object.fromEntries(years.map(({ year, off, work }) => [year, { off, work }])),
    serviceHours: hours?.hours ?? DEFAULT_SERVICE_HOURS,
  }
}

/** `cn-2026.22`, with service hours of one's own `cn-2026.22.h3`, or `cn-0.0` for an empty calendar. */
export function versionOf(years: readonly StoredYear[], hours: StoredHours | null): string {
  const last = years.reduce((latest, { year }) => Math.max(latest, year), 0)
  return `cn-${last}.${years.reduce((sum, { version }) => sum + version, 0)}${hours ? `.h${hours.version}` : ''}`
}

/** Brings the shipped notices (2007–2026) into the table; years that a person saved are kept. Writes nothing when nothing is new. */
export async function seedCalendar(tx: Tx): Promise<void> {
  const known = await readVersions(tx)
  const fresh = Object.entries(CHINA_HOLIDAYS)
    .map(([year, { off, work, version, sources }]) => ({ year: Number(year), version, off, work, source: sources.join(' ') }))
    .filter(({ year, version }) => (known.get(year) ?? 0) < version)
  if (fresh.length > 0) await writeShippedYears(tx, fresh)
}
