import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { silentLog } from '../log.ts'
import { repeatAnswers } from './again.ts'
import type { Actor } from './access.ts'
import { createServer } from './server.ts'

const actor = {} as Actor // whoever asks: it is only handed on
const MEGABYTE = 1024 * 1024
/** Three of these are remembered, a fourth is more than is borne. */
const BIG = Buffer.alloc(9 * MEGABYTE)

let app: Awaited<ReturnType<typeof createServer>>
/** How often each address went the whole way. */
let went: string[] = []
/** How often what lies behind `/big` has changed. */
let changes = 0

beforeEach(async () => {
  went = []
  app = await createServer({ log: silentLog, limitRates: false })
  const again = repeatAnswers(app, { holds: () => () => true, count: () => {} })
  app.get('/small', async (request, reply) => {
    went.push('small')
    again.remember(request, reply, { actor, plain: Buffer.from('小'), gzip: undefined, etag: '"s"', isStill: () => true })
    return '小'
  })
  app.get('/big', async (request, reply) => {
    went.push('big')
    const seen = changes
    again.remember(request, reply, { actor, plain: BIG, gzip: undefined, etag: '"b"', isStill: () => changes === seen })
    return '大'
  })
  app.get('/empty', async (request, reply) => {
    for (let tile = 0; tile < 30_000; tile++) again.remember(request, reply, { actor, plain: Buffer.alloc(0), gzip: undefined, etag: '"0"', isStill: () => false })
    return ''
  })
  app.get('/counted', { config: { rateLimit: { max: 1, timeWindow: 1000 } } }, async (request, reply) => {
    again.remember(request, reply, { actor, plain: BIG, gzip: undefined, etag: '"c"', isStill: () => true })
    return ''
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
})

afterEach(() => app.close())

const ask = async (path: string, headers: Record<string, string> = {}): Promise<number> => {
  const answer = await fetch(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}${path}`, { headers }) // it listens on a port
  await answer.arrayBuffer()
  return answer.status
}

it('旧的一份换成新的，重量不重复算：别的照样记着；空的一份不记', async () => {
  await ask('/small')
  for (changes = 0; changes < 5; changes++) await ask('/big')
  await ask('/empty')
  await ask('/small')
  expect(went).toEqual(['small', 'big', 'big', 'big', 'big', 'big'])
})

it('记的多过上限就全忘掉；问法本身也算重量', async () => {
  await ask('/small')
  for (const who of ['a', 'b', 'c', 'd']) await ask('/big', { cookie: who })
  await ask('/small')
  expect(went.filter((path) => path === 'small')).toHaveLength(2)
  // A question of 12 000 characters weighs 24 000 bytes more than its answer.
  for (let n = 0; n < 1400; n++) await ask(`/small?${n}`, { cookie: 'x'.repeat(12_000) })
  await ask('/small')
  expect(went.filter((path) => path === 'small')).toHaveLength(1403)
})

it('限次数的地址不许从记忆里答；服务器上另有人听着，起不来', async () => {
  expect(await ask('/counted')).toBe(500)
  const other = await createServer({ log: silentLog, limitRates: false })
  other.server.on('request', () => {})
  expect(() => repeatAnswers(other, { holds: () => () => true, count: () => {} })).toThrow('2 listeners')
  await other.close()
})
