import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openClient } from '../apps/server/src/kernel/db/index.ts'
import { buildStreet, populate } from '../packages/town/src/index.ts'
import { median, percentile } from './figures.ts'
import type { Figure } from './figures.ts'
import { cpuOf, cpuOfDatabase, openDatabase, removeHome, startServer } from './server.ts'
import type { BenchServer } from './server.ts'
import { signIn } from './staff.ts'

const HOME = 'pool'
const CARDS = 200
/** The last one: whoever looks for it from the first on takes longest. */
const SCOPE = 'd370305.s002.c14'
const POLL_MS = 250

/**
 * The residents of a street as a sheet through the import centre (checked, recognised, encrypted, with home, household,
 * relations and trail), beside COPY of the same lines into a bare table in the same run; then cards of people, and what
 * row-level security costs.
 */
export async function benchPool(): Promise<Figure[]> {
  await removeHome(HOME)
  const server = await startServer({ home: HOME, isFresh: true, env: { YIHU_DEMO: 'few' } })
  try {
    const headers = await signIn(server.url, 'duty')
    const sheets = sheetsOf()
    await importSheet(server, { kind: 'house', sheet: sheets.houses, headers })
    const { id, seconds, rss, added, cpu } = await importSheet(server, { kind: 'person', sheet: sheets.people, headers })
    const copy = await copySeconds(sheets.people)
    const landed = await landedSeconds(id)
    const cards = await readCards(server.url, headers)
    return [
      { id: 'pool.import', what: `seconds for a sheet of ${sheets.count} residents, ${added} of them new; of the processor ${cpu.server.toFixed(1)} s in the server, ${cpu.database.toFixed(1)} s in the database`, value: seconds, unit: 's' },
      { id: 'pool.import.ratio', what: `against COPY of the same lines (${copy.toFixed(2)} s)`, value: seconds / copy, unit: '×', bar: { atMost: 10 } },
      { id: 'pool.import.landed', what: `against COPY of the rows it wrote into tables with the same indexes (${landed.toFixed(2)} s)`, value: seconds / landed, unit: '×' },
      { id: 'pool.import.rss', what: 'highest resident memory of the server meanwhile', value: rss, unit: 'MB', bar: { atMost: 500 } },
      { id: 'pool.card', what: `p95 of a person's card, ${CARDS} of them, median ${median(cards).toFixed(1)} ms`, value: percentile(cards, 0.95), unit: 'ms', bar: { atMost: 20 } },
      await securityCost(),
    ]
  } finally {
    await server.stop()
  }
}

/** Houses and residents of the demo street as sheets of an office. */
function sheetsOf(): { houses: string; people: string; count: number } {
  const street = buildStreet()
  const names = new Map(street.areas.map(({ path, name }) => [path, name]))
  const houses = ['楼栋,地址码,单元,室号']
  const people = ['姓名,身份证号,出生日期,性别,民族,联系电话,地址码,户号,与户主关系']
  for (const grid of populate(street).grids()) {
    for (const { code, buildingPath, unit, room } of grid.houses) houses.push(`${names.get(buildingPath.split('.').slice(0, -1).join('.'))}${names.get(buildingPath)},${code},${unit},${room}`)
    for (const { houseCode, key, members } of grid.households) {
      for (const { name, idNumber, birth, sex, ethnicity, phone, relation } of members) people.push([name, idNumber, birth, sex, ethnicity, phone ?? '', houseCode, key.slice(-12), relation].join(','))
    }
  }
  return { houses: `${houses.join('\n')}\n`, people: `${people.join('\n')}\n`, count: people.length - 1 }
}

interface Sheet {
  readonly kind: string
  readonly sheet: string
  readonly headers: Readonly<Record<string, string>>
}

interface Job {
  readonly id: string
  readonly state: string
  readonly added: number
  readonly columns: readonly { readonly index: number; readonly field: string | null }[]
}

interface Brought {
  readonly id: string
  readonly seconds: number
  readonly rss: number
  readonly added: number
  /** Seconds of the processor meanwhile. */
  readonly cpu: { readonly server: number; readonly database: number }
}

