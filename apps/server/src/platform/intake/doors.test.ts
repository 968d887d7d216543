import { sql } from 'kysely'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AnswerOf, dryRunScenario, DeviceDetail, listCameraChannels, listCameraPictures, listAlarms, listDeadLetters, listDevices, listSightings, replayDeadLetters, takeIntake, takeReadings } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12, IN_SHENGXIN } from '../../../test/street.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { switchOnAll } from '../alarms/index.ts'
import { addApiKey, upsertUser } from '../identity/index.ts'
import { forgetDevices } from './index.ts'

const app = useApp()
let key = ''
const CAMERA = 'aabbcc001122'

const alert = (kind: string, at = '2026-05-07T09:59:00+08:00') => `<EventNotificationAlert version="2.0"><macAddress>AA:BB:CC:00:11:22</macAddress><channelID>3</channelID>
<dateTime>${at}</dateTime><eventType>${kind}</eventType><eventState>active</eventState></EventNotificationAlert>`

beforeAll(async () => {
  const { context } = app()
  key = (await context.db.transact(systemScope, (tx) => addApiKey(tx, { at: context.clock.now(), name: '视频平台', scopePaths: ['d370305.s002.c01'] }))).key
  await app().request('PUT', 'device-products/camera', { as: 'duty', body: { name: '摄像机', kind: '视频', points: [{ name: 'people', title: '人数', min: 0 }] } })
  await register(CAMERA, AT_BUILDING_12)
  await register('far', IN_SHENGXIN)
})

const register = async (id: string, place: object) => expect((await app().request('POST', 'devices', { as: 'duty', body: { id, name: `摄像机 ${id}`, productId: 'camera', ...place } })).status).toBe(201)
const post = async <T>(url: string, body: unknown, type = 'application/json') => app().request<T>('POST', url, { body, headers: { 'x-api-key': key, 'content-type': type } })
const intake = async (source: string, body: unknown, type?: string) => (await post<AnswerOf<typeof takeIntake>>(`intake/${source}`, body, type)).body
const letters = async () => (await app().request<AnswerOf<typeof listDeadLetters>>('GET', 'dead-letters', { as: 'duty' })).body.letters

