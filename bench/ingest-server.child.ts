// The device door of a server by itself, on a database of its own: registers devices, prints `mqtt PORT`, ends on SIGTERM.
import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { readConfig } from '../apps/server/src/config.ts'
import { openHouse } from '../apps/server/src/house.ts'
import { systemClock } from '../apps/server/src/kernel/clock.ts'
import { silentLog } from '../apps/server/src/kernel/log.ts'
import { openDeviceDoor } from '../apps/server/src/platform/intake/index.ts'

const DEVICES = 200
const house = await openHouse({ config: readConfig(), clock: systemClock, log: silentLog })
const points = [{ name: 'a', title: '甲', unit: '', min: null, max: null, period: null, words: {} }]
await sql`insert into product (id, name, kind, points, created_at, changed_at) values ('bench', '测试', '测试', ${points}::jsonb, now(), now()) on conflict do nothing`.execute(house.context.db.owner)
for (let n = 0; n < DEVICES; n += 1) {
  await sql`insert into device (id, product_id, name, area_path, area_name, secret_hash, created_at, changed_at)
    values (${`bench-${n}`}, 'bench', ${`bench-${n}`}, 'd1.s1', '测试', ${hash('sm3', 'bench', 'buffer')}, now(), now()) on conflict do nothing`.execute(house.context.db.owner)
}
const door = await openDeviceDoor(house.context, { port: 0, host: '127.0.0.1', perDevice: { perSecond: 1e6, burst: 1e6 } })
process.stdout.write(`mqtt ${door.port} ${house.url}\n`)
process.on('SIGTERM', () => {
  void door.close().then(() => house.close()).then(() => process.exit(0))
})
