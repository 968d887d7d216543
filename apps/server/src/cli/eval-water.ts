import { parseArgs } from 'node:util'
import { need, UsageError } from './command.ts'
import { findIn, ruleOfWater, shippedWater } from './find-water.ts'
import type { Found } from './find-water.ts'
import { detectionOf } from './water-inject.ts'
import { isWaterFormat, readHomes, WATER_FORMATS } from './water-readings.ts'
import type { Home } from './water-readings.ts'
import { daysOf, isFalse } from './water-truth.ts'

const DAYS_A_YEAR = 365.25

/**
 * `eval water --readings FILE-or-DIR --format daiad|labelled|scenario|hourly`: what the rules of E-07 would have told, and
 * how much of it false: by the labels where there are some, else by water-truth.ts. `--inject` adds how many days without
 * use and with a leak, put into these homes, are found, by the rule and by the scenario as it ships (`shipped`: when
 * the alarm is on the desk; by night nobody is called for silence).
 */
export async function evaluateWater(args: string[]): Promise<object> {
  const { values } = parseArgs({ args, options: { readings: { type: 'string' }, format: { type: 'string' }, inject: { type: 'boolean' } } })
  const format = need(values.format, '--format')
  if (!isWaterFormat(format)) throw new UsageError(`--format 只能是 ${WATER_FORMATS.join(' | ')}`)
  const homes = await readHomes(need(values.readings, '--readings'), format)
  // where people press buttons for coming, going and odd hours, a home is looked after closely
  const isClose = format === 'labelled' || format === 'scenario'
  const found = homes.map((home) => findIn(home, ruleOfWater({ isClose })))
  const homeYears = homes.reduce((sum, home) => sum + daysOf(home), 0) / DAYS_A_YEAR
  const alarms = found.flatMap(({ home, alarms: own }) => own.map((alarm) => ({ alarm, home, isFalse: isFalse(alarm, home) })))
  return {
    alarms: alarms.map(({ alarm, home, isFalse: isWrong }) => ({
      home: home.name, at: timeOf(home, alarm.at), kind: alarm.kind, hours: round(alarm.hours), litres: round(alarm.litres), isFalse: isWrong,
    })),
    faults: found.flatMap(({ home, faults }) => faults.map((at) => ({ home: home.name, at: timeOf(home, at) }))),
    ...labelFigures(found),
    homes: homes.length,
    homeYears: round(homeYears),
    ...(values.inject === true ? { injected: detectionOf(homes, ruleOfWater({ isClose: false })), shipped: shippedFigures(homes, homeYears) } : {}),
    falseAlarmsPerHomeYear: falseAYear(found, homeYears),
  }
}

function falseAYear(found: readonly Found[], homeYears: number): number {
  const falseAlarms = found.reduce((sum, { home, alarms }) => sum + alarms.filter((alarm) => isFalse(alarm, home)).length, 0)
  return homeYears === 0 ? 0 : round(falseAlarms / homeYears)
}

function shippedFigures(homes: readonly Home[], homeYears: number): object {
  const found = homes.map((home) => findIn(home, shippedWater()))
  return { alarms: found.reduce((sum, { alarms }) => sum + alarms.length, 0), falseAlarmsPerHomeYear: falseAYear(found, homeYears), injected: detectionOf(homes, shippedWater()) }
}

/** Hours that people called anomalous, and how many of them were told at their time. */
function labelFigures(found: readonly Found[]): object {
  const labelled = found.flatMap(({ home, alarms, faults }) => home.readings.filter(({ isAnomalous }) => isAnomalous === true).map(({ at }) => (
    alarms.some((alarm) => alarm.since < at && alarm.at >= at && alarm.at - at <= 3_600_000) || faults.includes(at)
  )))
  return labelled.length === 0 ? {} : { labelled: labelled.length, labelledFound: labelled.filter(Boolean).length }
}

function timeOf({ readings }: Home, at: number): string {
  return readings.find((reading) => reading.at === at)?.time ?? new Date(at).toISOString()
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
