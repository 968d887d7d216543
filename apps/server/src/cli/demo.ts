import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { liveDemo } from '../demo/live.ts'
import { loadDemo } from '../demo/load.ts'
import { hasDemo } from '../demo/note.ts'
import { tellPool } from '../demo/repo-tell.ts'
import type { PoolTold } from '../demo/repo-tell.ts'
import type { Context } from '../kernel/context.ts'
import { systemScope } from '../kernel/db/index.ts'
import { note, pick, say, UsageError } from './command.ts'
import type { Command } from './command.ts'
import { withHouse } from './with-house.ts'

/** `yihu demo load|status|live`. */
export const demoCommand: Command = {
  usage: 'demo load | demo status | demo live [--speed N] [--minutes M] [--devices K] [--seed S] [--url http://…] [--mqtt mqtt://…]',
  summary: '装入演示街道（已有就不再装），查看是否装过：说出数据池里各有多少和内容的摘要，两次装的一样；让演示街道在运行着的服务器上活起来：设备、居民、摄像机从真的入口说话，到时自己停',
  async run([what, ...rest]) {
    if (what === 'live') return live(rest)
    const [extra] = rest
    const act = pick({ load, status }, what, 'demo')
    if (extra !== undefined) throw new UsageError(`demo ${what ?? ''} 不带参数 / takes no argument: ${extra}`)
    return act()
  },
}

async function load(): Promise<number> {
  return withHouse(async ({ context }) => {
    const isNew = await loadDemo(context, { hasFewPeople: readConfig().hasFewPeople, log: note })
    say(JSON.stringify({ loaded: true, isNew, ...(await told(context)) }))
    return 0
  })
}

async function status(): Promise<number> {
  return withHouse(async ({ context }) => {
    const isLoaded = await hasDemo(context)
    say(JSON.stringify({ loaded: isLoaded, ...(isLoaded ? await told(context) : {}) }))
    return 0
  })
}

/** What lies in the pool now; two loads of the same street say the same. */
function told({ db }: Pick<Context, 'db'>): Promise<PoolTold> {
  return db.transact(systemScope, tellPool)
}

/** `--speed 60`: an hour of the street in a minute. */
async function live(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args], allowPositionals: false,
    options: { speed: { type: 'string' }, minutes: { type: 'string' }, devices: { type: 'string' }, seed: { type: 'string' }, url: { type: 'string' }, mqtt: { type: 'string' } },
  })
  const config = readConfig()
  const report = await liveDemo({
    seed: values.seed ?? 'xuegong', speed: count(values.speed, '--speed', 60), minutes: count(values.minutes, '--minutes', 60), speakers: count(values.devices, '--devices', 10_000),
    url: values.url ?? `http://${config.host}:${config.port}`, mqttUrl: values.mqtt ?? `mqtt://${config.host}:${config.mqttPort}`, log: note,
  })
  say(JSON.stringify(report))
  return report.messages.sent > 0 && report.messages.acknowledged === 0 ? 1 : 0
}

/** @throws UsageError */
function count(text: string | undefined, option: string, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text)
  if (!Number.isFinite(value) || value <= 0 || value > 100_000) throw new UsageError(`${option} 要是大于 0 的数 / must be a positive number`)
  return value
}
