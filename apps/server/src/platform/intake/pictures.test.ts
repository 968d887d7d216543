import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnswerOf, listAlarms, listCameraPictures, takeIntake } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12 } from '../../../test/street.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { switchOnAll } from '../alarms/index.ts'
import { addApiKey } from '../identity/index.ts'
import { fetchSnapshotsFrom } from './index.ts'

const app = useApp()
let key = ''
let frigate: Server
/** What the Frigate was asked for. */
const asked: string[] = []
/** Mebibytes it sent of a picture without end. */
let sent = 0

beforeAll(async () => {
  const { context, clock, request } = app()
  key = (await context.db.transact(systemScope, (tx) => addApiKey(tx, { at: clock.now(), name: 'Frigate', scopePaths: ['d370305.s002.c01'] }))).key
  await context.db.transact(systemScope, (tx) => switchOnAll(tx, { path: 'd370305.s002', at: clock.now(), by: '测试' }))
  await request('PUT', 'device-products/eye', { as: 'duty', body: { name: '街面摄像机', kind: '摄像机', points: [{ name: 'people', title: '人数', min: 0 }] } })
  for (const id of ['lane', 'lift']) await request('POST', 'devices', { as: 'duty', body: { id, name: id, productId: 'eye', names: { yard: 'view', car: 'e-bike', cabin: '电梯轿厢' }, ...AT_BUILDING_12 } })
  // A server that answers as Frigate's HTTP API does: pictures of tracked objects, 404 for those it has none of.
  const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#a31' } }).jpeg().toBuffer()
  frigate = createServer((question, answer) => {
    asked.push(question.url ?? '')
    if (['1-fire', '6-again'].some((id) => question.url === `/nvr/api/events/${id}/snapshot.jpg`)) answer.setHeader('content-type', 'image/jpeg').end(picture)
    else if (question.url === '/nvr/api/events/5-endless/snapshot.jpg') {
      answer.setHeader('content-type', 'image/jpeg').write(picture)
      const part = Buffer.alloc(1024 * 1024)
      const more = () => { if (!answer.destroyed) { sent += 1; answer.write(part, () => { setImmediate(more) }) } }
      more()
    } else answer.writeHead(404, { 'content-type': 'application/json' }).end('{"success":false}')
  })
  await new Promise<void>((done) => { frigate.listen(0, '127.0.0.1', done) })
  const at = frigate.address()
  fetchSnapshotsFrom(context, `http://127.0.0.1:${typeof at === 'object' ? at?.port : 0}/nvr/`)
})

afterAll(() => new Promise((done) => { frigate.close(done) }))

/** A tracked object as Frigate tells of it: seconds since it was first seen, and whether it has a picture. */
const tell = async (id: string, { camera = 'lane', label = 'fire', zone = 'yard', seen = 0, hasPicture = true } = {}) => {
  const now = app().clock.now() / 1000
  const after = { id, camera, label, start_time: now - seen, frame_time: now, score: 0.9, top_score: 0.9, current_zones: [zone], entered_zones: [zone], has_snapshot: hasPicture }
  return (await app().request<AnswerOf<typeof takeIntake>>('POST', 'intake/frigate', { headers: { 'x-api-key': key, 'content-type': 'application/json' }, body: { type: 'update', before: after, after } })).body
}
const pictures = async (device = 'lane') => (await app().request<AnswerOf<typeof listCameraPictures>>('GET', `devices/${device}/pictures?around=${new Date(app().clock.now()).toISOString()}`, { as: 'duty' })).body.pictures
const files = async () => (await app().context.db.owner.selectFrom('file_object').select('hash').where('original_name', '=', '摄像机画面').execute()).length

