import { createHash, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import type { AnswerOf, resumePatrolPhoto } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12 } from '../../../test/street.ts'
import { systemScope } from '../../kernel/db/index.ts'

const app = useApp()
type Progress = AnswerOf<typeof resumePatrolPhoto> & { error?: { code: string; fields?: object } }

let bytes: Buffer
const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex')
const ask = (id: string, { as = 'grid001', content = bytes } = {}) => app().request<Progress>('POST', `patrol/photos/${id}/resumption`, { as, body: { hash: hashOf(content), size: content.length, name: '现场.png' } })
const send = (id: string, at: number, to: number, { as = 'grid001', content = bytes } = {}) => app().upload<Progress>({ bytes: content.subarray(at, to), name: '现场.png' }, { as, url: `patrol/photos/${id}/pieces?at=${at}` })

beforeAll(async () => {
  // Noise does not compress: a few hundred kilobytes.
  bytes = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 60 } } }).png().toBuffer()
})

test('大照片一段一段传：断了问从哪里接着传，重的、跳过的不收，答复丢了再问还是同一张；传完就是一张照片，案件里看得到', async () => {
  const [id, third] = [randomUUID(), Math.floor(bytes.length / 3)]
  expect((await ask(id)).body).toEqual({ have: 0, photo: null })
  expect((await send(id, 0, third)).body).toEqual({ have: third, photo: null })
  expect([(await send(id, 0, third)).body.have, (await send(id, 2 * third, bytes.length)).body.have]).toEqual([third, third])
  expect((await ask(id)).body).toEqual({ have: third, photo: null })
  expect((await ask(id, { as: 'grid003' })).body.have).toBe(0)
  const whole = await send(id, third, bytes.length)
  expect(whole.body).toMatchObject({ have: bytes.length, photo: { kind: 'image', seconds: null } })
  expect([(await ask(id)).body, (await send(id, third, bytes.length)).body]).toEqual([whole.body, whole.body])
  const report = await app().request<{ results: { outcome: string }[] }>('POST', 'patrol/actions', { as: 'grid001', body: { device: randomUUID(), actions: [{ id: randomUUID(), kind: 'case.report', at: new Date(app().clock.now()).toISOString(), body: { text: '井盖破损', ...AT_BUILDING_12, files: [whole.body.photo?.id] } }] } })
  expect(report.body.results[0]?.outcome).toBe('applied')
})

test('同时问几次、最后一段传了又传：只成一张照片，答复都是它，不用从头来', async () => {
  const id = randomUUID()
  await ask(id)
  const said = await Promise.all([send(id, 0, bytes.length), ...Array.from({ length: 5 }, () => ask(id)), send(id, 0, bytes.length)])
  const { body: { photo } } = await ask(id)
  expect(photo).not.toBeNull()
  for (const { body } of said) expect([{ have: 0, photo: null }, { have: bytes.length, photo }]).toContainEqual(body)
})

test('没开始的、传到的和手机里的不一样的从头再传，走访和报事不会因此被退；比说好的长、不是照片的说清楚；放久了的忘掉', async () => {
  const id = randomUUID()
  expect((await send(id, 0, 10)).body).toEqual({ have: 0, photo: null })
  const other = Buffer.concat([bytes.subarray(0, -1), Buffer.from([0, 1])])
  await ask(id)
  expect((await send(id, 0, other.length, { content: other })).body.error?.fields).toHaveProperty(['file'])
  const torn = Buffer.concat([Buffer.from([0]), bytes.subarray(1)])
  expect((await send(id, 0, torn.length, { content: torn })).body).toEqual({ have: 0, photo: null })
  expect((await ask(id)).body.have).toBe(0)
  expect((await send(id, 0, bytes.length)).body.photo).not.toBeNull()
  const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)])
  await ask(id, { content: program })
  expect((await send(id, 0, program.length, { content: program })).status).toBe(415)
  app().clock.advance(11 * 86_400_000)
  await app().run('sync.photos')
  const left = await app().context.db.transact(systemScope, (tx) => tx.selectFrom('patrol_photo').select('id').execute())
  expect(left).toEqual([])
})
