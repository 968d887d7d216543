import { z } from 'zod'
import { AppealForm, AtGate } from './appeals.ts'
import { Day, ForeignId, Id, Instant, Look, optionalText, text } from './common.ts'
import { contract } from './contract.ts'

const whole = (least: number, most: number, name: string) => z.number({ error: `请填写${name}` }).int(`${name}请填整数`).min(least, `${name}至少 ${least}`).max(most, `${name}最多 ${most}`)
const Clock = z.string({ error: '请填写时间' }).regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, '时间请写成 09:00 这样')
const words = (most: number, length: number, name: string) => z.array(text(length, name)).max(most, `${name}最多 ${most} 个`)

/** When people may come: desks open in these windows of every working day, cut into slots. */
export const BookingRule = z.object({
  windows: z.array(z.object({ open: Clock, close: Clock })).min(1, '至少填一段办理时间').max(4, '最多填四段办理时间'),
  minutes: whole(10, 120, '每次几分钟'),
  seats: whole(1, 20, '窗口数'),
  days: whole(1, 30, '可以约几个工作日以内'),
})
export type BookingRule = z.output<typeof BookingRule>

/** What a person decides of a service item. */
export const ServiceForm = z.object({
  name: text(30, '名称'),
  guide: text(1000, '怎么办'),
  who: text(300, '谁能办'),
  materials: words(20, 200, '材料'),
  office: text(60, '办理单位'),
  limit: z.object({ amount: whole(1, 366, '期限'), unit: z.enum(['urgent-hour', 'working-hour', 'working-day'], { error: '请选择期限的单位' }) }),
  basis: text(300, '期限的依据'),
  place: text(200, '地点'),
  phone: z.string().regex(/^\+?[\d -]{5,20}$/u, '电话号码只能有数字'),
  /** Where it can be done online; opened outside. */
  link: z.url({ protocol: /^https$/u, error: '网址要以 https:// 开头' }).max(300).nullable(),
  /** What people say instead of the name. */
  words: words(60, 20, '俗称'),
  booking: BookingRule.nullable(),
  /** A grid worker may come and see to it. */
  canHelp: z.boolean(),
  isActive: z.boolean(),
})
export type ServiceForm = z.output<typeof ServiceForm>

/** A service item as lists show it; `saidAs` is the everyday word for it that was said. */
export const ServiceLine = z.object({
  id: z.string(), name: z.string(), guide: z.string(), limitText: z.string(), canBook: z.boolean(), canHelp: z.boolean(), hasLink: z.boolean(), saidAs: z.string().nullable(),
})
export type ServiceLine = z.infer<typeof ServiceLine>

const ItemId = z.object({ id: z.string().regex(/^[a-z0-9-]{2,40}$/u, '编号的写法不对') })
const TAG = '民生事项'

export const listServiceItems = contract({
  method: 'GET', path: '/service-items', tag: TAG, summary: '高频民生事项；q 是平常的说法、拼音或首字母，最像的在前',
  query: z.object({ q: z.string().max(60).optional() }),
  answer: z.object({ items: z.array(ServiceLine) }),
})

export const ServiceItem = ServiceForm.omit({ words: true, isActive: true, booking: true }).extend({
  id: z.string(), limitText: z.string(), canBook: z.boolean(),
  /** Handed in now, it is ready by then, and why. */
  due: z.object({ at: Instant, lines: z.array(z.string()), warnings: z.array(z.string()) }),
})
export type ServiceItem = z.infer<typeof ServiceItem>

export const showServiceItem = contract({ method: 'GET', path: '/service-items/:id', tag: TAG, summary: '一个事项的办事指南、材料、期限和推导', params: ItemId, answer: ServiceItem })

const Slot = z.object({ startsAt: Instant, endsAt: Instant, free: z.number() })
export type ServiceSlot = z.infer<typeof Slot>

export const listSlots = contract({
  method: 'GET', path: '/service-items/:id/slots', tag: TAG, summary: '可以约的时间：按工作日历，每段还空几个窗口',
  params: ItemId, answer: z.object({ days: z.array(z.object({ day: Day, slots: z.array(Slot) })) }),
})

const Phone = z.string({ error: '请填写电话' }).regex(/^\+?[\d -]{5,20}$/u, '电话号码只能有数字')
const ClientId = ForeignId.min(8).max(64)

export const BOOKING_STATES = { booked: '已约好', cancelled: '已取消', done: '已办', missed: '没有来' } as const
export type BookingState = keyof typeof BOOKING_STATES
const StateWord = z.enum(Object.keys(BOOKING_STATES) as [BookingState, ...BookingState[]]) // keys of a literal table

