import { z } from 'zod'
import { AreaPath, Crs, Cursor, Id, Instant, Limit, optionalText, Point, text } from './common.ts'
import { contract } from './contract.ts'

/** What a device is called on the wire: part of its MQTT topics, so no slash, no wildcard. */
export const DeviceId = z.string().regex(/^[\w-]{1,64}$/u, '设备编号只能有字母、数字、下划线和短横，最长 64 位')
const ProductId = z.string().regex(/^[a-z\d][a-z\d-]{0,39}$/u, '产品编号只能有小写字母、数字和短横，最长 40 位')
const PointName = z.string().regex(/^[a-zA-Z][\w]{0,39}$/u, '测点名只能有字母、数字和下划线，以字母开头')

/** One measure of a product. Switches and words are numbers on the wire: 1 and 0, or as `words` says. */
export const PointForm = z.object({
  name: PointName,
  title: text(40, '测点的名称'),
  unit: z.string().max(20).default(''),
  /** What the sensor can measure at all; a value outside is broken, not alarming. */
  min: z.number().nullable().default(null),
  max: z.number().nullable().default(null),
  /** How often it should be heard, in seconds; null: only when something happens. */
  period: z.number().int().min(1).max(31_536_000).nullable().default(null),
  words: z.record(z.string().min(1).max(40), z.number()).default({}),
}).refine(({ min, max }) => min === null || max === null || min < max, { message: '量程的下限要小于上限', path: ['min'] })
export type PointForm = z.output<typeof PointForm>

const StoredPoint = z.object({ name: z.string(), title: z.string(), unit: z.string(), min: z.number().nullable(), max: z.number().nullable(), period: z.number().nullable(), words: z.record(z.string(), z.number()) })

export const ProductRow = z.object({
  id: z.string(), version: z.number(), name: z.string(), kind: z.string(), vendor: z.string().nullable(), codec: z.string().nullable(),
  points: z.array(StoredPoint), devices: z.number(),
})
export type ProductRow = z.infer<typeof ProductRow>

export const ProductForm = z.object({
  name: text(60, '产品名称'), kind: text(40, '类别'), vendor: optionalText(60, '厂家'), codec: z.string().max(80).optional(),
  points: z.array(PointForm).min(1, '至少一个测点').max(64, '最多 64 个测点'),
})

export const listProducts = contract({
  method: 'GET', path: '/device-products', tag: '设备', summary: '设备产品：测点、单位、量程、上报周期', answer: z.object({ products: z.array(ProductRow) }),
})

export const saveProduct = contract({
  method: 'PUT', path: '/device-products/:id', tag: '设备', summary: '建立或修改产品；版本不符则不覆盖别人的修改',
  params: z.object({ id: ProductId }), body: ProductForm.extend({ version: z.number().int().min(0).default(0) }), answer: ProductRow,
})

/** Whether devices of a kind of product watch by picture, or speak for those that do: a camera, a video platform. */
export function isCamera(kind: string): boolean {
  return /摄像|视频/u.test(kind)
}

/** How long nothing was heard, of all or of one point, against the periods of the product's points. */
export const DEVICE_HEALTH = { fine: '正常', silent: '失联', never: '从未上报', maintenance: '维护中', fault: '故障', stopped: '停用' } as const
export type DeviceHealth = keyof typeof DEVICE_HEALTH
const Health = z.enum(Object.keys(DEVICE_HEALTH) as [DeviceHealth, ...DeviceHealth[]]) // keys of a literal table

export const DeviceRow = z.object({
  id: z.string(), version: z.number(), name: z.string(), productId: z.string(), productName: z.string(), kind: z.string(),
  areaPath: z.string(), areaName: z.string(), point: Point.nullable(), address: z.string().nullable(),
  unit: z.object({ id: z.string(), name: z.string() }).nullable(), keeper: z.string().nullable(),
  /** The time of the latest reading by the device's clock; null: never heard. */
  lastAt: z.string().nullable(),
  health: Health,
})
export type DeviceRow = z.infer<typeof DeviceRow>

const LastValue = z.object({ point: z.string(), title: z.string(), unit: z.string(), value: z.number().nullable(), word: z.string().nullable(), at: z.string().nullable(), /** It should have been heard by now. */ isLate: z.boolean() })

