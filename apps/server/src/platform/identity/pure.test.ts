import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Fault, ROLES } from '@yihu/contracts'
import type { Role } from '@yihu/contracts'
import { MOVES } from '@yihu/domain'
import { describe, expect, it } from 'vitest'
import { DEMO_PASSWORD, weakness } from './password.ts'
import { checkRoles, MACHINE_PERMISSIONS, permissionsOf, ROLE_PERMISSIONS, seesByUnitOnly } from './roles.ts'

const codeOf = (work: () => void): string => {
  try {
    work()
    return 'accepted'
  } catch (error) {
    return error instanceof Fault ? error.code : String(error)
  }
}

describe('岗位', () => {
  it('三员不能由同一人兼任，审计员不兼任何岗位', () => {
    expect(codeOf(() => { checkRoles(['admin', 'security']) })).toBe('roles-conflict')
    expect(codeOf(() => { checkRoles(['auditor', 'admin', 'acceptor']) })).toBe('roles-conflict')
    expect(codeOf(() => { checkRoles(['auditor', 'acceptor']) })).toBe('input-invalid')
    expect(codeOf(() => { checkRoles(['acceptor', 'dispatcher']) })).toBe('accepted')
    for (const role of Object.keys(ROLES)) expect(codeOf(() => { checkRoles([role as Role]) })).toBe('accepted')
  })

  it('三员都不办案，也没有一项能改动东西的权限是两员共有的', () => {
    const officers = ['admin', 'security', 'auditor'] as const
    for (const role of officers) expect(ROLE_PERMISSIONS[role].filter((permission) => permission.startsWith('case.'))).toEqual([])
    expect(ROLE_PERMISSIONS.admin).not.toContain('audit.read')
    expect(ROLE_PERMISSIONS.admin).not.toContain('security.manage')
    expect(Object.values(ROLE_PERMISSIONS).filter((list) => list.includes('audit.read'))).toHaveLength(1)
  })

  it('每条路由、每个案件动作要的权限，都有岗位或机器密钥持有', async () => {
    const source = fileURLToPath(new URL('../../', import.meta.url))
    const files = (await readdir(source, { recursive: true })).filter((file) => /routes[^/]*\.ts$/u.test(file))
    const texts = await Promise.all(files.map((file) => readFile(path.join(source, file), 'utf8')))
    const asked = (pattern: RegExp) => texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''))
    const held = new Set(Object.values(ROLE_PERMISSIONS).flat())
    const staff = [...asked(/\bmay\('([^']+)'/gu), ...Object.values(MOVES).flatMap((move) => move.rights).filter((right) => right !== 'reporter' && right !== 'follower')]
    expect(staff).toContain('user.manage')
    expect(staff.filter((permission) => !held.has(permission))).toEqual([])
    expect(asked(/\bmachine\('([^']+)'/gu).filter((permission) => !MACHINE_PERMISSIONS.includes(permission))).toEqual([])
  })

  it('部门和企业只看本单位在办的案件；兼网格员时看辖区', () => {
    expect(seesByUnitOnly(['department'])).toBe(true)
    expect(seesByUnitOnly(['property', 'enterprise'])).toBe(true)
    expect(seesByUnitOnly(['property', 'grid-worker'])).toBe(false)
    expect([...permissionsOf(['dispatcher', 'community'])]).toEqual(expect.arrayContaining(['case.dispatch', 'case.verify']))
  })
})

describe('密码', () => {
  it.each([
    ['short1A!', '至少'],
    ['alllowercaseletters', '三种'],
    ['Grid001-strong', '用户名'],
    ['MyP@ssw0rd2026', '常用'],
    ['Qwerty-88-Long', '常用'],
    ['Aaaaaaaa-2026', '连续'],
    [DEMO_PASSWORD, '至少'],
  ])('「%s」太弱', (password, why) => {
    expect(weakness(password, 'grid001')).toContain(why)
  })

  it.each(['Lake-Stone-47', '春风十里不如你Ab1', 'correct Horse 9 battery'])('「%s」可以用', (password) => {
    expect(weakness(password, 'grid001')).toBeNull()
  })
})
