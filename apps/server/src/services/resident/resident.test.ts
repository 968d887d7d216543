import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { AnswerOf, Booking, listBookings, listServiceCatalogue, listServiceItems, listSlots, ServiceItem } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12 } from '../../../test/street.ts'
import { fixedClock } from '../../kernel/clock.ts'
import { forgetVisitors } from './index.ts'

const app = useApp()
type Refusal = { error?: { code: string; message: string; fields?: Record<string, string>; current?: { next: { startsAt: string } | null } } }
type Slots = AnswerOf<typeof listSlots>

let serial = 0
const form = (startsAt: string, phone = `1005012${String(serial + 1000)}`) => ({ startsAt, name: '王桂兰', phone, clientId: `client-${String((serial += 1)).padStart(4, '0')}` })
const book = (item: string, body: object) => app().request<Booking & Refusal>('POST', `service-items/${item}/bookings`, { body })
const slots = async (item: string) => (await app().request<Slots>('GET', `service-items/${item}/slots`)).body.days
const at = (day: string, clock: string) => new Date(`${day}T${clock}:00+08:00`).toISOString()
const free = async (item: string, startsAt: string) => (await slots(item)).flatMap((day) => day.slots).find((slot) => slot.startsAt === startsAt)?.free
const bookings = async (as: string, day: string) => (await app().request<AnswerOf<typeof listBookings>>('GET', `service-desk/bookings?day=${day}`, { as })).body.bookings

describe('民生事项', () => {
  test('平常说法能找到事项；办事指南说清材料、谁能办、按工作日历推出的日子和推导', async () => {
    const { body } = await app().request<AnswerOf<typeof listServiceItems>>('GET', `service-items?q=${encodeURIComponent('给我妈办老年卡')}`)
    expect(body.items[0]).toMatchObject({ id: 'senior-card', name: '老年人优待证办理', saidAs: '办老年卡', canBook: true, canHelp: true })
    const { body: item } = await app().request<ServiceItem>('GET', 'service-items/senior-card')
    expect(item).toMatchObject({ limitText: '5 个工作日', materials: ['身份证', '一寸照片一张'], office: '社区便民服务站', canBook: true })
    // Thursday 7 May 2026; Saturday the 9th is a make-up day: 8, 9, 11, 12, 13.
    expect(item.due.at.slice(0, 10)).toBe('2026-05-13')
    expect(item.due.lines.join()).toContain('2026')
    expect((await app().request<Refusal>('GET', 'service-items/no-such-item')).body.error?.code).toBe('service-unknown')
  })

  test('值班长改事项、换办理时间、停办，居民马上看到；两人同时改不互相覆盖；社区只能看', async () => {
    const { items } = (await app().request<AnswerOf<typeof listServiceCatalogue>>('GET', 'service-catalogue', { as: 'community01' })).body
    const meal = items.find(({ id }) => id === 'senior-meal')
    expect([items.length, meal?.version]).toEqual([23, 0])
    const save = (as: string, version: number, change: object) => app().request<Refusal>('PUT', 'service-catalogue/senior-meal', { as, body: { version, item: { ...meal?.form, ...change } } })
    expect((await save('community01', 0, {})).status).toBe(403)
    const booking = { windows: [{ open: '10:00', close: '11:00' }], minutes: 20, seats: 2, days: 3 }
    expect((await save('duty', 0, { phone: '0533-1234567', booking })).status).toBe(200)
    expect((await save('duty2', 0, { phone: '12345' })).body.error?.code).toBe('conflict')
    expect((await slots('senior-meal')).map(({ day, slots: some }) => [day, some.length])).toEqual([['2026-05-07', 1], ['2026-05-08', 3], ['2026-05-09', 3], ['2026-05-11', 3]])
    const crossed = await save('duty', 1, { booking: { ...booking, windows: [{ open: '10:00', close: '11:00' }, { open: '10:30', close: '12:00' }] } })
    expect(crossed.body.error?.fields).toEqual({ 'item.booking.windows': '办理时间要从早到晚，不能重叠' })
    expect((await save('admin', 1, { isActive: false })).status).toBe(200)
    expect((await app().request<Refusal>('GET', 'service-items/senior-meal')).status).toBe(404)
  })
})