export const DeviceDetail = DeviceRow.extend({
  values: z.array(LastValue),
  hasSecret: z.boolean(), secretAt: z.string().nullable(),
  maintenance: z.object({ until: z.string(), note: z.string() }).nullable(),
  fault: z.object({ at: z.string(), note: z.string() }).nullable(),
  /** The last time somebody was not let in under this name, and why. */
  refused: z.object({ at: z.string(), reason: z.string() }).nullable(),
  names: z.record(z.string(), z.string()),
  createdAt: z.string(),
  mayEdit: z.boolean(),
})
export type DeviceDetail = z.infer<typeof DeviceDetail>

export const listDevices = contract({
  method: 'GET', path: '/devices', tag: '设备', summary: '设备：按编号、名称、地址、负责人查找，按产品、区域、状况筛选',
  words: ['q'], query: z.object({ q: z.string().max(60).optional(), product: z.string().max(40).optional(), kind: z.string().max(60).optional(), area: AreaPath.optional(), health: Health.optional(), cursor: Cursor.optional(), limit: Limit }),
  answer: z.object({ devices: z.array(DeviceRow), next: z.string().nullable(), counts: z.record(Health, z.number()), asOf: z.string() }),
})

export const mapDevices = contract({
  method: 'GET', path: '/device-map', tag: '设备', summary: '同样筛选下有位置的全部设备，只有画在地图上要用的几项',
  words: ['q'], query: z.object({ q: z.string().max(60).optional(), product: z.string().max(40).optional(), kind: z.string().max(60).optional(), area: AreaPath.optional(), health: Health.optional() }),
  /** `placeless`: so many more match but have no point. */
  answer: z.object({ devices: z.array(DeviceRow.pick({ id: true, name: true, health: true }).extend({ lon: z.number(), lat: z.number() })), placeless: z.number(), asOf: z.string() }),
})

/** What a product is called whose devices tell the weather. */
export const WEATHER_KIND = '气象站'

/** What a product is called whose devices count who is there, at night markets as elsewhere. */
export const VISITOR_KIND = '客流计数器'

export const showWeather = contract({
  method: 'GET', path: '/weather', tag: '设备', summary: '天气：看得见的气象站里最近有消息的一台说的',
  /** Null: no weather station that was ever heard. */
  answer: z.object({ station: z.object({ id: z.string(), name: z.string(), at: Instant, isSilent: z.boolean(), values: z.array(z.object({ title: z.string(), unit: z.string(), value: z.number() })) }).nullable() }),
})

const DeviceNames = z.record(z.string().min(1).max(60), z.string().min(1).max(60)).refine((names) => Object.keys(names).length <= 40, '最多 40 条')

const DeviceForm = z.object({
  name: text(60, '名称'), productId: ProductId,
  /** Left out: where the point lies. */
  areaPath: AreaPath.optional(),
  lon: z.number().optional(), lat: z.number().optional(), crs: Crs.default('WGS-84'),
  address: optionalText(200, '地址'), unitId: z.string().max(60).optional(), keeper: optionalText(40, '负责人'),
  /** What a camera's own words mean in the scenarios' words; `*` is a region it does not name. Left out: stays as it was. */
  names: DeviceNames.optional(),
})
export type DeviceForm = z.output<typeof DeviceForm>

export const createDevice = contract({
  method: 'POST', path: '/devices', tag: '设备', summary: '登记一台设备；密钥只显示这一次', status: 201,
  body: DeviceForm.extend({ id: DeviceId.optional() }), answer: z.object({ device: DeviceDetail, secret: z.string() }),
})

const ById = z.object({ id: DeviceId })

export const showDevice = contract({ method: 'GET', path: '/devices/:id', tag: '设备', summary: '一台设备：最新读数、状况、标记', params: ById, answer: DeviceDetail })

export const saveDevice = contract({
  method: 'PUT', path: '/devices/:id', tag: '设备', summary: '修改设备；版本不符则不覆盖别人的修改',
  params: ById, body: DeviceForm.extend({ version: z.number().int().min(1), state: z.enum(['active', 'stopped']).default('active') }), answer: DeviceDetail,
})

