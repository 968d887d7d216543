import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AnswerOf, DeviceDetail, listDeadLetters, replayDeadLetters, takeIntake } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12 } from '../../../test/street.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { addApiKey } from '../identity/index.ts'

const app = useApp()
const EUI = '24e124136b502217'
let key = ''

beforeAll(async () => {
  const { context } = app()
  key = (await context.db.transact(systemScope, (tx) => addApiKey(tx, { at: context.clock.now(), name: 'LoRaWAN 平台', scopePaths: ['d370305.s002.c01'] }))).key
  const points = [{ name: 'temperature', title: '温度', unit: '℃' }, { name: 'humidity', title: '湿度', unit: '%' }]
  await app().request('PUT', 'device-products/em300', { as: 'duty', body: { name: '温湿度计', kind: '温湿度', codec: 'milesight-em300-th', points } })
  await app().request('PUT', 'device-products/plain', { as: 'duty', body: { name: '没有写解码的', kind: '温湿度', points } })
  await register(EUI, 'em300')
})

const register = async (id: string, productId: string) => expect((await app().request('POST', 'devices', { as: 'duty', body: { id, name: `温湿度 ${id}`, productId, ...AT_BUILDING_12 } })).status).toBe(201)
const send = async (source: string, body: unknown) => (await app().request<AnswerOf<typeof takeIntake>>('POST', `intake/${source}`, { body, headers: { 'x-api-key': key, 'content-type': 'application/json' } })).body
const shown = async (id = EUI) => (await app().request<DeviceDetail>('GET', `devices/${id}`, { as: 'duty' })).body
const letters = async () => (await app().request<AnswerOf<typeof listDeadLetters>>('GET', 'dead-letters', { as: 'duty' })).body.letters
const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64')
const at = (minutesAgo: number) => new Date(app().clock.now() - minutesAgo * 60_000).toISOString()

/** As ChirpStack 4 posts it to `…?event=up`. */
const chirp = (hex: string, minutesAgo: number, devEui = EUI) => ({
  deduplicationId: '3ac7e3c4-4401-4b8d-9386-a5c902f9202d', time: at(minutesAgo), deviceInfo: { tenantId: 't', applicationName: '消防', deviceName: '三楼', devEui }, devAddr: '00189440', adr: true, dr: 1, fCnt: 4, fPort: 85, confirmed: false, data: base64(hex), rxInfo: [{ gatewayId: '0016c001f153a14c', rssi: -48 }],
})
/** As The Things Stack 3 posts it; empty fields are left out. */
const things = (hex: string, minutesAgo: number) => ({
  end_device_ids: { device_id: 'third-floor', application_ids: { application_id: 'fire' }, dev_eui: EUI.toUpperCase() }, received_at: at(minutesAgo - 1),
  uplink_message: { f_port: 85, f_cnt: 9, frm_payload: base64(hex), received_at: at(minutesAgo) },
})

describe('LoRaWAN 平台的回调', () => {
  test('ChirpStack 的上行按产品的解码读成读数，用平台写的时间；平台重发不重复', async () => {
    expect(await send('chirpstack?event=up', chirp('0367F600046850', 30))).toMatchObject({ readings: 2, parked: 0, message: '已收到' })
    expect((await shown()).values).toMatchObject([{ point: 'temperature', value: 24.6, at: at(30) }, { point: 'humidity', value: 40 }])
    expect(await send('chirpstack?event=up', chirp('0367F600046850', 30))).toMatchObject({ parked: 0 })
    const { rows: [row] } = await app().context.db.transact(systemScope, (tx) => sql<{ n: number }>`select count(*)::int as n from reading`.execute(tx))
    expect(row?.n).toBe(2)
  })

  test('The Things Stack 的上行一样读，DevEUI 大小写都认', async () => {
    expect(await send('things-stack', things('03670001046850', 10))).toMatchObject({ readings: 2, parked: 0 })
    expect((await shown()).values).toMatchObject([{ point: 'temperature', value: 25.6, at: at(10) }, { point: 'humidity', value: 40 }])
  })

  test('入网、状态和应答不是读数，只说明设备还在', async () => {
    const { time, deviceInfo } = chirp('', 0)
    expect(await send('chirpstack?event=join', { time, deviceInfo, devAddr: '00189440' })).toMatchObject({ readings: 0, parked: 0, message: '已收到（LoRaWAN 入网、状态或应答，无需处理）' })
    expect((await shown()).lastAt).toBe(at(0))
  })

  test('字节恰好像十六进制数字的报文也照字节读', async () => {
    // 0x30 0x31: two characters that could be read as the one byte 01.
    expect(await send('chirpstack?event=up', chirp('3031', 5))).toMatchObject({ readings: 0, parked: 1, message: expect.stringContaining('从第 1 字节起读不懂') as string })
  })

  test('没登记的、没写解码的、读不懂的留下原文和原因；登记以后重读，按当时的时间补上', async () => {
    await register('bare', 'plain')
    expect(await send('chirpstack', chirp('0367F600046850', 20, '24e124136b509999'))).toMatchObject({ parked: 1, message: expect.stringContaining('没有登记设备 24e124136b509999') as string })
    expect(await send('chirpstack', { ...chirp('0367F600046850', 20, '0000000000000001'), deviceInfo: { devEui: '0000000000000001', deviceName: 'bare' } })).toMatchObject({ parked: 1, message: '设备 bare 的产品没有写明解码' })
    expect(await send('things-stack', { uplink_message: {} })).toMatchObject({ parked: 1, message: 'end_device_ids：缺少或不合要求' })
    const letter = (await letters()).find(({ reason }) => reason === 'device-unknown')
    await register('24e124136b509999', 'em300')
    const { results } = (await app().request<AnswerOf<typeof replayDeadLetters>>('POST', 'dead-letters/replay', { as: 'duty', body: { ids: [letter?.id] } })).body
    expect(results).toMatchObject([{ isTaken: true, outcome: '读入 2 个读数' }])
    expect((await shown('24e124136b509999')).values).toMatchObject([{ at: at(20) }, { at: at(20) }])
  })
})
