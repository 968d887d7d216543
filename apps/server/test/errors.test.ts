import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { errorCodes, ERRORS, errorText } from '@yihu/contracts'
import { permissionNames } from '../src/app.ts'
import { MACHINE_PERMISSIONS, ROLE_PERMISSIONS } from '../src/platform/identity/index.ts'
import { useApp } from './app.ts'

const app = useApp()
const repository = fileURLToPath(new URL('../../../', import.meta.url))

/** All sources of the server and the rules, tests apart. */
async function sources(): Promise<string> {
  const files: string[] = []
  for (const folder of ['apps/server/src', 'packages/domain/src']) {
    const names = await readdir(path.join(repository, folder), { recursive: true })
    files.push(...names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).map((name) => path.join(repository, folder, name)))
  }
  return (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n')
}

describe('错误目录', () => {
  it('每个错误都有地方会报，都写进了说明', async () => {
    const [code, page] = [await sources(), await readFile(path.join(repository, 'docs/errors.md'), 'utf8')]
    expect(errorCodes.filter((one) => !code.includes(`'${one}'`))).toEqual([])
    expect(errorCodes.filter((one) => !page.includes(`\`${one}\``))).toEqual([])
  })

  it('每句话都是中文的完整句子，填好以后没有空格子', async () => {
    const code = await sources()
    for (const one of errorCodes) {
      const { status, text } = ERRORS[one]
      expect(status, one).toBeGreaterThanOrEqual(400)
      expect(text, one).toMatch(/\p{Script=Han}.*[。：]?/u)
      expect(text.endsWith('。'), one).toBe(true)
      for (const [, name] of text.matchAll(/\{(\w+)\}/gu)) expect(code, `${one} {${name}}`).toMatch(new RegExp(String.raw`\b${name}\b`, 'u'))
      const holes: Record<string, string> = Object.fromEntries([...text.matchAll(/\{(\w+)\}/gu)].map(([, name = '']) => [name, '甲'] as const))
      expect(errorText(one, holes), one).not.toContain('{')
    }
  })
})

describe('权限与地址', () => {
  it('每个地址都写明谁能用；公开的写明理由和次数', () => {
    const { routes } = app()
    expect(routes.length).toBeGreaterThan(45)
    for (const { contract, access } of routes) {
      expect(access.kind, contract.path).toMatch(/^(permission|signed-in|public|api-key)$/u)
      if (access.kind !== 'public') continue
      expect(access.reason, contract.path).toMatch(/\p{Script=Han}/u)
      expect(access.rate.max, contract.path).toBeLessThanOrEqual(600)
    }
  })

  it('地址要的权限都有岗位或设备拿着，岗位拿着的权限都有人要、有名字', () => {
    const { routes } = app()
    const held = new Set([...Object.values(ROLE_PERMISSIONS).flat(), ...MACHINE_PERMISSIONS])
    const wanted = new Set(routes.flatMap(({ access }) => ('permission' in access ? [access.permission] : [])))
    const named = permissionNames()
    expect([...wanted].filter((permission) => !held.has(permission))).toEqual([])
    expect([...held].filter((permission) => !named.has(permission))).toEqual([])
    // Moves of a case are one address: the flow itself asks for these.
    const moves = ['case.accept', 'case.verify', 'case.file', 'case.dispatch', 'case.handle', 'case.check', 'case.approve', 'case.urge']
    expect([...named.keys()].filter((permission) => !wanted.has(permission) && !moves.includes(permission) && !INSIDE.includes(permission))).toEqual([])
  })
})

/** Asked for inside a use case, where the answer depends on whom or what it is about; or at a door of a standard's own. */
const INSIDE = ['security.manage', 'open311.send', 'layer.read', 'story.approve', 'sensitive.export']

interface Described {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, { operationId: string; summary: string; tags: string[]; security: unknown; parameters: { name: string; in: string }[]; responses: Record<string, unknown> }>>>>
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
}

describe('OpenAPI', () => {
  it('每个地址都有，编号不重复，引用都找得到，路径上的参数都写明', async () => {
    const { body: api } = await app().request<Described>('GET', '/api/openapi.json')
    expect(api.openapi).toBe('3.1.0')
    const operations = Object.entries(api.paths).flatMap(([address, methods]) => Object.values(methods).map((operation) => ({ address, ...operation })))
    expect(operations).toHaveLength(app().routes.length)
    expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(operations.length)
    for (const { address, operationId, summary, parameters, responses } of operations) {
      expect(operationId).toMatch(/^[a-z][A-Za-z0-9]+$/u)
      expect(summary, address).toMatch(/\p{Script=Han}/u)
      expect(Object.keys(responses), address).toContain('default')
      const inPath = [...address.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name)
      expect(parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name).toSorted(), address).toEqual(inPath.toSorted())
    }
    for (const [, target] of JSON.stringify(api).matchAll(/"\$ref":"([^"]+)"/gu)) {
      const found = target?.split('/').slice(1).reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], api) // a walk through plain JSON
      expect(found, target).toBeDefined()
    }
  })
})
