import { readConfig } from './config.ts'
import { createApp, modules } from './app.ts'
import { startEvents, startSchedule } from './background.ts'
import { loadDemoApart } from './demo/load-apart.ts'
import { hasDemo } from './demo/note.ts'
import { openHouse } from './house.ts'
import { systemClock } from './kernel/clock.ts'
import { createLog } from './kernel/log.ts'
import { isLoopback } from './kernel/http/index.ts'
import { hasDemoAccounts } from './platform/identity/index.ts'
import { startAlarmClock } from './platform/alarms/index.ts'
import { openDeviceDoor } from './platform/intake/index.ts'
import type { DeviceDoor } from './platform/intake/index.ts'

// The whole start, one page: config → database → app → listen → signals.
const config = readConfig()
const startedAt = config.startedAt ?? Date.now()
const log = createLog({ level: 'warn' })
const house = await openHouse({ config, clock: systemClock, log })
const { context } = house

const wantsDemo = config.demo ?? (config.databaseUrl === undefined && house.isNew)
if (wantsDemo && !(await hasDemo(context))) await loadDemoApart()
if (!isLoopback(config.host) && (await hasDemoAccounts(context))) {
  await house.close()
  throw new Error('Demo accounts have a public password: refusing to listen beyond loopback. Use a database without them, or HOST=127.0.0.1.')
}

const dispatcher = await startEvents({ db: context.db, url: house.url, log, modules, contextOf: () => context })
dispatcher.live.subscribe(house.relay)
const schedule = await startSchedule({ context, url: house.url, modules })
const { app } = await createApp(context, { publicUrl: config.publicUrl, frigateUrl: config.frigateUrl, language: config.language, floodPerMinute: config.floodPerMinute, sms: config.sms, wechat: config.wechat, outer: config.outer })
const devices = await openDoor()
const alarmClock = startAlarmClock(context)
await app.listen({ port: config.port, host: config.host })
const address = app.server.address()
const port = typeof address === 'object' && address ? address.port : config.port
const shown = isLoopback(config.host) ? 'localhost' : config.host
process.stdout.write(`ready http://${shown}:${port} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`)

/** Without the port for devices the rest of the house still works: it is said loudly, and the server goes on. */
async function openDoor(): Promise<DeviceDoor | null> {
  try {
    return await openDeviceDoor(context, { port: config.mqttPort, host: config.host, url: config.mqttUrl })
  } catch (error) {
    log.error({ err: error, port: config.mqttPort }, 'devices cannot connect: the MQTT door did not open (YIHU_MQTT_PORT, YIHU_MQTT_URL)')
    return null
  }
}

let stopping: Promise<void> | undefined
async function stop(): Promise<void> {
  await devices?.close()
  await alarmClock.stop()
  await app.close()
  await schedule.stop()
  await dispatcher.stop()
  await house.close()
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // A second signal (from the group and from npm's script) waits for the same end.
    stopping ??= stop()
    stopping.then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed')
        process.exit(1)
      },
    )
  })
}