export const markDevice = contract({
  method: 'POST', path: '/devices/:id/marks', tag: '设备', summary: '标记维护（到几时为止）或故障，或撤销标记',
  params: ById,
  body: z.discriminatedUnion('mark', [
    z.object({ mark: z.literal('maintenance'), until: z.iso.datetime({ offset: true }), note: text(200, '说明') }),
    z.object({ mark: z.literal('fault'), note: text(200, '故障现象') }),
    z.object({ mark: z.literal('none') }),
  ], { error: '没有这种标记' }),
  answer: DeviceDetail,
})

export const renewSecret = contract({
  method: 'POST', path: '/devices/:id/secret', tag: '设备', summary: '换一个密钥，只显示这一次；原来的立即失效，设备会断开', params: ById, answer: z.object({ secret: z.string() }),
})

export const importDevices = contract({
  method: 'POST', path: '/devices/import', tag: '设备', summary: '成批登记设备（.xlsx 或 .csv）：有一行不对就一台也不登记，并逐行说明', raw: 'upload',
  query: z.object({ dryRun: z.enum(['true', 'false']).default('false') }),
  answer: z.object({
    rows: z.number(), added: z.number(), changed: z.number(),
    problems: z.array(z.object({ row: z.number(), column: z.string(), message: z.string() })),
    /** Only of devices made by this import, and only in this answer. */
    secrets: z.array(z.object({ id: z.string(), secret: z.string() })),
  }),
})

export const deviceChart = contract({
  method: 'GET', path: '/devices/:id/chart', tag: '设备', summary: '一个测点的曲线：时段短给原始读数，长则给每小时的低、高、均值',
  params: ById,
  query: z.object({ point: PointName, from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) }),
  answer: z.object({
    step: z.enum(['raw', 'hour']),
    rows: z.array(z.object({ at: z.string(), low: z.number(), high: z.number(), mean: z.number(), count: z.number() })),
    isCut: z.boolean(),
  }),
})

/** What a camera claimed: in its own words, and what that counts as with its names. */
export const DeviceSighting = z.object({
  id: z.string(), at: z.string(), said: z.string(), label: z.string().nullable(), zone: z.string().nullable(), score: z.number().nullable(), dwellSeconds: z.number(), isActive: z.boolean(), channel: z.string().nullable(),
})
export type DeviceSighting = z.infer<typeof DeviceSighting>

export const listSightings = contract({
  method: 'GET', path: '/devices/:id/sightings', tag: '设备', summary: '一台摄像机最近识别到什么：它自己的说法、算作什么、在哪个区域、多可信；只是识别，不是结论', params: ById, answer: z.object({ sightings: z.array(DeviceSighting) }),
})

export const listCameraPictures = contract({
  method: 'GET', path: '/devices/:id/pictures', tag: '设备', summary: '一台摄像机在某个时候前后随事件发来的画面，只留几天', params: ById, query: z.object({ around: Instant }),
  answer: z.object({ pictures: z.array(z.object({ id: Id, at: z.string(), url: z.string() })), keptDays: z.number() }),
})

export const cameraPicture = contract({
  method: 'GET', path: '/devices/:id/pictures/:pictureId', tag: '设备', summary: '摄像机发来的一张画面', raw: 'download',
  params: z.object({ id: DeviceId, pictureId: Id }), query: z.object({ size: z.enum(['full', 'thumbnail']).default('full') }), answer: z.unknown(),
})

/** Why a message, or a part of it, was not taken. */
export const LETTER_REASONS = {
  'not-json': '不是有效的 JSON', 'wrong-form': '格式不对', 'too-large': '超过 64 KB', 'unknown-point': '产品没有这个测点', 'not-a-number': '值不是数', 'out-of-range': '值超出量程',
  'future': '时间在将来', 'too-old': '时间过早', 'bad-time': '时间读不出来', 'codec-unknown': '没有这种解码', 'codec-foreign': '不是这个产品的解码', 'payload-unread': '报文有读不懂的部分', 'no-values': '没有可用的读数',
  'foreign-topic': '主题不属于这台设备', 'unknown-topic': '没有这个主题', 'device-unknown': '没有登记这台设备', 'device-stopped': '设备已停用', 'out-of-scope': '设备不在密钥的范围里',
  'camera-unread': '读不懂的摄像机消息', 'not-stored': '存储时被数据库拒绝',
} as const
export type LetterReason = keyof typeof LETTER_REASONS
const Reason = z.enum(Object.keys(LETTER_REASONS) as [LetterReason, ...LetterReason[]]) // keys of a literal table

