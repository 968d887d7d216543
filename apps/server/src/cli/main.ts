import { Fault } from '@yihu/contracts'
import { ConfigError } from '../config.ts'
import { note, say, UsageError } from './command.ts'
import type { Command } from './command.ts'

/** Loaded when called, so that `help` and `eval` need nothing of the others. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  import: async () => (await import('./import.ts')).importCommand,
  migrate: async () => (await import('./migrate.ts')).migrateCommand,
  demo: async () => (await import('./demo.ts')).demoCommand,
  unit: async () => (await import('./unit.ts')).unitCommand,
  user: async () => (await import('./user.ts')).userCommand,
  audit: async () => (await import('./audit.ts')).auditCommand,
  train: async () => (await import('./train-text.ts')).trainCommand,
  eval: async () => (await import('./eval.ts')).evalCommand,
}

async function help(): Promise<number> {
  say('用法 / usage: yihu <命令>')
  for (const load of Object.values(COMMANDS)) {
    const { usage, summary } = await load()
    say(`  ${usage}\n      ${summary}`)
  }
  return 0
}

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || ['help', '--help', '-h'].includes(name)) return help()
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!load) throw new UsageError(`没有“${name}”这个命令，见 yihu help / unknown command`)
  const command = await load()
  if (args.includes('--help') || args.includes('-h')) {
    say(`yihu ${command.usage}\n  ${command.summary}`)
    return 0
  }
  return command.run(args)
}

/** One line for the person at the terminal; 2 for a wrong call, 1 for everything else. */
function explain(error: unknown): number {
  if (!(error instanceof Error)) throw error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const isMissing = ['ENOENT', 'EISDIR', 'ENOTDIR'].includes(code)
  const isWrongCall = isMissing || error instanceof UsageError || error instanceof ConfigError || code.startsWith('ERR_PARSE_ARGS_')
  const lead = isMissing ? '读不到文件' : code.startsWith('ERR_PARSE_ARGS_') ? '参数不对' : ''
  const details = error instanceof Fault ? Object.values(error.fields ?? {}).join('；') : ''
  note(`yihu: ${[lead, error.message.replaceAll(/\s*\n\s*/gu, ' '), details].filter((text) => text !== '').join(' ')}`)
  return isWrongCall ? 2 : 1
}

process.exitCode = await main(process.argv.slice(2)).catch(explain)
