// The device door of a server by itself, on a database of its own: registers devices, prints `mqtt PORT`, ends on SIGTERM.
import { hash } from 'node:crypto'
import { readConfig } from '../apps/server/src/config.ts'
import { openHouse } from '../apps/server/src/house.ts'
import { systemClock } from '../apps/server/src/kernel/clock.ts'
import { openClient } from '../apps/server/src/kernel/db/index.ts'
import { silentLog } from '../apps/server/src/kernel/log.ts'
import { openDeviceDoor } from '../apps/server/src/platform/intake/index.ts'

const DEVICES = 200
const house = await openHouse({ config: readConfig(), clock: systemClock, log: silentLog })
const client = openClient(house.url, { size: 1, name: 'yihu-bench' })
const points = JSON.stringify([{ name: 'level', title: '水位', unit: 'm', min: null, max: null, period: null, words: {} }])
await client.unsafe(`set yihu.scope = '*'; insert into product (id, name, kind, points, created_at, changed_at) values ('bench', '测试', '水位计', '${points}', now(), now())`).simple()
await client.unsafe(`insert into device (id, product_id, name, area_path, area_name, secret_hash, created_at, changed_at)
  select 'bench-' || n, 'bench', 'bench-' || n, 'd1.s1', '测试', '\\x${hash('sm3', 'bench')}', now(), now() from generate_series(0, ${DEVICES - 1}) n`).simple()
// every device is watched: its readings are folded through the rule of 河道水位
await client.unsafe(`insert into scenario_setting (path, scenario, version, is_on, settings, changed_name, changed_at) values ('d1.s1', 'river-level', 1, true, '{}', 'bench', now())`).simple()
await client.end()
const door = await openDeviceDoor(house.context, { port: 0, host: '127.0.0.1', perDevice: { perSecond: 1e6, burst: 1e6 } })
process.stdout.write(`mqtt ${door.port} ${house.url}\n`)
process.on('SIGTERM', () => {
  void door.close().then(() => house.close()).then(() => process.exit(0))
})