describe('摄像机和平台的事件', () => {
  test('没有密钥不收；入侵记为识别结果，重发不重复', async () => {
    expect((await app().request('POST', 'intake/hikvision', { body: alert('fielddetection'), headers: { 'content-type': 'application/xml' } })).status).toBe(401)
    expect(await intake('hikvision', alert('fielddetection'), 'application/xml')).toMatchObject({ sightings: 1, parked: 0, signals: [] })
    expect(await intake('hikvision', alert('fielddetection'), 'text/xml; charset=gbk')).toMatchObject({ sightings: 0, parked: 0 })
    const seen = (as: string) => app().request<AnswerOf<typeof listSightings>>('GET', `devices/${CAMERA}/sightings`, { as })
    expect((await seen('community01')).body.sightings).toMatchObject([{ said: 'fielddetection', at: '2026-05-07T01:59:00.000Z', isActive: true, channel: '3' }])
    expect((await seen('community02')).status).toBe(404)
  })

  test('摄像机只会用户名加密码：密钥作密码也认，密码不对不收', async () => {
    const as = (password: string) => ({ authorization: `Basic ${Buffer.from(`camera:${password}`).toString('base64')}`, 'content-type': 'application/xml' })
    expect((await app().request('POST', 'intake/hikvision', { body: alert('linedetection'), headers: as(key) })).status).toBe(202)
    expect((await app().request('POST', 'intake/hikvision', { body: alert('linedetection'), headers: as('x'.repeat(43)) })).status).toBe(401)
  })

  test('火情立刻成为一件案子，十分钟内再报还是这一件', async () => {
    const first = await intake('hikvision', alert('fireDetection'), 'application/xml')
    expect(first).toMatchObject({ sightings: 1 })
    expect(first.signals).toHaveLength(1)
    expect((await intake('hikvision', alert('fireDetection', '2026-05-07T09:59:30+08:00'), 'application/xml')).signals).toEqual(first.signals)
    expect((await app().find(first.signals[0] ?? '')).title).toContain('疑似火情')
  })

  test('摄像机在维护时报火情：记下来，不成案', async () => {
    await register('welding', AT_BUILDING_12)
    await app().request('POST', 'devices/welding/marks', { as: 'duty', body: { mark: 'maintenance', until: new Date(app().clock.now() + 3_600_000).toISOString(), note: '旁边在焊接' } })
    expect(await intake('hikvision', alert('fireDetection').replace('AA:BB:CC:00:11:22', 'welding'), 'application/xml')).toMatchObject({ sightings: 1, signals: [] })
  })

  test('Frigate、ONVIF 和通用格式各读各的', async () => {
    const at = app().clock.now() / 1000
    expect(await intake('frigate', { type: 'new', before: {}, after: { id: '1-a', camera: CAMERA, label: 'person', start_time: at - 4, frame_time: at, score: 0.8, current_zones: ['gate', 'fire-lane'] } }), '在两个区域里就是两条').toMatchObject({ sightings: 2 })
    const onvif = `<s:Envelope><s:Body><wsnt:Notify><wsnt:NotificationMessage><wsnt:Topic Dialect="x">tns1:RuleEngine/FieldDetector/ObjectsInside</wsnt:Topic><wsnt:Message>
      <tt:Message UtcTime="2026-05-07T01:59:59Z"><tt:Source><tt:SimpleItem Name="Rule" Value="门口"/></tt:Source><tt:Data><tt:SimpleItem Name="IsInside" Value="true"/></tt:Data></tt:Message></wsnt:Message></wsnt:NotificationMessage></wsnt:Notify></s:Body></s:Envelope>`
    expect(await intake(`onvif?device=${CAMERA}`, onvif, 'application/soap+xml')).toMatchObject({ sightings: 1 })
    expect(await intake('generic', [{ device: CAMERA, at: '2026-05-07T09:58:00+08:00', values: { people: 7 } }, { device: CAMERA, id: 'x-1', text: '门口堆了很多纸箱' }])).toMatchObject({ readings: 1, signals: [expect.any(String)], parked: 0 })
    expect((await app().request<DeviceDetail>('GET', `devices/${CAMERA}`, { as: 'duty' })).body.values).toMatchObject([{ value: 7 }])
  })

  test('读不懂的、没登记的、不归这个密钥管的，都留下原文和原因', async () => {
    expect(await intake('hikvision', '<broken', 'application/xml')).toMatchObject({ parked: 1 })
    expect(await intake('frigate', '{"type":', 'application/json')).toMatchObject({ parked: 1 })
    expect(await intake('video', { device: 'new-cam', at: '2026-05-07T09:58:00+08:00', seen: { label: 'person' } })).toMatchObject({ sightings: 0, parked: 1 })
    expect(await intake('generic', { device: 'far', seen: { label: 'person' } })).toMatchObject({ sightings: 0, parked: 1 })
    expect(await intake('generic', Array.from({ length: 501 }, (_, n) => ({ device: CAMERA, id: `many-${n}`, seen: { label: 'person' } }))), '多得收不下的整条留着，不悄悄丢掉后面的').toMatchObject({ sightings: 0, parked: 1, message: expect.stringContaining('最多 500 项') as string })
    expect((await letters()).map(({ reason }) => reason).toSorted()).toEqual(['camera-unread', 'camera-unread', 'camera-unread', 'device-unknown', 'out-of-scope'])
  })

  test('登记了设备再重读，事件进来了', async () => {
    await register('new-cam', AT_BUILDING_12)
    const letter = (await letters()).find(({ reason }) => reason === 'device-unknown')
    const { body } = await app().request<AnswerOf<typeof replayDeadLetters>>('POST', 'dead-letters/replay', { as: 'duty', body: { ids: [letter?.id] } })
    expect(body).toMatchObject({ taken: 1, results: [{ outcome: '读入 1 条识别结果' }] })
  })
})

