import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluateWater } from './eval-water.ts'
import { ruleOfWater, shippedWater } from './find-water.ts'
import { detectionOf } from './water-inject.ts'
import type { Reading } from './water-readings.ts'

const data = path.join(process.env['YIHU_DATA'] ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url)), 'iot/water')
const hasData = existsSync(data)
if (!hasData) process.stderr.write('skipped: readings of real water meters are not here (YIHU_DATA)\n')

const SCENARIOS = [
  ['anomalous_consume_non_zero_ACNZ', 4], ['anomalous_consume_similar_ACS', 3], ['anomalous_high_consume_week_AHCW', 6],
  ['normal_consume_first_day_NCFD', 0], ['normal_consume_week_NCW', 0], ['normal_consume_weekend_NCWD', 0], ['normal_high_consume_is_at_home_NHCIAH', 0],
] as const

const usual = (n: number): number => ([6, 7, 11, 12, 17, 18, 21].includes(n % 24) ? 9 : 0)

let folder = ''
beforeAll(async () => { folder = await mkdtemp(path.join(os.tmpdir(), 'yihu-water-')) })
afterAll(() => rm(folder, { recursive: true, force: true }))

const evaluate = (place: string, format: string) => evaluateWater(['--readings', place, '--format', format])

describe('用水评测', () => {
  it('每家一个文件的整点表：断水一天的那天报，照常的不报', async () => {
    const table = (change: (n: number) => number): string => `time,litres\n${Array.from({ length: 45 * 24 }, (_, n) => `${new Date(Date.UTC(2026, 0, 1, n)).toISOString().slice(0, 19)},${change(n)}`).join('\n')}\n`
    await writeFile(path.join(folder, 'home-1.csv'), table(usual))
    await writeFile(path.join(folder, 'home-2.csv'), table((n) => (n >= 40 * 24 + 7 && n < 41 * 24 + 7 ? 0 : usual(n))))
    const result = await evaluate(folder, 'hourly')
    expect(result).toMatchObject({ homes: 2, falseAlarmsPerHomeYear: 0, alarms: [{ home: 'home-2', kind: 'silence', at: '2026-02-10T18:00:00', isFalse: false }] })
  })

  it.runIf(hasData).each(SCENARIOS)('有标注的情形 %s：该报的 %d 处都报，别的不报', async (name, count) => {
    const result = await evaluate(path.join(data, 'scenarios', `${name}.json`), 'scenario')
    expect(result).toMatchObject({ falseAlarmsPerHomeYear: 0, ...(count === 0 ? { alarms: [] } : { labelled: count, labelledFound: count }) })
  })

  it('放进去的断水和漏水，都在当天找到', () => {
    const readings = Array.from({ length: 120 * 24 }, (_, n): Reading => ({
      at: Date.UTC(2026, 0, 1, n), time: '', litres: usual(n), hours: 1, presence: 'unknown', isAfterHole: false, isAnomalous: null,
    }))
    const all = { silence: { tried: 12, in24h: 1 }, leak20: { tried: 12, by12thReading: 1 } }
    expect(detectionOf([{ name: 'one', readings }], ruleOfWater({ isClose: false }))).toMatchObject(all)
    expect(detectionOf([{ name: 'one', readings }], shippedWater())).toMatchObject(all)
  })
})
