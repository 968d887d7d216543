import { localDate } from '@yihu/domain'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { VISITOR_KIND, WEATHER_KIND } from '@yihu/contracts'
import type { AnswerOf, DeviceDetail, DeviceRow, importDevices, listDevices, ProductRow, showIndicator, showWeather } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12, IN_SHENGXIN } from '../../../test/street.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { foldBatch } from './fold.ts'
import { insertReadings, moveLast, rollUpReadings } from './index.ts'

const app = useApp()
const HOUR = 3_600_000

const METER = {
  name: '远传水表', kind: '水表', vendor: 'Milesight',
  points: [{ name: 'litres', title: '累计用水', unit: '升', min: 0, max: 1_000_000, period: 3600 }, { name: 'valve', title: '阀门', words: { open: 1, closed: 0 } }],
}

async function product(id: string, form: object = METER): Promise<{ status: number; body: ProductRow }> {
  return app().request<ProductRow>('PUT', `device-products/${id}`, { as: 'duty', body: form })
}

async function register(form: object): Promise<{ device: DeviceDetail; secret: string }> {
  const { status, body } = await app().request<{ device: DeviceDetail; secret: string }>('POST', 'devices', { as: 'duty', body: { name: '桑家小区水表', productId: 'water-meter', ...AT_BUILDING_12, ...form } })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

const list = async (as: string, query = '') => (await app().request<AnswerOf<typeof listDevices>>('POST', 'devices/find', { as, body: Object.fromEntries(new URLSearchParams(query)) })).body
const ids = (rows: readonly DeviceRow[]) => rows.map(({ id }) => id)

/** Readings of a device as if they had just arrived. */
async function heard(id: string, values: readonly { point?: string; at: number; value: number }[]): Promise<void> {
  const { context, clock } = app()
  const { rows: [row] } = await context.db.owner.selectFrom('device').select('no').where('id', '=', id).execute().then((rows) => ({ rows }))
  const { readings, last } = foldBatch(values.map(({ point = 'litres', ...rest }) => ({ device: row?.no ?? 0, point, ...rest })))
  await context.db.transact(systemScope, async (tx) => {
    const takenAt = new Date(clock.now())
    await insertReadings(tx, { readings, takenAt })
    await moveLast(tx, { last, takenAt })
  })
}

describe('设备产品', () => {
  test('先有产品再有设备；版本不符时不覆盖同事的修改', async () => {
    expect(await product('water-meter')).toMatchObject({ status: 200, body: { id: 'water-meter', version: 1, devices: 0, points: [{ name: 'litres', unit: '升' }, { name: 'valve', words: { open: 1 } }] } })
    expect((await product('water-meter')).status).toBe(409)
    expect((await app().request('PUT', 'device-products/water-meter', { as: 'duty', body: { ...METER, name: '水表', version: 1 } })).body).toMatchObject({ version: 2, name: '水表' })
    expect((await app().request('POST', 'devices', { as: 'duty', body: { name: '表', productId: 'none', ...AT_BUILDING_12 } })).body).toMatchObject({ error: { code: 'product-unknown' } })
  })

  test('测点不能重名，量程不能颠倒；普通岗位不能改', async () => {
    expect((await product('bad', { ...METER, points: [...METER.points, METER.points[0]] })).status).toBe(400)
    expect((await product('bad', { ...METER, points: [{ name: 'a', title: '甲', min: 2, max: 1 }] })).status).toBe(400)
    expect((await app().request('PUT', 'device-products/bad', { as: 'grid001', body: METER })).status).toBe(403)
  })
})

describe('登记设备', () => {
  test('按坐标自动归到最细的区域；密钥只在登记时出现一次', async () => {
    const { device, secret } = await register({ id: 'WM-0001', unitId: 'property-01', keeper: '冯物业' })
    expect(device).toMatchObject({ areaPath: 'd370305.s002.c01.g001.e01.b012', health: 'never', lastAt: null, unit: { name: '桑家物业' }, hasSecret: true, mayEdit: true })
    expect(secret).toMatch(/^[\w-]{43}$/u)
    const shown = await app().request<DeviceDetail>('GET', 'devices/WM-0001', { as: 'duty' })
    expect(JSON.stringify(shown.body)).not.toContain(secret)
    expect((await app().request('POST', 'devices', { as: 'duty', body: { id: 'WM-0001', name: '又一台', productId: 'water-meter', ...AT_BUILDING_12 } })).body).toMatchObject({ error: { code: 'device-exists' } })
    expect((await app().request('POST', 'devices', { as: 'duty', body: { name: '不知在哪', productId: 'water-meter' } })).body).toMatchObject({ error: { code: 'device-place-missing' } })
    expect((await app().request('POST', 'devices', { as: 'duty', body: { id: 'a/#', name: '表', productId: 'water-meter', ...AT_BUILDING_12 } })).status).toBe(400)
  })

  test('各社区只看到自己辖区的设备', async () => {
    await register({ id: 'WM-0002', name: '胜辛水表', ...IN_SHENGXIN })
    expect(ids((await list('community01')).devices)).toEqual(['WM-0001'])
    expect(ids((await list('community02')).devices)).toEqual(['WM-0002'])
    expect((await app().request('GET', 'devices/WM-0002', { as: 'community01' })).status).toBe(404)
    expect((await app().request('GET', 'devices', { as: 'urban' })).status).toBe(403)
  })

  test('换密钥、改名、标记维护和故障，都有版本和审计', async () => {
    const before = (await app().request<{ secret: string }>('POST', 'devices/WM-0002/secret', { as: 'duty' })).body.secret
    expect(before).toHaveLength(43)
    const until = new Date(app().clock.now() + HOUR).toISOString()
    expect((await app().request('POST', 'devices/WM-0002/marks', { as: 'duty', body: { mark: 'maintenance', until, note: '换电池' } })).body).toMatchObject({ health: 'maintenance', maintenance: { note: '换电池' } })
    expect((await app().request('POST', 'devices/WM-0002/marks', { as: 'duty', body: { mark: 'fault', note: '表盘破裂' } })).body).toMatchObject({ health: 'fault', maintenance: null })
    const { body: { version } } = await app().request<DeviceDetail>('POST', 'devices/WM-0002/marks', { as: 'duty', body: { mark: 'none' } })
    const form = { version, name: '胜辛水表二', productId: 'water-meter', ...IN_SHENGXIN, state: 'stopped' }
    expect((await app().request('PUT', 'devices/WM-0002', { as: 'duty', body: form })).body).toMatchObject({ name: '胜辛水表二', health: 'stopped' })
    expect((await app().request('PUT', 'devices/WM-0002', { as: 'duty', body: form })).status).toBe(409)
    const { body } = await app().request<{ rows: { action: string }[] }>('GET', 'audit', { as: 'auditor' })
    expect(JSON.stringify(body)).toContain('device.secret')
  })
})

describe('读数', () => {
  test('在线不在线看最后一条消息的时间：三个周期没有消息就是失联', async () => {
    const now = app().clock.now()
    await heard('WM-0001', [{ at: now - HOUR, value: 10 }, { at: now, value: 12 }])
    expect((await list('duty', 'q=WM-0001')).devices).toMatchObject([{ health: 'fine', lastAt: new Date(now).toISOString() }])
    app().clock.advance(3 * HOUR + 1)
    expect(await list('duty', 'health=silent')).toMatchObject({ devices: [{ id: 'WM-0001' }], counts: { silent: 1, stopped: 1, fine: 0 } })
    const { body } = await app().request('GET', 'device-map?health=silent', { as: 'duty' })
    expect(body).toMatchObject({ devices: [{ id: 'WM-0001', health: 'silent', lon: AT_BUILDING_12.lon }], placeless: 0 })
    app().clock.set(now)
  })

  test('一个测点坏了，别的测点照发：也是失联；产品写了、这台从没有过的测点不算', async () => {
    const now = app().clock.now()
    await product('station', { name: '水质站', kind: '水质站', points: [{ name: 'level', title: '水位', period: 3600 }, { name: 'ammonia', title: '氨氮', period: 3600 }, { name: 'battery', title: '电量', period: 86_400 }, { name: 'door', title: '柜门' }] })
    await register({ id: 'ST-1', productId: 'station' })
    await heard('ST-1', [{ point: 'level', at: now, value: 1 }, { point: 'ammonia', at: now - HOUR, value: 2 }, { point: 'door', at: now - 100 * HOUR, value: 0 }])
    const how = async () => [(await list('duty', 'q=ST-1')).devices[0]?.health, (await list('duty', 'q=ST-1')).counts.silent, (await app().request<DeviceDetail>('GET', 'devices/ST-1', { as: 'duty' })).body.values.map(({ isLate }) => isLate)]
    expect(await how()).toEqual(['fine', 0, [false, false, false, false]])
    await heard('ST-1', [{ point: 'ammonia', at: now - 4 * HOUR, value: 2 }, { point: 'level', at: now + 3 * HOUR, value: 1 }])
    app().clock.advance(3 * HOUR)
    expect(await how()).toEqual(['silent', 1, [false, true, false, false]])
    app().clock.set(now)
  })

  test('迟到和重复的读数不改变最新值；有读数的测点不能从产品里删掉', async () => {
    const now = app().clock.now()
    await heard('WM-0001', [{ at: now - 2 * HOUR, value: 8 }, { at: now, value: 12 }, { at: now - HOUR, value: 10 }])
    const { body } = await app().request<DeviceDetail>('GET', 'devices/WM-0001', { as: 'duty' })
    expect(body.values).toMatchObject([{ point: 'litres', value: 12, at: new Date(now).toISOString() }, { point: 'valve', value: null }])
    expect((await app().request('PUT', 'device-products/water-meter', { as: 'duty', body: { ...METER, points: [METER.points[1]], version: 2 } })).body).toMatchObject({ error: { code: 'product-points-used' } })
  })

  test('曲线短时段给原始读数，长时段给每小时高低均值，还没汇总的也在内', async () => {
    const now = app().clock.now()
    await heard('WM-0001', [{ at: now - 48 * HOUR, value: 1 }, { at: now - 48 * HOUR + 60_000, value: 3 }])
    const chart = (from: number) => app().request('GET', `devices/WM-0001/chart?point=litres&from=${new Date(from).toISOString()}&to=${new Date(now).toISOString()}`, { as: 'community01' })
    expect((await chart(now - 3 * HOUR)).body).toMatchObject({ step: 'raw', rows: [{ mean: 8 }, { mean: 10 }, { mean: 12 }], isCut: false })
    app().clock.advance(120_000)
    await rollUpReadings(app().context)
    await rollUpReadings(app().context)
    app().clock.set(now)
    const { body } = await chart(now - 72 * HOUR)
    expect(body).toMatchObject({ step: 'hour', rows: [{ low: 1, high: 3, mean: 2, count: 2 }, { mean: 8 }, { mean: 10 }, { mean: 12 }] })
  })
})

describe('翻页', () => {
  test('一页接一页不重不漏，翻到一半登记了新设备也一样；翻页标记不对就说', async () => {
    for (const n of [1, 2, 3, 4, 5]) await register({ id: `PG-${n}`, name: n < 4 ? '翻|页' : `翻页${n}` })
    const first = await list('duty', 'q=PG-&limit=2')
    await register({ id: 'PG-0', name: '翻|页' })
    const second = await list('duty', `q=PG-&limit=2&cursor=${first.next ?? ''}`)
    const third = await list('duty', `q=PG-&limit=2&health=never&cursor=${second.next ?? ''}`)
    expect([first, second, third].flatMap(({ devices }) => ids(devices))).toEqual(['PG-1', 'PG-2', 'PG-3', 'PG-4', 'PG-5'])
    expect(third).toMatchObject({ next: null, counts: { never: 6, fine: 0 } })
    for (const cursor of ['bm9uZQ', Buffer.from('PG-1|').toString('base64url')]) expect((await app().request('GET', `devices?cursor=${cursor}`, { as: 'duty' })).status).toBe(400)
  })
})

describe('成批登记', () => {
  const upload = (csv: string, query = '') => app().upload<AnswerOf<typeof importDevices>>({ bytes: Buffer.from(csv), name: '设备.csv', type: 'text/csv' }, { as: 'duty', url: `devices/import${query}` })

  test('有一行不对就一台也不登记，并逐行说明', async () => {
    const { body } = await upload('设备编号,名称,产品编号,经度,纬度,责任单位\nWM-1001,甲表,water-meter,118.302,36.81175,\nWM-1002,乙表,没有的,118.302,36.81175,\nWM-1003,丙表,water-meter,,,\nWM-1001,丁表,water-meter,118.302,36.81175,不存在\n')
    expect(body).toMatchObject({ rows: 4, problems: [{ row: 3, column: '产品编号' }, { row: 4, column: '经度' }, { row: 5, column: '责任单位' }], secrets: [] })
    expect((await list('duty', 'q=WM-1')).devices).toHaveLength(0)
  })

  test('都对就登记，各有密钥；再导一遍是更新，密钥不变也不再出现', async () => {
    const csv = '设备编号,名称,产品编号,区域编码,地址\nWM-1001,甲表,water-meter,37030500200100101001,一单元\nWM-1002,乙表,水表,37030500200100101001,二单元\n'
    expect((await upload(csv, '?dryRun=true')).body).toMatchObject({ added: 2, problems: [], secrets: [] })
    expect((await upload(csv)).body.secrets).toHaveLength(2)
    expect((await upload(csv.replace('甲表', '甲表（新）'))).body).toMatchObject({ added: 0, changed: 2, secrets: [] })
    expect((await list('grid001', 'q=WM-1')).devices).toMatchObject([{ id: 'WM-1002', address: '二单元' }, { name: '甲表（新）' }])
  })
})

describe('读数留多久', () => {
  const count = async (table: 'reading' | 'reading_hour' | 'reading_last' | 'sighting', id: string) => {
    const { rows: [row] } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)} where device_no = (select no from device where id = ${id})`.execute(app().context.db.owner)
    return row?.count
  }

  test('答应老人的：体征三十天、用水一百八十天，逐时的也删；别的留十三个月，识别结果留一年；删了读数仍记得何时来过', async () => {
    const { clock, context } = app()
    const kinds = { BAND: '智能手环', METER: '智能水表', LEVEL: '水位计', EYE: '摄像机' }
    for (const [id, kind] of Object.entries(kinds)) {
      await product(id.toLowerCase(), { name: kind, kind, points: [{ name: 'litres', title: '读数' }] })
      await register({ id, productId: id.toLowerCase() })
    }
    clock.advance(24 * HOUR)
    const start = clock.now()
    for (const id of ['BAND', 'METER', 'LEVEL']) await heard(id, [{ at: start, value: 1 }])
    // More than one slice holds.
    await sql`insert into reading (device_no, point, at, value, taken_at) select no, 'litres', ${new Date(start)}::timestamptz - n * interval '1 second', 1, ${new Date(start)} from device, generate_series(1, 6000) n where id = 'BAND'`.execute(context.db.owner)
    await sql`insert into dead_letter (id, path, source, sender, topic, payload, bytes, reason, detail, hash, first_at, last_at)
      values (gen_random_uuid(), 'd370305.s002', 'mqtt', 'BAND', 'd/BAND/telemetry', '{}', 2, 'wrong-form', '心率 88', '\\x01', ${new Date(start)}, ${new Date(start)})`.execute(context.db.owner)
    const letters = async () => (await sql<{ count: number }>`select count(*)::int as count from dead_letter where sender = 'BAND'`.execute(context.db.owner)).rows[0]?.count
    await sql`insert into sighting (device_no, sender_id, at, taken_at, kind, raw_kind, is_active) select no, 'x', ${new Date(start)}, ${new Date(start)}, 'parking', 'parking', true from device where id = 'EYE'`.execute(context.db.owner)
    const left = async (days: number) => {
      clock.advance(start + days * 24 * HOUR - clock.now())
      for (const name of ['devices.months', 'devices.drop', 'intake.tidy', 'alarms.keep-promises']) await app().run(name)
      return [await count('reading', 'BAND'), await count('reading', 'METER'), await count('reading', 'LEVEL'), await count('sighting', 'EYE')]
    }
    expect(await left(29)).toEqual([6001, 1, 1, 1])
    expect(await letters()).toBe(1)
    expect(await left(31)).toEqual([0, 1, 1, 1])
    expect(await letters(), '没读懂的消息里可能也有体征，和答应的一样久').toBe(0)
    expect([await count('reading_hour', 'BAND'), await count('reading_last', 'BAND'), await count('reading_hour', 'METER')]).toEqual([0, 0, 1])
    expect((await list('duty', 'q=BAND')).devices).toMatchObject([{ health: 'silent', lastAt: new Date(start).toISOString() }])
    expect(await left(181)).toEqual([0, 0, 1, 1])
    expect(await left(366)).toEqual([0, 0, 1, 0])
    expect(await left(430)).toEqual([0, 0, 0, 0])
    expect([await count('reading_hour', 'METER'), await count('reading_hour', 'LEVEL')]).toEqual([0, 1])
    await heard('LEVEL', [{ at: clock.now(), value: 2 }])
    expect((await sql<{ part: string }>`select tableoid::regclass::text as part from reading where device_no = (select no from device where id = 'LEVEL')`.execute(context.db.owner)).rows).toEqual([{ part: `reading_${localDate(clock.now()).slice(0, 7).replace('-', '')}` }])
  })
})

test('天气由看得见的气象站说：最近有消息的一台，每项的单位；太久没消息说停在什么时候；没有气象站说没有', async () => {
  const weather = async (as: string) => (await app().request<AnswerOf<typeof showWeather>>('GET', 'weather', { as })).body.station
  expect(await weather('duty')).toBeNull()
  const points = [{ name: 'temperature', title: '气温', unit: '℃', min: -50, max: 60, period: 3600 }, { name: 'rain', title: '每小时雨量', unit: 'mm', min: 0, max: 300, period: 3600 }]
  await product('weather', { name: '气象站', kind: WEATHER_KIND, points })
  for (const [id, place] of [['WS-1', AT_BUILDING_12], ['WS-2', IN_SHENGXIN]] as const) await register({ id, name: `气象站${id}`, productId: 'weather', ...place })
  expect(await weather('duty'), '从未上报的不算').toBeNull()
  const now = app().clock.now()
  await heard('WS-1', [{ point: 'temperature', at: now - HOUR, value: 21.5 }, { point: 'rain', at: now - HOUR, value: 0 }])
  await heard('WS-2', [{ point: 'temperature', at: now - 60_000, value: 22 }])
  expect(await weather('duty')).toMatchObject({ id: 'WS-2', isSilent: false, values: [{ title: '气温', unit: '℃', value: 22 }] })
  expect(await weather('community01')).toMatchObject({ id: 'WS-1', values: [{ value: 21.5 }, { title: '每小时雨量', value: 0 }] })
  app().clock.advance(4 * HOUR)
  expect(await weather('duty')).toMatchObject({ id: 'WS-2', isSilent: true })
  await heard('WS-1', [{ point: 'temperature', at: now + 4 * HOUR, value: 19 }])
  expect((await weather('community01'))?.values.map(({ title }) => title), '雨量计坏了五个小时，不拿旧数当现在的').toEqual(['气温'])
  app().clock.advance(-4 * HOUR)
})

test('客流在场人数由正常的客流计数器说：加在一起，共几台；没消息的不拿旧数当现在的，一台都没有就没有数；点开的是这几台', async () => {
  const visitors = async (area = 'd370305.s002') => {
    const { value, of, list } = (await app().request<AnswerOf<typeof showIndicator>>('GET', `indicators/devices.visitors?area=${area}`, { as: 'duty' })).body
    const search = new URLSearchParams(list.split('?')[1])
    return { value, of, open: (await app().request<AnswerOf<typeof listDevices>>('GET', `devices?${search.toString()}`, { as: 'duty' })).body.devices.map(({ id }) => id) }
  }
  expect(await visitors()).toEqual({ value: null, of: 0, open: [] })
  await product('visitors', { name: '客流计数器', kind: VISITOR_KIND, points: [{ name: 'people', title: '在场人数', unit: '人', min: 0, max: 100_000, period: 3600 }] })
  for (const [id, place] of [['KL-1', AT_BUILDING_12], ['KL-2', IN_SHENGXIN], ['KL-3', IN_SHENGXIN]] as const) await register({ id, name: `夜市${id}`, productId: 'visitors', ...place })
  const now = app().clock.now()
  await heard('KL-1', [{ point: 'people', at: now - HOUR, value: 900 }, { point: 'people', at: now, value: 640 }])
  await heard('KL-2', [{ point: 'people', at: now, value: 210 }])
  expect(await visitors()).toEqual({ value: 850, of: 2, open: ['KL-1', 'KL-2'] })
  expect(await visitors('d370305.s002.c01')).toEqual({ value: 640, of: 1, open: ['KL-1'] })
  app().clock.advance(4 * HOUR)
  await heard('KL-2', [{ point: 'people', at: now + 4 * HOUR, value: 30 }])
  expect(await visitors()).toEqual({ value: 30, of: 1, open: ['KL-2'] })
  expect(await visitors('d370305.s002.c01')).toEqual({ value: null, of: 0, open: [] })
  app().clock.advance(-4 * HOUR)
})
