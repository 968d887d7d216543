import autocannon from 'autocannon'
import { buildStreet } from '@yihu/town'
import { openClient } from '../apps/server/src/kernel/db/index.ts'
import { median } from './figures.ts'
import type { Figure } from './figures.ts'
import { openDatabase, startServer } from './server.ts'
import { signIn } from './staff.ts'

const HOME = 'cases'
const CONNECTIONS = 32
const SECONDS = 8
const ROUNDS = 3

/** Messages the lexicon is sure enough of (0.9) for a rule of the demo street to dispatch them by itself. */
const TEXTS = [
  '暴露垃圾：楼下暴露垃圾没人清，垃圾堆放发臭',
  '楼道口垃圾满地，生活垃圾堆了好几天没人清理，臭味很大',
  '单元门前暴露垃圾成堆，生活垃圾没人清运，请尽快清走',
]

interface Door {
  readonly id: string
  readonly what: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Cases a second through the API: raised, placed by point, classed by text, dispatched by an auto rule, committed with
 * fsync. Residents come from many addresses, as behind a gateway, so the limiter is on. Afterwards the database is
 * asked whether every acknowledged case is there and dispatched.
 */
export async function benchCases(): Promise<Figure[]> {
  const server = await startServer({ home: HOME, isFresh: true })
  try {
    const duty = await signIn(server.url, 'duty')
    const doors: Door[] = [
      { id: 'cases.appeals', what: `POST /appeals, ${CONNECTIONS} connections: raised, placed, classed, dispatched, committed`, path: '/api/v1/appeals', headers: {} },
      { id: 'cases.desk', what: 'POST /cases by the duty chief, answered with the whole case page', path: '/api/v1/cases', headers: duty },
    ]
    const rates = new Map<string, number[]>()
    await raise(server.url, doors[0], 2) // warm
    let acknowledged = 0
    const before = await dispatched()
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const door of doors) {
        const { rate, count } = await raise(server.url, door, SECONDS)
        acknowledged += count
        rates.set(door.id, [...(rates.get(door.id) ?? []), rate])
      }
    }
    const stored = (await dispatched()) - before
    return [
      ...doors.map(({ id, what }): Figure => ({ id, what, value: median(rates.get(id) ?? []), unit: 'cases/s', ...(id === 'cases.appeals' ? { bar: { atLeast: 500 } } : {}) })),
      { id: 'cases.lost', what: `of ${acknowledged} acknowledged cases not found dispatched`, value: Math.max(0, acknowledged - stored), unit: '', bar: { atMost: 0 } },
    ]
  } finally {
    await server.stop()
  }
}

const places = buildStreet({}).areas.filter((area) => area.level === 'building').map((area) => area.point)
let serial = 0

export async function raise(url: string, door: Door | undefined, seconds: number): Promise<{ rate: number; count: number }> {
  if (!door) throw new Error('no door')
  const result = await autocannon({
    url, connections: CONNECTIONS, duration: seconds,
    requests: [{
      method: 'POST', path: door.path,
      setupRequest: (request) => {
        serial += 1
        const [lon, lat] = places[serial % places.length] ?? [0, 0]
        return {
          ...request, body: JSON.stringify({ text: `${TEXTS[serial % TEXTS.length] ?? ''}（${serial}）`, lon, lat, contact: { phone: `1${String(serial).padStart(10, '0')}` } }),
          headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.${(serial >> 16) & 255}.${(serial >> 8) & 255}.${serial & 255}`, ...door.headers },
        }
      },
    }],
  })
  if (result.non2xx + result.errors > 0) throw new Error(`${door.id}: ${result.non2xx} refused, ${result.errors} failed`)
  return { rate: result['2xx'] / result.duration, count: result['2xx'] }
}

/** How many cases an auto rule has dispatched, by the database itself. */
async function dispatched(): Promise<number> {
  const database = await openDatabase(HOME)
  const client = openClient(database.url, { size: 1, name: 'yihu-bench' })
  try {
    const [row] = await client.unsafe<{ n: string }[]>(`select count(*) as n from case_file where state = 'dispatched' and dispatch_reason ->> 'isAuto' = 'true'`)
    return Number(row?.n)
  } finally {
    await client.end()
    await database.stop()
  }
}