describe('成批读数', () => {
  test('好的收下，坏的说明哪一条为什么，并留下来', async () => {
    const ts = app().clock.now() - 60_000
    const batch = [{ device: CAMERA, ts, values: { people: 3 } }, { device: CAMERA, ts, values: { people: 3 } }, { device: CAMERA, values: { people: '3' } }, { device: 'ghost', values: { people: 1 } }, { device: 'far', values: { people: 1 } }, 7]
    const { status, body } = await post<AnswerOf<typeof takeReadings>>('readings', { readings: batch })
    expect(status).toBe(202)
    expect(body).toMatchObject({ taken: 1, refused: [{ index: 2 }, { index: 3, device: 'ghost' }, { index: 4, device: 'far' }, { index: 5, device: null }] })
    expect((await letters()).filter(({ source }) => source === 'http')).toHaveLength(4)
  })
})

describe('各种摄像机、各种格式都能让场景响', () => {
  const clockOf = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/u, '+08:00')
  /** One message of a camera at a time (milliseconds), as its platform sends it. */
  const FORMS = {
    generic: (device: string, said: string, zone: string, at: number) => ({ body: { device, at, seen: { label: said, zone, score: 0.9 } } }),
    frigate: (device: string, said: string, zone: string, at: number) => ({ body: { type: 'update', before: {}, after: { id: `${device}-1`, camera: device, label: said, start_time: at / 1000, frame_time: at / 1000, score: 0.9, current_zones: [zone] } } }),
    hikvision: (device: string, said: string, zone: string, at: number) => ({ type: 'application/xml', body: `<EventNotificationAlert><macAddress>${device}</macAddress><dateTime>${clockOf(at)}</dateTime><eventType>${said}</eventType><eventState>active</eventState><DetectionRegionList><DetectionRegionEntry><regionID>${zone}</regionID></DetectionRegionEntry></DetectionRegionList></EventNotificationAlert>` }),
    onvif: (device: string, said: string, zone: string, at: number) => ({ type: 'application/soap+xml', url: `onvif?device=${device}`, body: `<s:Envelope><s:Body><wsnt:Notify><wsnt:NotificationMessage><wsnt:Topic Dialect="x">tns1:RuleEngine/FieldDetector/ObjectsInside</wsnt:Topic><wsnt:Message><tt:Message UtcTime="${new Date(at).toISOString()}"><tt:Source><tt:SimpleItem Name="Rule" Value="${zone}"/></tt:Source><tt:Data><tt:SimpleItem Name="ClassTypes" Value="${said}"/></tt:Data></tt:Message></wsnt:Message></wsnt:NotificationMessage></wsnt:Notify></s:Body></s:Envelope>` }),
    gb28181: (device: string, said: string, _zone: string, at: number) => ({ type: 'application/xml', body: `<Notify><CmdType>Alarm</CmdType><SN>1</SN><DeviceID>${device}</DeviceID><AlarmPriority>1</AlarmPriority><AlarmMethod>5</AlarmMethod><AlarmTime>${clockOf(at).slice(0, 19)}</AlarmTime><Info><AlarmType>${said}</AlarmType></Info></Notify>` }),
  } as const
  /** Scenario, form, what the camera says of which region, what it means, for how many minutes it stays, how often it is said. */
  const ROWS: readonly (readonly [scenario: string, form: keyof typeof FORMS, said: string, zone: string, names: Record<string, string>, minutes: number, everyMinutes: number])[] = [
    ['高空抛物', 'generic', '坠落物', '楼栋立面', {}, 0, 1],
    ['垃圾满溢', 'frigate', 'overflowing-bin', 'bin-site', {}, 24, 8],
    ['机动车占用消防通道', 'hikvision', 'parking', '2', { 2: '消防通道', parking: '机动车' }, 4, 0.5],
    ['电动车违规入梯', 'onvif', 'EBike', '轿厢', { EBike: 'e-bike', 轿厢: '电梯轿厢' }, 0.5, 0.25],
    ['河道漂浮物', 'gb28181', '3', '', { '5/3': '漂浮物', '*': '河面' }, 24, 8],
    ['店外经营', 'hikvision', 'unattendedBaggage', '1', { 1: 'shop-front', unattendedBaggage: 'goods-outside' }, 24, 4],
    ['占道经营', 'onvif', '摊位', '车行道', {}, 6, 2],
    ['无照游商', 'frigate', 'vendor-cart', 'no-vending', {}, 9, 1.5],
    ['乱堆物料', 'gb28181', '3', '', { 'object-left': '堆放物', '*': 'escape-way' }, 36, 12],
    ['暴露垃圾', 'generic', 'exposed-garbage', 'street', {}, 28, 7],
    ['机动车违停', 'frigate', 'car', 'no-parking', {}, 11, 0.4],
    ['烟火', 'generic', '浓烟', '画面（已划去烟囱、厨房排口）', {}, 1.5, 0.5],
  ]

  test('十二个摄像机场景，五种格式，各响各的；试跑把看到的重走一遍，也各响一次', async () => {
    const { request, context, clock } = app()
    await context.db.transact(systemScope, (tx) => switchOnAll(tx, { path: 'd370305.s002', at: clock.now(), by: '测试' }))
    await request('PUT', 'device-products/eye', { as: 'duty', body: { name: '街面摄像机', kind: '摄像机', points: [{ name: 'people', title: '人数', min: 0 }] } })
    const now = clock.now()
    for (const [index, [scenario, form, said, zone, names, minutes, step]] of ROWS.entries()) {
      const device = `eye${index}`
      expect((await request('POST', 'devices', { as: 'duty', body: { id: device, name: scenario, productId: 'eye', names, ...AT_BUILDING_12 } })).status).toBe(201)
      for (let ago = minutes; ago >= 0; ago -= step) {
        const { body, type, url = form } = { url: undefined, type: undefined, ...FORMS[form](device, said, zone, now - ago * 60_000) }
        expect(await intake(url, body, type), `${scenario} ${form}`).toMatchObject({ sightings: 1, parked: 0 })
      }
    }
    const { alarms } = (await request<AnswerOf<typeof listAlarms>>('GET', 'alarms?limit=200', { as: 'duty' })).body
    expect(alarms.map((alarm) => alarm.device.name).toSorted()).toEqual(ROWS.map(([scenario]) => scenario).toSorted())
    for (const { scenario, device } of alarms) {
      const tried = (await request<AnswerOf<typeof dryRunScenario>>('POST', `scenarios/${scenario.id}/dry-run`, { as: 'duty', body: { area: 'd370305.s002', settings: {} } })).body
      expect(tried.rings.filter((ring) => ring.device.id === device.id), scenario.name).toHaveLength(1)
      expect(tried.says).toContain('次识别')
    }
    expect(alarms.filter((alarm) => alarm.scenario.name !== alarm.device.name).map((alarm) => [alarm.scenario.name, alarm.device.name])).toEqual([])
  })
})