describe('Frigate 的画面', () => {
  test('事件里没有图，有场景听的才去取，一个目标只取一次；还没有图的等有了再取', async () => {
    expect(await tell('1-fire', { hasPicture: false })).toMatchObject({ sightings: 1 })
    expect(asked).toEqual([])
    app().clock.advance(1000)
    await tell('1-fire', { seen: 1 })
    app().clock.advance(1000)
    await tell('1-fire', { seen: 2 })
    expect([asked, (await pictures()).length]).toEqual([['/nvr/api/events/1-fire/snapshot.jpg'], 1])
    await tell('2-cat', { label: 'cat' })
    expect(asked, '没有场景听猫').toHaveLength(1)
  })

  test('画面一时存不下，事件照收；同一个目标再说的时候再取', async () => {
    const rename = (from: string, to: string) => sql`alter table ${sql.table(from)} rename to ${sql.table(to)}`.execute(app().context.db.owner)
    const before = (await pictures()).length
    await rename('sighting_picture', 'sighting_picture_away')
    app().clock.advance(1000)
    expect(await tell('6-again')).toMatchObject({ sightings: 1, parked: 0 })
    await rename('sighting_picture_away', 'sighting_picture')
    app().clock.advance(1000)
    expect(await tell('6-again', { seen: 1 })).toMatchObject({ sightings: 1, parked: 0 })
    expect([asked.filter((url) => url.includes('6-again')).length, (await pictures()).length]).toEqual([2, before + 1])
    await sql`delete from sighting_picture where id = (select id from sighting_picture order by at desc limit 1)`.execute(app().context.db.owner)
  })

  test('没有图、取不到图，都不耽误事件；取不到的歇一会儿再问', async () => {
    expect(await tell('3-none')).toMatchObject({ sightings: 1, parked: 0 })
    expect([asked.at(-1), (await pictures()).length]).toEqual(['/nvr/api/events/3-none/snapshot.jpg', 1])
    expect(await tell('5-endless'), '没有尽头的图只读到上限').toMatchObject({ sightings: 1, parked: 0 })
    expect([sent > 0 && sent < 64, (await pictures()).length]).toEqual([true, 1])
    const before = asked.length
    expect(await tell('..'), '名字是路径的一步，不去取').toMatchObject({ sightings: 1, parked: 0 })
    expect(asked).toHaveLength(before)
    fetchSnapshotsFrom(app().context, 'http://127.0.0.1:9')
    expect(await tell('4-away')).toMatchObject({ sightings: 1, parked: 0 })
    expect((await pictures()).length).toBe(1)
  })
})

describe('没有用上的画面', () => {
  test('火着了八秒，响了告警：画面留着；另一处什么也没响，三小时后画面连文件一起删', async () => {
    const { clock, request, run } = app()
    clock.advance(8000)
    await tell('1-fire', { seen: 10 })
    const { alarms } = (await request<AnswerOf<typeof listAlarms>>('GET', 'alarms', { as: 'duty' })).body
    expect(alarms.map(({ scenario, device }) => [scenario.name, device.id])).toEqual([['烟火', 'lane']])
    const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#17a' } }).jpeg().toBuffer()
    const xml = `<EventNotificationAlert><macAddress>lift</macAddress><dateTime>${new Date(clock.now()).toISOString()}</dateTime><eventType>car</eventType><eventState>active</eventState><DetectionRegionList><DetectionRegionEntry><regionID>cabin</regionID></DetectionRegionEntry></DetectionRegionList></EventNotificationAlert>`
    const body = Buffer.concat([Buffer.from(`--x\r\nContent-Type: application/xml\r\n\r\n${xml}\r\n--x\r\nContent-Type: image/jpeg\r\n\r\n`), picture, Buffer.from('\r\n--x--\r\n')])
    await request('POST', 'intake/hikvision', { headers: { 'x-api-key': key, 'content-type': 'multipart/form-data; boundary=x' }, body })
    expect([(await pictures('lift')).length, await files()]).toEqual([1, 2])
    await run('intake.drop-unseen')
    expect(await files(), '迟到的消息还可能让它响').toBe(2)
    clock.advance(3 * 3_600_000 + 60_000)
    await run('intake.drop-unseen')
    expect(await files()).toBe(1)
    clock.advance(-3 * 3_600_000 - 60_000)
    expect([(await pictures('lane')).length, (await pictures('lift')).length]).toEqual([1, 0])
  })
})