describe('预约', () => {
  test('两个人同一刻抢最后一个窗口：一个约上，另一个被告知并给出最近的空档，改约就成', async () => {
    const start = at('2026-05-08', '09:00')
    const answers = await Promise.all([book('community-proof', form(start)), book('community-proof', form(start))])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
    const refused = answers.find(({ status }) => status === 409)?.body.error
    expect(refused).toMatchObject({ code: 'slot-gone', message: '05-08 09:00 刚被别人约走，没有约上；您填写的内容还在。最近还空着的是 05-08 09:30，点一下就能改约。' })
    expect(await free('community-proof', start)).toBe(0)
    expect((await book('community-proof', form(refused?.current?.next?.startsAt ?? ''))).status).toBe(201)
  })

  test('同一次提交发两遍还是一个预约；凭预约码看和取消，取消后时间让给别人，姓名电话始终遮住', async () => {
    const start = at('2026-05-08', '14:00')
    const mine = form(start, '10051234567')
    const answers = await Promise.all(Array.from({ length: 6 }, () => book('senior-card', mine)))
    const one = answers[0] ?? expect.fail()
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [201, one.body.code]))
    expect(one.body).toMatchObject({ itemName: '老年人优待证办理', state: 'booked', canCancel: true, contact: { name: '王**', phone: '100****4567' } })
    const typed = `${one.body.code.slice(0, 4).toLowerCase()} ${one.body.code.slice(4)}`
    expect((await app().request<Booking>('POST', `service-bookings/${encodeURIComponent(typed)}/cancel`)).body).toMatchObject({ state: 'cancelled', canCancel: false })
    expect((await app().request<Refusal>('POST', `service-bookings/${one.body.code}/cancel`)).body.error?.code).toBe('booking-not-now')
    expect((await app().request<Refusal>('GET', 'service-bookings/AAAAAAAA')).body.error?.code).toBe('booking-unknown')
    expect((await book('senior-card', form(start))).status).toBe(201)
  })

  test('不是办理时间、不用预约的事项、一个电话占太多，都约不上并说明白', async () => {
    expect((await book('senior-card', form(at('2026-05-10', '09:00')))).body.error?.code).toBe('slot-unknown')
    expect((await book('senior-card', form(at('2026-05-06', '09:00')))).body.error?.code).toBe('slot-unknown')
    expect((await book('utility-repair', form(at('2026-05-08', '09:00')))).body.error).toMatchObject({ code: 'service-not-offered' })
    const twice = [await book('job-service', form(at('2026-05-08', '09:00'), '10059990007')), await book('job-service', form(at('2026-05-08', '09:00'), '10059990007')), await book('senior-card', form(at('2026-05-08', '09:00'), '10059990007'))]
    expect(twice.map(({ body }) => body.error?.code), '一个电话一个时间只占一个窗口').toEqual([undefined, 'booking-overlaps', 'booking-overlaps'])
    expect((await app().request('POST', `service-bookings/${twice[0]?.body.code}/cancel`)).status).toBe(200)
    const atOnce = await Promise.all(['09:00', '09:30', '10:00', '10:30', '11:00'].map((clock) => book('job-service', form(at('2026-05-08', clock), '10059990000'))))
    expect(atOnce.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 409, 409])
    expect((await book('family-doctor', form(at('2026-05-08', '09:00'), '+86 100-5999-0000'))).body.error?.code).toBe('booking-too-many')
  })

  test('窗口改了时长也不会重叠：旧预约占着的时间，新的时段里不再给别人', async () => {
    expect((await book('school-enrolment', form(at('2026-05-08', '09:30')))).status).toBe(201)
    const { items } = (await app().request<AnswerOf<typeof listServiceCatalogue>>('GET', 'service-catalogue', { as: 'duty' })).body
    const item = items.find(({ id }) => id === 'school-enrolment')?.form
    await app().request('PUT', 'service-catalogue/school-enrolment', { as: 'duty', body: { version: 0, item: { ...item, booking: { ...item?.booking, minutes: 50 } } } })
    expect(await free('school-enrolment', at('2026-05-08', '09:00'))).toBe(0)
    expect((await book('school-enrolment', form(at('2026-05-08', '09:00')))).body.error?.code).toBe('slot-gone')
  })

  test('窗口的人看当天的预约：遮住的，要联系须写用途；到了时间才能记到场；社区和别的岗位看不到；过了九十天不再知道是谁', async () => {
    const { body } = await book('veteran-service', form(at('2026-05-08', '10:00'), '10057776666'))
    const row = (await bookings('accept', '2026-05-08')).find(({ itemId }) => itemId === 'veteran-service')
    expect(row).toMatchObject({ state: 'booked', name: '王**', phone: '100****6666', canMark: true })
    expect((await app().request('GET', 'service-desk/bookings', { as: 'community01' })).status).toBe(403)
    const mark = (state: string) => app().request<Refusal>('POST', `service-desk/bookings/${row?.id}/mark`, { as: 'accept', body: { state } })
    expect((await mark('done')).body.error?.code).toBe('booking-not-now')
    expect((await app().request('POST', `service-desk/bookings/${row?.id}/contact`, { as: 'accept', body: { purpose: 'contact' } })).body).toEqual({ name: '王桂兰', phone: '10057776666' })
    app().clock.set('2026-05-08T10:05:00+08:00')
    expect((await mark('done')).status).toBe(200)
    expect((await app().request<Booking>('GET', `service-bookings/${body.code}`)).body).toMatchObject({ state: 'done', stateText: '已办' })
    const figure = async (id: string) => (await app().request<{ value: number; list: string }>('GET', `indicators/${id}`, { as: 'accept' })).body
    const doneToday = (await bookings('accept', '2026-05-08&state=done')).map(({ id }) => id)
    expect(doneToday).toContain(row?.id)
    expect(await figure('services.done')).toMatchObject({ value: doneToday.length, list: '/services?tab=bookings&state=done' })
    expect((await figure('services.today')).value).toBeGreaterThan(doneToday.length)
    await forgetVisitors({ ...app().context, clock: fixedClock('2026-08-10T10:00:00+08:00') })
    expect((await bookings('accept', '2026-05-08')).every(({ name, phone }) => name === null && phone === null)).toBe(true)
  })
})