describe('随事件来的画面', () => {
  const TYPE = 'multipart/form-data; boundary=MIME_x'
  /** A camera whose scenario keeps pictures. */
  const pictured = async (id: string, said: string, names: object = { [said]: 'e-bike', '*': '电梯轿厢' }) => {
    await app().context.db.transact(systemScope, (tx) => switchOnAll(tx, { path: 'd370305.s002', at: app().clock.now(), by: '测试' }))
    await app().request('PUT', 'device-products/eye', { as: 'duty', body: { name: '街面摄像机', kind: '摄像机', points: [{ name: 'people', title: '人数', min: 0 }] } })
    expect((await app().request('POST', 'devices', { as: 'duty', body: { id, name: id, productId: 'eye', names, ...AT_BUILDING_12 } })).status).toBe(201)
  }
  const multipart = async (color: string, at: number, device = 'aabbcc003344') => {
    const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: color } }).jpeg().toBuffer()
    const xml = `<EventNotificationAlert><macAddress>${device}</macAddress><dateTime>${new Date(at).toISOString()}</dateTime><eventType>fielddetection</eventType><eventState>active</eventState></EventNotificationAlert>`
    return Buffer.concat([Buffer.from(`--MIME_x\r\nContent-Type: application/xml\r\n\r\n${xml}\r\n--MIME_x\r\nContent-Type: image/jpeg\r\n\r\n`), picture, Buffer.from('\r\n--MIME_x\r\nContent-Type: image/jpeg\r\n\r\nbroken\r\n--MIME_x--\r\n')])
  }
  const files = async () => (await app().context.db.owner.selectFrom('file_object').select('hash').where('original_name', '=', '摄像机画面').execute()).length

  test('和事件一起留下，看告警时看得到；重发不重复，坏的图不耽误事件；别的社区看不到；七天后连文件一起删', async () => {
    const { request, clock, context } = app()
    await pictured('aabbcc003344', 'fielddetection')
    const at = clock.now()
    const sent = await multipart('#246', at)
    expect(await intake('hikvision', sent, 'multipart/form-data; boundary=MIME_x')).toMatchObject({ sightings: 1, parked: 0 })
    expect(await intake('hikvision', sent, 'multipart/form-data; boundary=MIME_x')).toMatchObject({ sightings: 0 })
    const pictures = async (around: number, as = 'duty') => request<AnswerOf<typeof listCameraPictures>>('GET', `devices/aabbcc003344/pictures?around=${new Date(around).toISOString()}`, { as })
    const { pictures: [picture, ...others], keptDays } = (await pictures(at)).body
    expect([others, keptDays, await files()]).toEqual([[], 7, 1])
    const url = picture?.url.replace('/api/v1/', '') ?? ''
    expect((await request('GET', url, { as: 'duty' })).status).toBe(200)
    expect([(await request('GET', url, { as: 'community02' })).status, (await pictures(at, 'community02')).status]).toEqual([404, 404])
    expect((await pictures(at - 3 * 3_600_000)).body.pictures).toEqual([])
    clock.advance(6 * 24 * 3_600_000)
    await app().run('intake.tidy')
    expect(await files()).toBe(1)
    clock.advance(25 * 3_600_000)
    await app().run('intake.tidy')
    expect([(await pictures(at)).body.pictures, await files()]).toEqual([[], 0])
    expect(await intake('hikvision', await multipart('#642', clock.now()), 'multipart/form-data; boundary=MIME_x')).toMatchObject({ sightings: 1 })
    const { rows } = await sql<{ id: string; no: number; path: string }>`select id, no, area_path::text as path from device where id = 'aabbcc003344'`.execute(context.db.owner)
    const gone = await context.db.transact(systemScope, (tx) => forgetDevices(tx, rows))
    for (const hash of gone.files) await context.files.drop(hash)
    expect(await files(), '设备的数据销毁了，画面跟着销毁').toBe(0)
  })

  test('只给处置告警的人看，浏览器也不留；没有场景听的、承诺不留的都不留', async () => {
    const { request, clock } = app()
    const at = clock.now()
    const url = (device: string) => `devices/${device}/pictures?around=${new Date(at).toISOString()}`
    const pictures = async (device: string) => (await request<AnswerOf<typeof listCameraPictures>>('GET', url(device), { as: 'duty' })).body.pictures
    await pictured('aabbcc003345', 'fielddetection')
    await intake('hikvision', await multipart('#123', at, 'aabbcc003345'), TYPE)
    const [one] = await pictures('aabbcc003345')
    const shown = await fetch(`${await app().listen()}${one?.url}`, { headers: { authorization: `Bearer ${await app().tokenOf('duty')}` } })
    expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'no-store'])
    await shown.arrayBuffer()
    await app().context.db.transact(systemScope, (tx) => upsertUser(tx, { at, username: 'screen', name: '大屏', roles: ['screen'], areas: ['d370305.s002'], units: [], password: { demo: true } }))
    expect([(await request('GET', `devices/aabbcc003345`, { as: 'screen' })).status, (await request('GET', url('aabbcc003345'), { as: 'screen' })).status, (await request('GET', one?.url.replace('/api/v1/', '') ?? '', { as: 'screen' })).status], '大屏看得到设备，看不到画面').toEqual([200, 403, 403])
    await register('aabbcc003346', AT_BUILDING_12)
    expect(await intake('hikvision', await multipart('#321', at, 'aabbcc003346'), TYPE)).toMatchObject({ sightings: 1 })
    expect(await pictures('aabbcc003346'), '没有场景听').toEqual([])
    await pictured('aabbcc003347', 'fielddetection', { fielddetection: 'vehicle', '*': '禁停路段' })
    expect(await intake('hikvision', await multipart('#132', at, 'aabbcc003347'), TYPE)).toMatchObject({ sightings: 1 })
    expect(await pictures('aabbcc003347'), '违停不存车牌').toEqual([])
  })

  test('一次来了很多张：看得到离告警最近的', async () => {
    const { clock } = app()
    const at = clock.now()
    await pictured('aabbcc003348', 'fielddetection')
    for (let n = 0; n < 14; n += 1) await intake('hikvision', await multipart(`#${(n + 16).toString(16)}${n.toString(16)}`, at - n * 30_000, 'aabbcc003348'), TYPE)
    const { pictures } = (await app().request<AnswerOf<typeof listCameraPictures>>('GET', `devices/aabbcc003348/pictures?around=${new Date(at).toISOString()}`, { as: 'duty' })).body
    expect([pictures.length, pictures.at(-1)?.at, pictures.at(0)?.at]).toEqual([12, new Date(at).toISOString(), new Date(at - 11 * 30_000).toISOString()])
  })

  test('存文件的盘坏了，事件照收；没登记的摄像机，信里不留画面，重读时说明', async () => {
    const { context, clock } = app()
    const at = clock.now()
    await pictured('aabbcc003349', 'fielddetection')
    const { saveImage } = context.files
    context.files.saveImage = async () => { throw Object.assign(new Error('EIO'), { code: 'EIO' }) }
    expect(await intake('hikvision', await multipart('#777', at, 'aabbcc003349'), TYPE)).toMatchObject({ sightings: 1 })
    context.files.saveImage = saveImage
    const unknown = await multipart('#888', at, 'aabbcc00334a')
    expect(await intake('hikvision', unknown, TYPE)).toMatchObject({ parked: 1 })
    const letter = (await letters()).find(({ detail }) => detail.includes('aabbcc00334a'))
    expect(letter?.bytes).toBeLessThan(600)
    await register('aabbcc00334a', AT_BUILDING_12)
    const { body } = await app().request<AnswerOf<typeof replayDeadLetters>>('POST', 'dead-letters/replay', { as: 'duty', body: { ids: [letter?.id] } })
    expect(body).toMatchObject({ taken: 1, results: [{ outcome: '读入 1 条识别结果，画面当时没有留' }] })
  })
})

