import { createHash } from 'node:crypto'
import { buildTown } from '@yihu/town'
import { openClient } from '../apps/server/src/kernel/db/index.ts'
import type { Figure } from './figures.ts'
import { openDatabase, startServer } from './server.ts'

const HOME = 'spam'
const SPAM = 10_000
const IDENTITIES = 100
const GENUINE = 100
const AT_ONCE = 16
/** Of the spam's identities so many solve the puzzles, as a browser would; the others are plain scripts. */
const SOLVERS = 10

const TEMPLATES = [
  '加微信{n}领红包，名额有限，先到先得', '低息贷款当天放款，不看征信，电话联系{n}', '兼职刷单日结三百，详情看主页{n}', '清仓甩卖全场一折，地址见公众号{n}', '棋牌试玩送彩金{n}，注册就送',
  '办证刻章，质量保证，联系{n}', '你们街道什么都不管，全是废物{n}', '测试{n}测试{n}测试', '啊啊啊啊啊啊{n}啊啊啊啊', '代写论文包过，{n}起', '某某小区物业黑心退钱{n}！！！', '免费领鸡蛋{n}，转发三个群',
]

interface Report {
  readonly isSpam: boolean
  readonly text: string
  readonly ip: string
  readonly device: string | undefined
  readonly solves: boolean
}

/**
 * Ten thousand scripted reports from a hundred identities, in between a hundred reports of a hundred residents who never
 * reported before, all through HTTP with the limits that an installation has: once each resident from an address of
 * their own, once as compounds of ten behind one address each. Asks the database what reached the desk.
 */
export async function benchSpam(): Promise<Figure[]> {
  return [...await benchFrom({ id: 'spam', behind: 1 }), ...await benchFrom({ id: 'spam.shared', behind: 10 })]
}

async function benchFrom({ id, behind }: { readonly id: string; /** Residents behind one address. */ readonly behind: number }): Promise<Figure[]> {
  const server = await startServer({ home: `${HOME}-${behind}`, isFresh: true, env: { YIHU_DEMO: 'few', YIHU_FLOOD_PER_MINUTE: '30' } })
  try {
    const started = new Date()
    const outcomes = new Map<string, number>()
    const waits: number[] = []
    const queue = mixed(behind).values()
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      for (const report of queue) {
        const from = performance.now()
        const outcome = `${report.isSpam ? 'spam' : 'genuine'} ${await send(server.url, report)}`
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
        if (!report.isSpam) waits.push(performance.now() - from)
      }
    }))
    const seconds = (Date.now() - started.getTime()) / 1000
    const [spam, genuine] = await atDesk(started, behind)
    const told = [...outcomes].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([outcome, count]) => `${outcome} ${count}`).join(', ')
    return [
      { id: `${id}.genuine`, what: `of ${GENUINE} genuine reports, ${behind} behind an address, on the desk, among ${SPAM} scripted ones of ${IDENTITIES} identities in ${Math.round(seconds)} s (${told})`, value: genuine, unit: '', bar: { atLeast: 99 } },
      { id: `${id}.spam`, what: `per cent of the scripted reports on the desk (${spam})`, value: (spam / SPAM) * 100, unit: '%', bar: { atMost: 1 } },
      { id: `${id}.wait`, what: 'longest time of a genuine report, puzzle and all, on the crowded server', value: Math.max(...waits) / 1000, unit: 's' },
    ]
  } finally {
    await server.stop()
  }
}

/** All reports in the order they are sent: the same in every run. */
function mixed(behind: number): Report[] {
  const random = seeded(20_261_129)
  const genuine = realTexts().map((text, n): Report => ({ isSpam: false, text, ip: `10.8.0.${Math.floor(n / behind) + 1}`, device: `resident-device-${n}`, solves: true }))
  const spam = Array.from({ length: SPAM }, (_, n): Report => {
    const who = n % IDENTITIES
    const template = TEMPLATES[Math.floor(random() * TEMPLATES.length)] ?? ''
    // Half of them make up another device for every report.
    return { isSpam: true, text: template.replaceAll('{n}', String(Math.floor(random() * 1e6))), ip: `10.9.0.${who + 1}`, device: who % 2 === 0 ? `spam-device-${who}` : `made-up-${n}`, solves: who < SOLVERS }
  })
  return [...genuine, ...spam].map((report) => ({ report, at: random() })).toSorted((a, b) => a.at - b.at).map(({ report }) => report)
}

/** What residents of the demo street report: their own words, each once. */
function realTexts(): string[] {
  const { cases } = buildTown({ seed: 'spam', asOf: '2026-05-07T02:00:00Z', calendar: { isWorkingDay: () => true } })
  return [...new Set(cases.filter(({ source }) => source === 'resident' || source === 'code' || source === 'hotline').map(({ text }) => text))].slice(0, GENUINE)
}

let serial = 0

/** Sends as a script or as a browser does. @returns what became of it, as the sender is told */
async function send(url: string, { text, ip, device, solves }: Report): Promise<string> {
  const clientId = `bench-client-${(serial += 1)}`
  const post = async (proof?: object) => {
    const answer = await fetch(`${url}/api/v1/appeals`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-forwarded-for': ip }, body: JSON.stringify({ text, device, clientId, proof }) })
    return { status: answer.status, body: (await answer.json()) as { number?: string; error?: { current?: { challenge: string; bits: number } } } } // the contract of POST /appeals
  }
  let { status, body } = await post()
  const puzzle = body.error?.current
  if (status === 428 && puzzle && solves) ({ status, body } = await post(solve(puzzle)))
  return status === 201 ? (body.number?.startsWith('H') ? 'held' : 'taken') : String(status)
}

function solve({ challenge, bits }: { challenge: string; bits: number }): { challenge: string; answer: number } {
  for (let answer = 0; ; answer += 1) {
    if (createHash('sha256').update(`${challenge}:${answer}`).digest().readUInt32BE() >>> (32 - bits) === 0) return { challenge, answer }
  }
}

/** How many cases there are of each kind since the start, by the database itself. */
async function atDesk(since: Date, behind: number): Promise<[spam: number, genuine: number]> {
  const database = await openDatabase(`${HOME}-${behind}`)
  const client = openClient(database.url, { size: 1, name: 'yihu-bench' })
  try {
    const rows = await client.unsafe<{ text: string }[]>(`select text from case_file where source = 'resident' and registered_at >= '${since.toISOString()}'`)
    const known = new Set(realTexts())
    const genuine = rows.filter(({ text }) => known.has(text)).length
    return [rows.length - genuine, genuine]
  } finally {
    await client.end()
    await database.stop()
  }
}

/** A random source that is the same every time. */
function seeded(seed: number): () => number {
  let state = seed
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296) / 4_294_967_296
}
