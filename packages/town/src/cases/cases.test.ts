import { STATES } from '@yihu/domain'
import { describe, expect, it } from 'vitest'
import { isInPolygon } from '../geometry.ts'
import { buildTown } from '../town.ts'
import { workingDaysBefore, PLAIN_WEEKDAYS } from './clock.ts'
import { dueOf, replay } from './replay.fixture.ts'

const asOf = '2026-11-20T10:30:00+08:00'
const town = buildTown({ asOf })
const { cores, refused } = replay(town)
const appeals = town.cases.filter((c) => c.key.startsWith('a') && !c.childOf)
const stateOf = (key: string): string => cores.get(key)?.state ?? ''
const open = appeals.filter((c) => {
  const core = cores.get(c.key)
  return core !== undefined && STATES[core.state].isOpen && core.mergedInto === null
})

describe('一年的案件', () => {
  it('诉求、小事、议事的件数与资料一致', () => {
    expect(appeals).toHaveLength(505)
    expect(town.cases.filter((c) => c.source === 'grid')).toHaveLength(765)
    expect(town.cases.filter((c) => c.source === 'deliberation')).toHaveLength(176)
    expect(town.cases.filter((c) => c.childOf)).toHaveLength(3)
    const rated = appeals.map((c) => cores.get(c.key)?.rating ?? null).filter((r) => r !== null)
    expect(rated).toHaveLength(412)
    expect(rated.filter((r) => r.satisfaction >= 4)).toHaveLength(408)
  })

  it('每一步操作都被真正的流程规则接受', () => {
    expect(refused.slice(0, 10)).toEqual([])
  })

  it('三十七件在办，分布在各个状态；小事和议事全部销号', () => {
    expect(open).toHaveLength(37)
    for (const state of ['registered', 'verifying', 'filed', 'dispatched', 'handling', 'suspended', 'escalated', 'replied', 'checking']) {
      expect(open.filter((c) => stateOf(c.key) === state).length, state).toBeGreaterThanOrEqual(2)
    }
    for (const c of town.cases) if (!c.key.startsWith('a')) expect(stateOf(c.key), c.key).toBe('archived')
    expect(appeals.filter((c) => stateOf(c.key) === 'closed')).toHaveLength(6)
    expect(appeals.filter((c) => cores.get(c.key)?.mergedInto)).toHaveLength(5)
  })

  it('两件超期、三件临期，办结的按期率约百分之九十八', () => {
    const age = (n: number): string => new Date(workingDaysBefore(Date.parse(asOf), { count: n, minutes: 1, days: PLAIN_WEEKDAYS })).toISOString()
    const running = open.filter((c) => stateOf(c.key) !== 'suspended')
    const since = (c: { at: string }): string => new Date(c.at).toISOString()
    expect(running.filter((c) => since(c) < age(5))).toHaveLength(2)
    expect(running.filter((c) => since(c) >= age(5) && since(c) < age(3))).toHaveLength(3)
    const closed = town.cases.filter((c) => !open.includes(c))
    const late = closed.filter((script) => {
      const core = cores.get(script.key)
      return core?.closedAt && core.closedAt > dueOf({ script, core })
    })
    expect(late.length).toBeGreaterThan(4)
    expect(late.length).toBeLessThanOrEqual(12)
  })

  it('退回、延期、挂账、返工、督办、重办都发生过', () => {
    const count = (pick: (key: string) => number | undefined): number => appeals.filter((c) => (pick(c.key) ?? 0) > 0).length
    expect(count((k) => cores.get(k)?.returns)).toBe(12)
    expect(count((k) => cores.get(k)?.extensions.length)).toBe(9)
    expect(count((k) => cores.get(k)?.pauses.length)).toBe(5 + 3)
    expect(count((k) => cores.get(k)?.reworks)).toBe(4)
    expect(count((k) => cores.get(k)?.urges)).toBe(6)
    expect(count((k) => cores.get(k)?.reopens)).toBe(6)
  })

  it('文字几乎不重复，覆盖六十个以上的分类，没有漏填的空', () => {
    expect(new Set(town.cases.map((c) => c.text)).size / town.cases.length).toBeGreaterThanOrEqual(0.95)
    expect(new Set(town.cases.map((c) => c.classCode)).size).toBeGreaterThanOrEqual(60)
    for (const c of town.cases) expect(JSON.stringify([c.title, c.text, c.moves]), c.key).not.toMatch(/\{[a-z]+\}|[^"[]\|/)
  })

  it('操作一步晚于一步，都在案件登记之后、截止之前', () => {
    for (const c of town.cases) {
      const times = [c.at, ...c.moves.map((m) => m.at), asOf].map((t) => Date.parse(t))
      for (const [i, t] of times.entries()) if (i > 0) expect(t, `${c.key} ${i}`).toBeGreaterThanOrEqual(times[i - 1] ?? 0)
    }
    const all = town.cases.map((c) => Date.parse(c.at))
    expect(all).toEqual([...all].sort((a, b) => a - b))
  })

  it('地点在所写的区域里，派往的单位都存在，电话号码不可能是真的', () => {
    const areas = new Map(town.areas.map((a) => [a.path, a]))
    const units = new Set(town.units.map((u) => u.id))
    for (const c of town.cases) {
      const area = areas.get(c.areaPath)
      expect(area && isInPolygon([c.point.lon, c.point.lat], area.polygon), c.key).toBe(true)
      for (const m of c.moves) if (typeof m.form['unitId'] === 'string') expect(units.has(m.form['unitId']), m.form['unitId']).toBe(true)
      if (c.reporter) expect(c.reporter.phone).toMatch(/^1005\d{7}$/)
    }
  })

  it('同一个种子和截止时间得到同一年', () => {
    expect(buildTown({ asOf })).toEqual(town)
    expect(buildTown({ asOf, seed: 'b' }).cases.map((c) => c.text)).not.toEqual(town.cases.map((c) => c.text))
  })

  it.each(['2026-10-10T08:40:00+08:00', '2026-02-25T23:10:00+08:00', '2026-05-03T03:00:00+08:00', '2025-07-06T12:00:00+08:00'])('截止到 %s 也合乎流程', (end) => {
    const long = ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-02-23']
    const calendar = { isWorkingDay: (day: string) => PLAIN_WEEKDAYS.isWorkingDay(day) && !long.includes(day) }
    const other = buildTown({ asOf: end, seed: end, calendar })
    const last = Math.max(...other.cases.flatMap((c) => c.moves.map((m) => Date.parse(m.at))))
    expect(last).toBeLessThanOrEqual(Date.parse(end))
    expect(replay(other, calendar).refused.slice(0, 5)).toEqual([])
  })

  it('用两秒以内的处理器时间建好', () => {
    const start = process.cpuUsage()
    buildTown({ asOf, seed: 'fast' })
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1000).toBeLessThan(2000)
  })
})