describe('视频平台的目录', () => {
  const PLATFORM = '37030500002000000001'
  const item = (code: string, rest: string) => `<Item><DeviceID>${code}</DeviceID>${rest}</Item>`
  const send = (root: string, items: string) => intake('gb28181', `<?xml version="1.0" encoding="UTF-8"?><${root}><CmdType>Catalog</CmdType><SN>7</SN><DeviceID>${PLATFORM}</DeviceID><SumNum>3</SumNum><DeviceList Num="3">${items}</DeviceList></${root}>`, 'application/xml')
  const channels = async (query = '', as = 'duty') => (await app().request<AnswerOf<typeof listCameraChannels>>('GET', `camera-channels?${query}`, { as })).body
  const [gate, alley] = ['37030500001320000001', '37030500001310000002']

  test('报来的摄像机记住名称、位置、上级、状态；组织和录像机不算；登记了的找得到设备', async () => {
    expect(await send('Response', [
      item('370305', '<Name>临淄区</Name>'), item('37030500001180000009', '<Name>录像机</Name>'),
      item(gate, `<Name>东门</Name><Manufacturer>海康</Manufacturer><Model>DS-2</Model><Address>桑家小区东门</Address><ParentID>${PLATFORM}</ParentID><Status>ON</Status><Longitude>118.302</Longitude><Latitude>36.811</Latitude>`),
      item(alley, '<Name>消防通道</Name><Status>OFF</Status>'),
    ].join(''))).toMatchObject({ parked: 0, message: '已收到平台目录：2 路摄像机' })
    await app().request('POST', 'devices', { as: 'duty', body: { id: gate, name: '东门', productId: 'camera', ...AT_BUILDING_12 } })
    expect((await channels(`q=${encodeURIComponent('东门')}`)).channels).toMatchObject([{ platform: PLATFORM, code: gate, name: '东门', parent: PLATFORM, address: '桑家小区东门', make: '海康 DS-2', point: { lon: 118.302, lat: 36.811 }, status: 'on', deviceId: gate }])
    const first = await channels('limit=1')
    expect([...first.channels, ...(await channels(`cursor=${first.next ?? ''}`)).channels].map(({ code }) => code)).toEqual([alley, gate])
    expect((await channels('', 'community02')).channels, '别处看不到').toEqual([])
    expect((await app().request('GET', 'camera-channels?cursor=bad', { as: 'duty' })).status).toBe(400)
  })

  test('上下线只说编码：名称照旧；拆了的不再列', async () => {
    app().clock.advance(60_000)
    await send('Notify', [item(gate, '<Event>OFF</Event>'), item(alley, '<Event>DEL</Event>')].join(''))
    expect((await channels(`q=${PLATFORM}`)).channels).toMatchObject([{ code: gate, name: '东门', status: 'off', heardAt: new Date(app().clock.now()).toISOString() }])
  })
})

