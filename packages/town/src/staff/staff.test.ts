import { describe, expect, it } from 'vitest'
import { buildStreet } from '../street.ts'

const { areas, units, users, dutyRules } = buildStreet()
const unitIds = new Set(units.map((u) => u.id))

describe('单位和人员', () => {
  it('演示账号齐全，用户名和姓名都不重复', () => {
    const names = users.map((u) => u.username)
    for (const name of ['admin', 'auditor', 'security', 'duty', 'accept', 'dispatch', 'urban', 'property01', 'enterprise01']) expect(names).toContain(name)
    expect(names.filter((n) => /^community\d{2}$/.test(n))).toHaveLength(14)
    expect(names.filter((n) => /^grid\d{3}$/.test(n))).toHaveLength(113)
    expect(new Set(names).size).toBe(users.length)
    expect(new Set(users.map((u) => u.displayName)).size).toBe(users.length)
  })

  it('网格员管自己编号的网格，单位和范围都存在', () => {
    const paths = new Set(areas.map((a) => a.path))
    for (const user of users) {
      expect(unitIds.has(user.unitId), user.username).toBe(true)
      expect(paths.has(user.areaPath), user.username).toBe(true)
      if (user.username.startsWith('grid')) expect(user.areaPath).toMatch(new RegExp(`\\.g${user.username.slice(4)}$`))
    }
  })

  it('派遣规则指向的单位都存在并且有人', () => {
    const staffed = new Set(users.map((u) => u.unitId))
    for (const { target } of dutyRules) {
      if ('unitId' in target) expect(staffed.has(target.unitId), target.unitId).toBe(true)
    }
    for (const unit of units) expect(staffed.has(unit.id), unit.id).toBe(true)
  })

  it('每一大类都有规则，另有一条兜底规则', () => {
    const covered = (code: string): boolean => dutyRules.some((r) => r.classPrefix !== '' && code.startsWith(r.classPrefix))
    for (const code of ['B0101', 'B0605', 'S0102', 'S0499', 'S2110', 'A010101', 'A150304']) expect(covered(code), code).toBe(true)
    expect(dutyRules.filter((r) => r.classPrefix === '')).toHaveLength(1)
    expect(new Set(dutyRules.map((r) => r.id)).size).toBe(dutyRules.length)
    expect(new Set(dutyRules.map((r) => `${r.classPrefix}/${r.priority}`)).size).toBe(dutyRules.length)
  })

  it('小区的物业是名册里的单位', () => {
    for (const area of areas) if (area.level === 'estate') expect(unitIds.has(area.attrs.propertyUnitId)).toBe(true)
  })
})