test('代办成为一件案件：有编号、有期限，台上看得到，电话遮住；发两遍还是一件；凭查询码看进度', async () => {
  const body = { name: '王桂兰', phone: '10051112222', address: '桑家小区12号楼', note: '腿脚不便，下午在家', clientId: 'help-client-1', ...AT_BUILDING_12 }
  const ask = () => app().request<{ number: string; queryCode: string }>('POST', 'service-items/pension-certification/help', { body })
  const { status, body: receipt } = await ask()
  expect(status).toBe(201)
  expect((await ask()).body).toEqual(receipt)
  const found = await app().find(receipt.number)
  expect(found).toMatchObject({ title: '代办：养老待遇资格认证', state: 'registered', reporter: { phone: '100****2222' } })
  expect(found.dueAt).not.toBeNull()
  const { body: progress } = await app().request('GET', `appeals/${receipt.number}?queryCode=${receipt.queryCode}`)
  expect(progress).toMatchObject({ title: '代办：养老待遇资格认证', step: 1 })
  const refused = await app().request<Refusal>('POST', 'service-items/school-enrolment/help', { body: { ...body, clientId: 'help-client-2' } })
  expect(refused.body.error?.code).toBe('service-not-offered')
})

test('预约人看得到谁为什么看过自己的电话，随时能抹去称呼和电话：没到时间的预约一起取消，时间让给别人；到过时间的留下记录，不再知道是谁；抹去有留痕', async () => {
  const [start, later] = [at('2026-05-12', '09:00'), at('2026-05-12', '15:00')]
  const { body: { code } } = await book('community-proof', form(start))
  const [held] = await bookings('duty', '2026-05-12')
  await app().request('POST', `service-desk/bookings/${held?.id ?? ''}/contact`, { as: 'duty', body: { purpose: 'contact', note: '提醒带户口本' } })
  const show = async (asked = code) => (await app().request<Booking>('GET', `service-bookings/${asked}`)).body
  const erase = async (asked = code) => (await app().request<Booking>('POST', `service-bookings/${asked}/erasure`, { body: {} })).body
  expect(await show()).toMatchObject({ canErase: true, looks: [{ by: '汤值班', purpose: '联系预约人：提醒带户口本' }] })
  const gone = { contact: { name: null, phone: null, through: null }, canErase: false, canCancel: false }
  expect(await erase()).toMatchObject({ ...gone, state: 'cancelled' })
  expect(await erase()).toMatchObject({ ...gone, state: 'cancelled' })
  expect(await free('community-proof', start)).toBe(1)
  const { body: { code: other } } = await book('community-proof', form(later))
  expect((await show(other)).looks).toEqual([])
  app().clock.advance(6 * 86_400_000)
  expect(await erase(other)).toMatchObject({ ...gone, state: 'booked' })
  expect((await bookings('duty', '2026-05-12')).map(({ name, phone, state }) => [name, phone, state]).toSorted()).toEqual([[null, null, 'booked'], [null, null, 'cancelled']])
  const { rows } = await sql<{ object: string; purpose: string }>`select object, purpose from audit_row where action = 'service.erase-contact' order by seq`.execute(app().context.db.owner)
  expect(rows).toEqual([start, later].map((time) => ({ object: `社区证明开具 ${time}`, purpose: '本人凭预约码要求' })))
})
