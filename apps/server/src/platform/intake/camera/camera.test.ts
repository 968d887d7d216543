import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCameraMessage } from './read-message.ts'

const data = process.env['YIHU_DATA'] ?? fileURLToPath(new URL('../../../../../../../shared/data', import.meta.url))
const folder = path.join(data, 'camera-events')
const hasSamples = existsSync(folder)
if (!hasSamples) process.stderr.write('skipped: camera messages of real devices are not here (YIHU_DATA)\n')

const read = (text: string) => readCameraMessage(Buffer.from(text))

const ALERT = `<EventNotificationAlert version="2.0"><ipAddress>10.0.0.9</ipAddress><macAddress>AA:BB:CC:00:11:22</macAddress>
<channelID>3</channelID><dateTime>2026-03-01T08:00:00+08:00</dateTime><eventType>fielddetection</eventType><eventState>active</eventState>
<DetectionRegionList><DetectionRegionEntry><regionID>2</regionID><detectionTarget>human</detectionTarget>
<TargetRect><X>0.1</X><Y>0.2</Y><width>0.3</width><height>0.4</height></TargetRect></DetectionRegionEntry></DetectionRegionList>
<channelName>东门</channelName></EventNotificationAlert>`

const ALARM = `<?xml version="1.0" encoding="GB2312"?><Notify><CmdType>Alarm</CmdType><SN>1</SN><DeviceID>37030502001340000001</DeviceID>
<AlarmPriority>1</AlarmPriority><AlarmMethod>5</AlarmMethod><AlarmTime>2026-03-01T08:00:00</AlarmTime>
<Longitude>118.3</Longitude><Latitude>36.8</Latitude><Info><AlarmType>8</AlarmType></Info></Notify>`

const EIGHT = Date.UTC(2026, 2, 1, 0)

describe('摄像机消息', () => {
  it('海康的区域入侵：谁、哪一路、什么时候、人还是车、在画面哪里', () => {
    expect(read(ALERT)).toMatchObject({
      state: 'events',
      events: [{
        source: 'hikvision', kind: 'intrusion', device: 'aa:bb:cc:00:11:22', channel: '3', channelName: '东门', at: EIGHT, isActive: true,
        label: 'person', zone: '2', box: { x: 0.1, y: 0.2, width: 0.3, height: 0.4 },
      }],
    })
  })

  it('事件和截图一起来，截图随事件留下', () => {
    const image = Buffer.from([0xff, 0xd8, 13, 10, 45, 45, 0xff, 0xd9])
    const message = Buffer.concat([
      Buffer.from(`--MIME_x\r\nContent-Type: application/xml; charset="UTF-8"\r\n\r\n${ALERT}\r\n--MIME_x\r\nContent-Type: image/jpeg\r\n\r\n`), image,
      Buffer.from('\r\n--MIME_x--\r\n'),
    ])
    const taken = readCameraMessage(message)
    expect(taken).toMatchObject({ state: 'events', attachments: [{ type: 'image/jpeg' }] })
    expect(taken.state === 'events' && Buffer.from(taken.attachments[0]?.bytes ?? []).equals(image)).toBe(true)
  })

  it('国标报警装在 SIP 消息里，也读得出徘徊和位置', () => {
    expect(read(`MESSAGE sip:37030502002000000001@3703050200 SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.2\r\nContent-Type: Application/MANSCDP+xml\r\n\r\n${ALARM}`)).toMatchObject({
      state: 'events',
      events: [{ source: 'gb28181', kind: 'loitering', rawKind: '5/8', priority: 1, at: EIGHT, point: { lon: 118.3, lat: 36.8 } }],
    })
  })

  it('国标消息多用国标汉字编码，地址不乱码；声明错了也一样', () => {
    const gbk = Buffer.from([0xd6, 0xd0, 0xc9, 0xbd, 0xc2, 0xb7]) // 中山路
    for (const encoding of ['GB2312', 'UTF-8']) {
      const catalogue = Buffer.concat([
        Buffer.from(`<?xml version="1.0" encoding="${encoding}"?><Response><CmdType>Catalog</CmdType><DeviceID>1</DeviceID><DeviceList><Item><DeviceID>2</DeviceID><Address>`),
        gbk, Buffer.from('</Address></Item></DeviceList></Response>'),
      ])
      expect(readCameraMessage(catalogue)).toMatchObject({ state: 'document', document: 'catalogue', items: [{ code: '2', address: '中山路' }] })
    }
  })

  it('流里的心跳不当报警', () => {
    expect(read(ALERT.replace('fielddetection', 'videoloss').replace('active<', 'inactive<'))).toMatchObject({ state: 'document', document: 'keep-alive' })
  })

  it('时间写坏的报警仍是报警，时间留空', () => {
    expect(read(ALERT.replace('2026-03-01T08:00:00+08:00', 'yesterday'))).toMatchObject({ state: 'events', events: [{ at: null }] })
  })

  it.each([
    ['', 'empty'],
    ['{"a":1}', 'no-xml'],
    [ALERT.slice(0, 300), 'malformed'],
    ['<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><EventNotificationAlert>&x;</EventNotificationAlert>', 'doctype'],
    ['<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>', 'doctype'],
    ['<a>'.repeat(100) + '</a>'.repeat(100), 'too-deep'],
    ['<Invoice/>', 'unknown-document'],
    ['<EventNotificationAlert><eventType>VMD</eventType></EventNotificationAlert>', 'incomplete'],
    [ALARM.replace('<AlarmMethod>5', '<AlarmMethod>getMethod()'), 'incomplete'],
    [`<a>${'x'.repeat(1_100_000)}</a>`, 'too-large'],
  ])('读不懂的留下并说明原因：%.40s', (text, reason) => {
    expect(read(text)).toMatchObject({ state: 'parked', reason })
  })

  it('不是文字的也留下', () => {
    expect(readCameraMessage(Uint8Array.from([0xff, 0xfe, 0xff, 0x80]))).toMatchObject({ state: 'parked' })
  })

  it('任何字节、任何截断都不会出错', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => { readCameraMessage(bytes) }))
    fc.assert(fc.property(fc.nat(ALARM.length), fc.nat(ALERT.length), (a, b) => {
      expect(['parked', 'events']).toContain(read(ALARM.slice(0, a)).state)
      expect(['parked', 'events']).toContain(read(`--b\r\nContent-Type: text/xml\r\n\r\n${ALERT.slice(b)}`).state)
    }))
  })

  it.runIf(hasSamples)('真设备的样例一件不丢', () => {
    const states = readdirSync(folder).map((name) => [name, readCameraMessage(readFileSync(path.join(folder, name))).state])
    expect(states.filter(([name, state]) => state === 'parked' && name !== 'gb28181_alarm_notify_sample.txt')).toEqual([])
  })
})