describe('设备在不在线', () => {
  test('只发识别结果和心跳的摄像机也在线；心跳停了才算失联', async () => {
    const { request, clock } = app()
    await request('POST', 'devices', { as: 'duty', body: { id: 'aabbcc001199', name: '只会看的摄像机', productId: 'camera', ...AT_BUILDING_12 } })
    const how = async () => (await request<DeviceDetail>('GET', 'devices/aabbcc001199', { as: 'duty' })).body
    expect(await how()).toMatchObject({ health: 'never', lastAt: null })
    const said = (type: string, state: string) => `<EventNotificationAlert><macAddress>aabbcc001199</macAddress><dateTime>${new Date(clock.now()).toISOString()}</dateTime><eventType>${type}</eventType><eventState>${state}</eventState></EventNotificationAlert>`
    expect(await intake('hikvision', said('fielddetection', 'active'), 'application/xml')).toMatchObject({ sightings: 1 })
    expect(await how()).toMatchObject({ health: 'fine', lastAt: new Date(clock.now()).toISOString() })
    clock.advance(20 * 3_600_000)
    expect(await intake('hikvision', said('videoloss', 'inactive'), 'application/xml')).toMatchObject({ sightings: 0, parked: 0 })
    expect(await intake('gb28181', '<Notify><CmdType>Keepalive</CmdType><SN>1</SN><DeviceID>34020000001320000001</DeviceID><Status>OK</Status></Notify>', 'application/xml')).toMatchObject({ parked: 0 })
    clock.advance(20 * 3_600_000)
    expect(await how()).toMatchObject({ health: 'fine' })
    clock.advance(7 * 3_600_000)
    expect(await how()).toMatchObject({ health: 'silent' })
    expect((await request<AnswerOf<typeof listDevices>>('GET', 'devices?health=silent', { as: 'duty' })).body.devices.map(({ id }) => id)).toContain('aabbcc001199')
  })

  test('重读以前没读懂的消息、补传几天前的识别结果，都不算今天还在线', async () => {
    const { request, clock } = app()
    const at = clock.now()
    expect(await intake('generic', { device: 'late-eye', at: new Date(at).toISOString(), id: 's-1', seen: { label: 'person' } })).toMatchObject({ parked: 1 })
    expect(await intake('generic', { device: 'late-eye', id: 's-2', seen: { label: 'person' } })).toMatchObject({ parked: 1 })
    clock.advance(72 * 3_600_000)
    await request('POST', 'devices', { as: 'duty', body: { id: 'late-eye', name: '后登记的摄像机', productId: 'camera', ...AT_BUILDING_12 } })
    const waiting = (await letters()).filter(({ detail }) => detail.includes('late-eye'))
    expect((await request<AnswerOf<typeof replayDeadLetters>>('POST', 'dead-letters/replay', { as: 'duty', body: { ids: waiting.map(({ id }) => id) } })).body).toMatchObject({ taken: 2 })
    const how = async () => (await request<DeviceDetail>('GET', 'devices/late-eye', { as: 'duty' })).body
    expect(await how()).toMatchObject({ health: 'silent', lastAt: new Date(at).toISOString() })
    expect(await intake('generic', { device: 'late-eye', at: new Date(at + 3_600_000).toISOString(), id: 's-3', seen: { label: 'person' } })).toMatchObject({ sightings: 1 })
    expect(await how()).toMatchObject({ health: 'silent', lastAt: new Date(at + 3_600_000).toISOString() })
  })
})
