import { hash } from 'node:crypto'
import { readConfig } from '../apps/server/src/config.ts'
import { openHouse } from '../apps/server/src/house.ts'
import { systemClock } from '../apps/server/src/kernel/clock.ts'
import { openClient } from '../apps/server/src/kernel/db/index.ts'
import { silentLog } from '../apps/server/src/kernel/log.ts'
import { loadSmallStreet } from '../apps/server/test/street.ts'
import { homeOf, removeHome } from './server.ts'

/** What every device of a bench says as its secret. */
export const SECRET = 'bench'

/** Water gauges, watched by the rule of 河道水位, and gas detectors, watched by 燃气泄漏, which ring at once above 10. */
export const KINDS = {
  gauge: { product: '水位计', point: 'level', title: '水位', unit: 'm', scenario: 'river-level', settings: '{}' },
  gas: { product: '家用可燃气体探测器', point: 'lel', title: '燃气浓度', unit: '%LEL', scenario: 'gas-leak', settings: '{"lasting":0}' },
} as const

const COUNT = 1000

/** Ids of the first so many devices of a kind. */
export function idsOf(kind: keyof typeof KINDS, count: number): string[] {
  return Array.from({ length: count }, (_, n) => `${kind}-${n}`)
}

/** A fresh home under var/bench with a small street, people at its desks, and the devices. */
export async function prepareStreet(home: string): Promise<void> {
  await removeHome(home)
  const house = await openHouse({ config: readConfig({ YIHU_HOME: homeOf(home) }), clock: systemClock, log: silentLog })
  try {
    await loadSmallStreet(house.context)
    await registerDevices(house.url)
  } finally {
    await house.close()
  }
}

/** Where they all stand. */
const PATH = 'd370305.s002.c01.g001.e01.b012'

/** Registers a thousand devices of each kind and switches their scenarios on. */
async function registerDevices(url: string): Promise<void> {
  const client = openClient(url, { size: 1, name: 'yihu-bench' })
  try {
    for (const [kind, { product, point, title, unit, scenario, settings }] of Object.entries(KINDS)) {
      const points = JSON.stringify([{ name: point, title, unit, min: null, max: null, period: null, words: {} }])
      await client.unsafe(`set yihu.scope = '*';
        insert into product (id, name, kind, points, created_at, changed_at) values ('${kind}', '测试', '${product}', '${points}', now(), now());
        insert into device (id, product_id, name, area_path, area_name, lon, lat, secret_hash, created_at, changed_at)
          select '${kind}-' || n, '${kind}', '${kind}-' || n, '${PATH}', '测试', 118.302, 36.81175, '\\x${hash('sm3', SECRET)}', now(), now() from generate_series(0, ${COUNT - 1}) n;
        insert into scenario_setting (path, scenario, version, is_on, settings, changed_name, changed_at) values ('${PATH}', '${scenario}', 1, true, '${settings}', 'bench', now())`).simple()
    }
  } finally {
    await client.end()
  }
}