/** From the start of the import (its columns are known) to its end. */
async function importSheet(server: BenchServer, { kind, sheet, headers }: Sheet): Promise<Brought> {
  const form = new FormData()
  form.append('file', new Blob([sheet], { type: 'text/csv' }), `${kind}.csv`)
  const job = await call<Job>(`${server.url}/api/v1/imports?kind=${kind}`, { method: 'POST', headers, body: form })
  const began = performance.now()
  const before = { server: cpuOf(server.pid), database: cpuOfDatabase(HOME) }
  await call(`${server.url}/api/v1/imports/${job.id}/start`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ asOf: new Date().toISOString().slice(0, 10), mapping: job.columns.map(({ index, field }) => ({ index, field })) }) })
  let rss = 0
  for (;;) {
    await new Promise((resolve) => { setTimeout(resolve, POLL_MS) })
    rss = Math.max(rss, server.rss())
    const now = await call<Job>(`${server.url}/api/v1/imports/${job.id}`, { headers })
    if (now.state === 'failed') throw new Error(`the import of ${kind} failed`)
    if (now.state === 'done') return { id: job.id, seconds: (performance.now() - began) / 1000, rss, added: now.added, cpu: { server: cpuOf(server.pid) - before.server, database: cpuOfDatabase(HOME) - before.database } }
  }
}

async function call<T>(url: string, init: RequestInit): Promise<T> {
  const answer = await fetch(url, init)
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
  return await answer.json() as T // the contract of the route
}

async function copySeconds(sheet: string): Promise<number> {
  return withClient(async (client) => {
    await client.unsafe('drop table if exists copied; create table copied (name text, id_number text, birth text, sex text, ethnicity text, phone text, house text, household text, kin text)').simple()
    const began = performance.now()
    await pipeline(Readable.from([sheet]), await client.unsafe('copy copied from stdin (format csv, header)').writable())
    return (performance.now() - began) / 1000
  })
}

const LANDED = ['person', 'person_key', 'household', 'relation'] as const

/** COPY of the rows that an import wrote, as they are, into tables of their own with the same columns, checks and indexes. */
async function landedSeconds(importId: string): Promise<number> {
  return withClient(async (client) => {
    await client.unsafe(`set yihu.scope = '*'`).simple()
    const batches = `select id from pool_batch where import_id = '${importId}'`
    let seconds = 0
    for (const table of LANDED) {
      const rows = table === 'person_key' ? `person_id in (select id from person where batch_id in (${batches}))` : `batch_id in (${batches})`
      await client.unsafe(`drop table if exists landed; create table landed (like ${table} including all)`).simple()
      const chunks: Buffer[] = []
      for await (const chunk of await client.unsafe(`copy (select * from ${table} where ${rows}) to stdout (format binary)`).readable()) chunks.push(chunk as Buffer) // what the driver gives
      const began = performance.now()
      await pipeline(Readable.from(chunks), await client.unsafe('copy landed from stdin (format binary)').writable())
      seconds += (performance.now() - began) / 1000
    }
    await client.unsafe('drop table landed').simple()
    return seconds
  })
}

async function readCards(url: string, headers: Readonly<Record<string, string>>): Promise<number[]> {
  const { persons } = await call<{ persons: { id: string }[] }>(`${url}/api/v1/persons?limit=${CARDS}`, { headers })
  const times: number[] = []
  for (const { id } of persons) {
    const began = performance.now()
    await call(`${url}/api/v1/pool/person/${id}`, { headers })
    times.push(performance.now() - began)
  }
  return times.slice(CARDS / 10)
}

/** The same page of a community's people as the app sees it and as the owner asks for it. */
async function securityCost(): Promise<Figure> {
  const { secured, open } = await withClient(async (client) => {
    const page = 'select id, area_path, sex from person where area_path >= $1::ltree and area_path < $2::ltree order by area_path, id limit 50'
    // Prepared, as the server asks; another text, so that each side keeps a plan of its own.
    const span = [SCOPE, `${SCOPE}0`]
    const times = { secured: [] as number[], open: [] as number[] }
    for (let round = 0; round < 300; round += 1) {
      times.secured.push(await client.begin<Promise<number>>(async (tx) => {
        await tx.unsafe(`set local role yihu_app; set local yihu.scope = '{${SCOPE}}'`).simple()
        return timed(() => tx.unsafe(page, span, { prepare: true }))
      }))
      times.open.push(await client.begin<Promise<number>>(async (tx) => {
        await tx.unsafe('set local row_security = off').simple()
        return timed(() => tx.unsafe(`${page} --`, span, { prepare: true }))
      }))
    }
    return { secured: median(times.secured), open: median(times.open) }
  })
  return { id: 'pool.rls', what: `a page of a community's people under row-level security (${secured.toFixed(2)} ms) against the same without (${open.toFixed(2)} ms)`, value: secured / open, unit: '×', bar: { atMost: 1.2 } }
}

async function timed(work: () => PromiseLike<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function withClient<T>(work: (client: ReturnType<typeof openClient>) => Promise<T>): Promise<T> {
  const database = await openDatabase(HOME)
  const client = openClient(database.url, { size: 1, name: 'yihu-bench' })
  try {
    return await work(client)
  } finally {
    await client.end()
    await database.stop()
  }
}
