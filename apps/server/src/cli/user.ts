import { randomInt } from 'node:crypto'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { Role, ROLES } from '@yihu/contracts'
import { systemScope } from '../kernel/db/index.ts'
import { rescueUser, upsertUser } from '../platform/identity/index.ts'
import { pathOf } from './area-path.ts'
import { need, note, pick, say, UsageError } from './command.ts'
import type { Command } from './command.ts'
import { withHouse } from './with-house.ts'

/** `yihu user …`: for the first administrator, and for the day nobody can sign in. */
export const userCommand: Command = {
  usage: 'user add|password|unlock 用户名 [--name 姓名 --role 岗位… --area 区域编码… --unit 单位…] [--generate]',
  summary: '新建用户（已有的改成所给的岗位）、重设密码、解锁；密码从标准输入读一行，--generate 则生成一个并打印',
  run: ([what, ...args]) => pick({ add, password, unlock }, what, 'user')(args),
}

const OPTIONS = {
  name: { type: 'string' },
  role: { type: 'string', multiple: true },
  area: { type: 'string', multiple: true },
  unit: { type: 'string', multiple: true },
  generate: { type: 'boolean' },
} as const

async function add(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS })
  const username = usernameOf(positionals)
  const name = need(values.name, '--name')
  const roles = (values.role ?? []).map(roleOf)
  if (roles.length === 0) throw new UsageError(`缺少 --role / missing --role: ${Object.keys(ROLES).join(' | ')}`)
  const password = values.generate ? generated() : await passwordFromInput()
  return withHouse(async ({ context }) => {
    const areas = await Promise.all((values.area ?? []).map((area) => pathOf(context, area)))
    const id = await context.db.transact(systemScope, (tx) =>
      upsertUser(tx, { at: context.clock.now(), username, name, roles, areas, units: values.unit ?? [], password }),
    )
    say(JSON.stringify({ id, username, roles, areas, ...(values.generate ? { password } : {}) }))
    return 0
  })
}

async function password(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { generate: { type: 'boolean' } } })
  const username = usernameOf(positionals)
  const fresh = values.generate ? generated() : await passwordFromInput()
  return rescue(username, fresh, values.generate ? { username, password: fresh } : { username })
}

async function unlock(args: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true })
  const username = usernameOf(positionals)
  return rescue(username, undefined, { username, unlocked: true })
}

async function rescue(username: string, fresh: string | undefined, answer: object): Promise<number> {
  return withHouse(async ({ context }) => {
    await context.db.transact(systemScope, (tx) => rescueUser(tx, context, { username, ...(fresh === undefined ? {} : { password: fresh }) }))
    say(JSON.stringify(answer))
    return 0
  })
}

function usernameOf([username, another]: readonly string[]): string {
  if (another !== undefined) throw new UsageError(`一次一个用户 / one user at a time: ${another}`)
  const given = need(username, '用户名')
  if (!/^[\w.@-]{2,64}$/u.test(given)) throw new UsageError('用户名要 2 到 64 个字母、数字或 . _ - @ / bad username')
  return given
}

function roleOf(text: string): Role {
  const role = Role.safeParse(text)
  if (!role.success) throw new UsageError(`没有“${text}”这个岗位 / unknown role, use: ${Object.keys(ROLES).join(' | ')}`)
  return role.data
}

const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Sixteen characters out of 56, with all kinds the rules ask for. */
function generated(): string {
  const random = Array.from({ length: 12 }, () => LETTERS[randomInt(LETTERS.length)] ?? '').join('')
  return `${random.slice(0, 6)}-K${randomInt(10)}-${random.slice(6)}`
}

/** One line of standard input; on a terminal it is not shown. Never an argument: everybody can see those. */
async function passwordFromInput(): Promise<string> {
  const isTerminal = process.stdin.isTTY
  if (isTerminal) note('密码 / password:')
  const silent = new Writable({ write: (_chunk, _encoding, done) => { done() } })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: isTerminal })
  try {
    for await (const line of lines) return need(line, '密码')
    throw new UsageError('标准输入里没有密码 / no password on standard input')
  } finally {
    lines.close()
  }
}