/** A booking as whoever holds its code sees it: name and phone masked. */
export const Booking = z.object({
  code: z.string(), itemId: z.string(), itemName: z.string(), startsAt: Instant, endsAt: Instant, place: z.string(), phone: z.string(), materials: z.array(z.string()),
  state: StateWord, stateText: z.string(), canCancel: z.boolean(), contact: z.object({ name: z.string().nullable(), phone: z.string().nullable(), /** Who booked it for them. */ through: z.string().nullable() }),
  /** Name and telephone are still kept. */
  canErase: z.boolean(), /** Who looked at them. */ looks: z.array(Look),
})
export type Booking = z.infer<typeof Booking>

export const bookSlot = contract({
  method: 'POST', path: '/service-items/:id/bookings', tag: TAG, summary: '预约：一个窗口一段时间只给一个人；被别人先约走时告诉最近还空着的一段', status: 201,
  params: ItemId,
  body: z.object({ startsAt: Instant, name: text(40, '称呼'), phone: Phone, /** The same id twice is one booking. */ clientId: ClientId, ...AtGate }),
  answer: Booking,
})

const ByCode = z.object({ code: z.string().max(32).transform((code) => code.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/gu, '')) })

export const showBooking = contract({ method: 'GET', path: '/service-bookings/:code', tag: TAG, summary: '凭预约码看自己的预约', params: ByCode, answer: Booking })
export const cancelBooking = contract({ method: 'POST', path: '/service-bookings/:code/cancel', tag: TAG, summary: '凭预约码取消，时间立刻让给别人', params: ByCode, answer: Booking })
export const eraseBooking = contract({ method: 'POST', path: '/service-bookings/:code/erasure', tag: TAG, summary: '凭预约码抹去自己的称呼和电话；还没到时间的预约同时取消，时间让给别人', params: ByCode, answer: Booking })

export const askForHelp = contract({
  method: 'POST', path: '/service-items/:id/help', tag: TAG, summary: '代办：网格员上门帮着办，成为一件案件', status: 201,
  params: ItemId,
  body: z.object({
    name: text(40, '称呼'), phone: Phone, address: text(200, '住址'), note: optionalText(500, '说明'),
    lon: AppealForm.shape.lon, lat: AppealForm.shape.lat, crs: AppealForm.shape.crs, clientId: ClientId, ...AtGate,
  }),
  answer: z.object({ number: z.string(), queryCode: z.string() }),
})

/** A service item as its editor sees it; version 0: as shipped. */
export const ServiceRow = z.object({ id: z.string(), form: ServiceForm, version: z.number(), changedBy: z.string().nullable(), changedAt: Instant.nullable() })
export type ServiceRow = z.infer<typeof ServiceRow>

export const listServiceCatalogue = contract({ method: 'GET', path: '/service-catalogue', tag: TAG, summary: '事项目录，含停办的', answer: z.object({ items: z.array(ServiceRow) }) })

export const saveServiceItem = contract({
  method: 'PUT', path: '/service-catalogue/:id', tag: TAG, summary: '修改或新增一个事项；版本不符不覆盖别人的修改',
  params: ItemId, body: z.object({ version: z.number().int().min(0), item: ServiceForm }), answer: ServiceRow,
})

export const DeskBooking = z.object({
  id: Id, itemId: z.string(), itemName: z.string(), startsAt: Instant, endsAt: Instant, seat: z.number(), state: StateWord, stateText: z.string(),
  name: z.string().nullable(), phone: z.string().nullable(), through: z.string().nullable(), changedBy: z.string().nullable(), canMark: z.boolean(),
})
export type DeskBooking = z.infer<typeof DeskBooking>

export const listBookings = contract({
  method: 'GET', path: '/service-desk/bookings', tag: TAG, summary: '一天的预约，按时间；姓名电话遮住',
  query: z.object({ day: Day.optional(), item: ItemId.shape.id.optional(), state: StateWord.optional() }),
  answer: z.object({ day: Day, bookings: z.array(DeskBooking), asOf: Instant }),
})

export const markBooking = contract({
  method: 'POST', path: '/service-desk/bookings/:id/mark', tag: TAG, summary: '记下来办了、没有来，或代为取消',
  params: z.object({ id: Id }), body: z.object({ state: z.enum(['done', 'missed', 'cancelled'], { error: '请选择结果' }) }), answer: DeskBooking,
})

export const revealBooking = contract({
  method: 'POST', path: '/service-desk/bookings/:id/contact', tag: TAG, summary: '查看预约人的称呼和电话：须写明用途，记入审计',
  params: z.object({ id: Id }),
  body: z.object({ purpose: z.enum(['contact', 'verify'], { error: '请选择用途' }), note: optionalText(200, '说明') }),
  answer: z.object({ name: z.string().nullable(), phone: z.string().nullable() }),
})