export const DeadLetter = z.object({
  id: Id, source: z.enum(['mqtt', 'http', 'intake']), sender: z.string(), topic: z.string(), bytes: z.number(),
  /** The beginning as text; bytes that are none stand as hexadecimal digits. */
  preview: z.string(),
  reason: Reason, reasonText: z.string(), detail: z.string(), times: z.number(), firstAt: z.string(), lastAt: z.string(),
  replayed: z.object({ at: z.string(), by: z.string(), outcome: z.string() }).nullable(),
})
export type DeadLetter = z.infer<typeof DeadLetter>

export const listDeadLetters = contract({
  method: 'GET', path: '/dead-letters', tag: '设备', summary: '没有读懂的消息：原文、原因、次数',
  query: z.object({ sender: z.string().max(100).optional(), reason: Reason.optional(), state: z.enum(['waiting', 'replayed']).default('waiting'), cursor: Cursor.optional(), limit: Limit }),
  answer: z.object({ letters: z.array(DeadLetter), next: z.string().nullable(), counts: z.array(z.object({ reason: Reason, reasonText: z.string(), count: z.number() })), asOf: z.string() }),
})

export const replayDeadLetters = contract({
  method: 'POST', path: '/dead-letters/replay', tag: '设备', summary: '再读一遍（例如补上测点或登记设备以后）：读懂的进入数据，读不懂的留下新的原因',
  body: z.object({ ids: z.array(Id).min(1).max(200) }),
  answer: z.object({ taken: z.number(), still: z.number(), results: z.array(z.object({ id: Id, isTaken: z.boolean(), outcome: z.string() })) }),
})

/** A camera as the catalogue of a video platform lists it. */
const CameraChannel = z.object({
  platform: z.string(), code: z.string(), name: z.string(), parent: z.string().nullable(), address: z.string().nullable(), make: z.string().nullable(), point: Point.nullable(),
  /** Whether it works, as the platform says; null: it does not say. */
  status: z.enum(['on', 'off']).nullable(),
  heardAt: z.string(),
  /** Registered under this id; null: not yet. */
  deviceId: z.string().nullable(),
})
export type CameraChannel = z.infer<typeof CameraChannel>

export const listCameraChannels = contract({
  method: 'GET', path: '/camera-channels', tag: '设备', summary: '视频平台目录（国标 28181）里的摄像机：名称、位置、上级、状态，登记了没有',
  query: z.object({ q: z.string().max(60).optional(), cursor: Cursor.optional(), limit: Limit }),
  answer: z.object({ channels: z.array(CameraChannel), next: z.string().nullable() }),
})

export const takeReadings = contract({
  method: 'POST', path: '/readings', tag: '设备', summary: '成批接收读数（接口密钥），给没有 MQTT 的平台；同一设备、测点、时间只算一次', status: 202,
  body: z.object({ readings: z.array(z.unknown()).min(1).max(1000) }),
  answer: z.object({ taken: z.number(), refused: z.array(z.object({ index: z.number(), device: z.string().nullable(), message: z.string() })) }),
})

export const takeIntake = contract({
  method: 'POST', path: '/intake/:source', tag: '设备', summary: '接收摄像机和各种平台的消息（接口密钥）：海康 ISAPI、Frigate、国标 28181、ONVIF、视频分析、通用格式，LoRaWAN 平台 ChirpStack 和 The Things Stack 的回调；读不懂的留下并说明原因', status: 202, raw: 'bytes',
  params: z.object({ source: z.enum(['hikvision', 'frigate', 'gb28181', 'onvif', 'video', 'generic', 'chirpstack', 'things-stack']) }),
  /** For messages that name no device (ONVIF). */
  query: z.object({ device: z.string().max(64).optional() }),
  /** `heard`: words that a scenario of the device listens for; they are no case by themselves. */
  answer: z.object({ sightings: z.number(), readings: z.number(), heard: z.number(), signals: z.array(z.string()), parked: z.number(), message: z.string() }),
})
