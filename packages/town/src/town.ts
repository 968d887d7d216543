import type { CaseScript, WorkingDays } from './case-types.ts'
import { openWorkshop } from './cases/build-cases.ts'
import { PLAIN_WEEKDAYS } from './cases/clock.ts'
import { writeAppeals, writeDeliberations, writeGridMatters } from './cases/kinds.ts'
import { createRandom } from './random.ts'
import { buildStreet } from './street.ts'
import type { Street } from './street.ts'

/** The demo street with a year of cases that ends at `asOf`. */
export interface Town extends Street {
  asOf: string
  /** In the order in which they came in; moves of each in time order. */
  cases: CaseScript[]
}

/**
 * Builds the street and its year; deterministic in seed, `asOf` (ISO-8601 with offset) and calendar.
 * Without a calendar weekdays work and weekends rest. @throws RangeError when `asOf` is no instant.
 */
export function buildTown(options: { seed?: string; asOf: string; calendar?: WorkingDays }): Town {
  const { seed = 'xuegong', asOf, calendar = PLAIN_WEEKDAYS } = options
  const end = Date.parse(asOf)
  if (Number.isNaN(end)) throw new RangeError(`not an instant: ${asOf}`)
  const street = buildStreet({ seed })
  const year = createRandom(`${seed}/year`)
  const workshop = (label: string) => openWorkshop({ street, asOf: end, days: calendar, random: year.fork(label) })
  const cases = [
    ...writeAppeals(workshop('appeals')),
    ...writeGridMatters(workshop('grid')),
    ...writeDeliberations(workshop('talks')),
  ]
  const sorted = cases.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.key < b.key ? -1 : 1))
  return { ...street, asOf, cases: sorted }
}
