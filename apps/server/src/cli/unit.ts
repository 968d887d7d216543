import { parseArgs } from 'node:util'
import { UNIT_KINDS, UnitId, UnitKind } from '@yihu/contracts'
import { saveUnit } from '../platform/identity/index.ts'
import { pathOf } from './area-path.ts'
import { need, pick, say, UsageError } from './command.ts'
import type { Command } from './command.ts'
import { withHouse } from './with-house.ts'

/** `yihu unit add`: the first units of a street, before anybody can sign in. */
export const unitCommand: Command = {
  usage: 'unit add 编码 --name 名称 --kind 类别 [--area 区域编码]',
  summary: '新建单位，或修改已有的；不写区域的单位为各处服务',
  run: ([what, ...args]) => pick({ add }, what, 'unit')(args),
}

const OPTIONS = { name: { type: 'string' }, kind: { type: 'string' }, area: { type: 'string' } } as const

async function add(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS })
  const id = UnitId.safeParse(need(positionals[0], '编码'))
  if (!id.success) throw new UsageError('编码要用小写字母、数字和短横，最多 64 位 / bad unit id')
  const kind = UnitKind.safeParse(need(values.kind, '--kind'))
  if (!kind.success) throw new UsageError(`没有“${values.kind}”这个类别 / unknown kind, use: ${Object.keys(UNIT_KINDS).join(' | ')}`)
  const name = need(values.name, '--name')
  return withHouse(async ({ context }) => {
    const areaPath = values.area === undefined ? null : await pathOf(context, values.area)
    say(JSON.stringify(await saveUnit(context, { actor: null, unit: { id: id.data, name, kind: kind.data, areaPath, isActive: true } })))
    return 0
  })
}
