// The device door of a server by itself, without the limit of a single device: prints `mqtt PORT URL`, ends on SIGTERM.
import { readConfig } from '../apps/server/src/config.ts'
import { openHouse } from '../apps/server/src/house.ts'
import { systemClock } from '../apps/server/src/kernel/clock.ts'
import { silentLog } from '../apps/server/src/kernel/log.ts'
import { startAlarmClock } from '../apps/server/src/platform/alarms/index.ts'
import { openDeviceDoor } from '../apps/server/src/platform/intake/index.ts'

const house = await openHouse({ config: readConfig(), clock: systemClock, log: silentLog })
const clock = startAlarmClock(house.context)
const door = await openDeviceDoor(house.context, { port: 0, host: '127.0.0.1', perDevice: { perSecond: 1e6, burst: 1e6 } })
process.stdout.write(`mqtt ${door.port} ${house.url}\n`)
process.on('SIGTERM', () => {
  void door.close().then(() => clock.stop()).then(() => house.close()).then(() => process.exit(0))
})
