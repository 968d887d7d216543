import { hash } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { actOnHeld, AnswerOf, AppealProgress, Booking, listHeld, listHeldHeaps, listSlots, openResidentSession, SentCode } from '@yihu/contracts'
import { openTestApp, useApp } from '../../../../test/app.ts'
import type { TestApp } from '../../../../test/app.ts'
import { AT_BUILDING_12 } from '../../../../test/street.ts'
import type { Puzzle } from './proof.ts'
import { createWatch } from './watch.ts'

const app = useApp()
let gate: TestApp
beforeAll(async () => { gate = await openTestApp({ beside: app(), limitRates: true }) })
afterAll(() => gate.close())

type Answer = { number: string; queryCode: string; error?: { code: string; message: string; current?: Puzzle } }
interface Sent { readonly text: string; readonly from: number; readonly device?: string; readonly clientId?: string }

function solve({ challenge, bits }: Puzzle): { challenge: string; answer: number } {
  for (let answer = 0; ; answer += 1) if (hash('sha256', `${challenge}:${answer}`, 'buffer').readUInt32BE() >>> (32 - bits) === 0) return { challenge, answer }
}

let serial = 0
/** Sends as a browser does: where work is asked, it is done. */
async function report({ text, from, device = `device-${from}-of-one`, clientId = `client-${(serial += 1)}-id` }: Sent): Promise<{ status: number; body: Answer; worked: boolean }> {
  const send = (proof?: object) => gate.request<Answer>('POST', 'appeals', { body: { text, device, clientId, proof, ...AT_BUILDING_12, contact: { phone: '13800000001' } }, headers: { 'x-forwarded-for': `10.1.${from >> 8}.${from & 255}` } })
  const first = await send()
  const puzzle = first.body.error?.current
  return first.status === 428 && puzzle ? { ...(await send(solve(puzzle))), worked: true } : { ...first, worked: false }
}
const progress = async ({ number, queryCode }: Answer) => (await gate.request<AppealProgress & Answer>('GET', `appeals/${number}?queryCode=${queryCode}`)).body
const waiting = async (as = 'accept') => (await gate.request<AnswerOf<typeof listHeldHeaps>>('GET', 'held-heaps', { as })).body
const opened = async (heap = '') => (await gate.request<AnswerOf<typeof listHeld>>('POST', 'held-heaps/reports', { as: 'accept', body: { heap } })).body.reports
const act = (body: object) => gate.request<AnswerOf<typeof actOnHeld> & Answer>('POST', 'held-heaps/acts', { as: 'accept', body })
const later = () => { gate.clock.advance(11 * 60_000) }

test('一个人平常报几件，一件不拦；十分钟里第六件不丢：有回执，等人看过再受理，编号和查询码照用', async () => {
  for (let n = 0; n < 5; n += 1) expect(await report({ text: `第 ${n} 件：路灯不亮`, from: 1 })).toMatchObject({ status: 201, worked: false })
  const { body: held, worked } = await report({ text: '第六件：井盖松动', from: 1, clientId: 'client-sixth' })
  expect({ worked, number: held.number }).toMatchObject({ worked: true, number: expect.stringMatching(/^H20260507-/u) as string })
  expect((await report({ text: '第六件：井盖松动', from: 1, clientId: 'client-sixth' })).body).toEqual(held)
  expect(await progress(held)).toMatchObject({ stateText: '收到了，工作人员正在核对', canRate: false })
  expect((await gate.request<Answer>('POST', `appeals/${held.number}/rating`, { body: { queryCode: held.queryCode, solved: true, satisfaction: 5 } })).body.error?.code).toBe('report-held')
  const { heaps: [heap], total } = await waiting()
  expect({ heap, total }).toMatchObject({ total: 1, heap: { reason: 'sender', count: 1 } })
  expect((await waiting('duty2')).total).toBe(1)
  const [row] = await opened(heap?.heap)
  const { body: taken } = await act({ ids: [row?.id], act: 'take' })
  expect(await progress(held)).toMatchObject({ number: taken.numbers[0], text: '第六件：井盖松动' })
  expect((await gate.find(taken.numbers[0] ?? '')).reporter).toMatchObject({ phone: expect.stringMatching(/^138/u) as string })
  expect((await waiting()).total).toBe(0)
})

test('停电了，几十家说同一句话：前五件照常，其余并成一堆；一次并成一件，人人都跟着得到答复；不受理要写原因，报事人看得到', async () => {
  later()
  const outage: Answer[] = []
  for (let n = 0; n < 8; n += 1) outage.push((await report({ text: '三号楼停电了！', from: 300 + n })).body)
  const { heaps: [heap] } = await waiting()
  expect(heap).toMatchObject({ reason: 'same', count: 3, senders: 3, title: '三号楼停电了' })
  const reports = await opened(heap?.heap)
  const idsOf = (answers: readonly Answer[]) => answers.map(({ number }) => reports.find((one) => one.number === number)?.id)
  const dropped = idsOf(outage.slice(7))
  expect((await act({ ids: dropped, act: 'drop' })).status).toBe(400)
  expect((await act({ ids: dropped, act: 'drop', note: '已恢复供电' })).body.decided).toBe(1)
  const into = outage[0]?.number
  expect((await act({ ids: idsOf(outage.slice(5, 7)), act: 'join', into: '20260507-9999' })).body.error?.code).toBe('merge-target-invalid')
  expect((await act({ ids: idsOf(outage.slice(5, 7)), act: 'join', into })).body).toMatchObject({ decided: 2 })
  expect(await progress(outage[5] ?? { number: '', queryCode: '' })).toMatchObject({ mergedInto: into })
  expect(await progress(outage[7] ?? { number: '', queryCode: '' })).toMatchObject({ stateText: '没有受理，原因见下', timeline: [{}, { text: '已恢复供电' }] })
  expect((await gate.request('GET', 'held-heaps', { as: 'community01' })).status).toBe(403)
})

test('代办和预约也有分寸：一部手机三件以内不拦，再多先算题，六件以后凭手机验证码；登录过的照常，没有一件悄悄丢掉', async () => {
  later()
  const help = async (n: number, more: { proof?: object; token?: string } = {}) => gate.request<Answer>('POST', 'service-items/senior-card/help', {
    body: { name: '王桂兰', phone: '10071000001', address: '桑家小区12号楼', clientId: `gate-help-${n}`, device: 'device-of-helper', proof: more.proof, ...AT_BUILDING_12 }, headers: { 'x-forwarded-for': '10.1.9.9', ...(more.token && { authorization: `Bearer ${more.token}` }) },
  })
  for (let n = 0; n < 3; n += 1) expect((await help(n)).status).toBe(201)
  for (let n = 3; n < 6; n += 1) {
    const asked = await help(n)
    expect(asked.body.error?.code).toBe('proof-needed')
    const proof = asked.body.error?.current && solve(asked.body.error.current)
    expect((await help(n + 100, { ...(proof && { proof }) })).status, 'one work is for one act').toBe(428)
    expect((await help(n, { ...(proof && { proof }) })).status).toBe(201)
  }
  expect((await help(6)).body.error).toMatchObject({ code: 'phone-code-needed', message: expect.stringContaining('12345') as string })
  const askCode = (proof?: object) => gate.request<SentCode & Answer>('POST', 'resident-codes', { body: { phone: '10071000002', proof } })
  const first = await askCode()
  expect(first.body.error?.code, '要验证码也先算题，第一次就要').toBe('proof-needed')
  const { body: sent } = await askCode(first.body.error?.current && solve(first.body.error.current))
  const { body: { token } } = await gate.request<AnswerOf<typeof openResidentSession>>('POST', 'resident-sessions', { body: { phone: '10071000002', code: /\d{6}/u.exec(sent.standIn ?? '')?.[0] } })
  expect((await help(6, { token })).status).toBe(201)
})

test('约好了却没收到回答，同一个预约再发一次，不用算题也不用登录，还是那一个；别人报过事的编号不能拿来顶', async () => {
  later()
  const { body: { days } } = await gate.request<AnswerOf<typeof listSlots>>('GET', 'service-items/senior-card/slots')
  const times = days.flatMap(({ slots }) => slots).filter(({ free }) => free > 0)
  const book = (n: number, clientId = `gate-booking-${n}`) => gate.request<Booking & Answer>('POST', 'service-items/senior-card/bookings', {
    body: { startsAt: times[n]?.startsAt, name: '王桂兰', phone: `1007200000${n}`, clientId, device: 'device-of-booker' }, headers: { 'x-forwarded-for': '10.1.9.8' },
  })
  const first = await book(0)
  expect([first.status, (await book(1)).status, (await book(2)).status]).toEqual([201, 201, 201])
  expect((await book(3)).body.error?.code).toBe('proof-needed')
  expect((await book(0)).body).toEqual(first.body)
  await report({ text: '五号楼的灯不亮', from: 77, clientId: 'client-of-a-report' })
  expect((await book(4, 'client-of-a-report')).body.error?.code).toBe('proof-needed')
})

test('说附近办结的事还在，会让办结的重新办，十分钟里第二次就要先算题', async () => {
  later()
  const again = (n: number) => gate.request<Answer>('POST', `appeals/near/0198a000-0000-7000-8000-00000000000${n}/still-there`, { body: { note: '还在', clientId: `gate-again-${n}`, device: 'device-of-again' }, headers: { 'x-forwarded-for': '10.1.9.7' } })
  expect([(await again(1)).body.error?.code, (await again(2)).body.error?.code]).toEqual(['near-gone', 'proof-needed'])
})

test('没有录音、只写着“请听录音”的，和别的一样的话算在一起', async () => {
  later()
  for (let n = 0; n < 5; n += 1) expect((await report({ text: '（录音 8 秒，请听录音）', from: 600 + n })).body.number).not.toMatch(/^H/u)
  expect((await report({ text: '（录音 8 秒，请听录音）', from: 606 })).body.number).toMatch(/^H/u)
})

test('慢慢来的脚本每件换一部手机、换一句话，一小时里一个出口一百二十件以后也要等人看；停一小时又照常', () => {
  const watch = createWatch({ floodPerMinute: 30 })
  const send = (n: number, at = n * 25_000) => {
    const sending = { at, sender: `made-up-${n}`, address: 'one', code: null, text: `${String.fromCodePoint(0x4E00 + n * 7, 0x5200 + n * 11, 0x6200 + n * 13)}的第${n}件` }
    const flood = { isFlood: watch.knock(at) }
    const judged = watch.judge(sending, flood)
    watch.hear(sending, flood)
    return judged.hold
  }
  const holds = Array.from({ length: 140 }, (_, n) => send(n))
  expect(holds.slice(0, 120).every((hold) => hold === null)).toBe(true)
  expect(holds.slice(120)).toEqual(holds.slice(120).map(() => ({ reason: 'sender', heap: 'one', isForAddress: true })))
  expect(send(200, 140 * 25_000 + 3_600_000)).toBeNull()
})

test('洪水里，一个小区的人都从一个出口出来：十家各有各的手机、各说各的，照样直接到台上，再多的等人看；一部手机还是只到一件', () => {
  const watch = createWatch({ floodPerMinute: 30 })
  const send = (n: number, device = `phone-${n}`) => {
    const sending = { at: 1000, sender: device, address: 'compound', code: null, text: `${String.fromCodePoint(0x4E00 + n * 7, 0x5200 + n * 11, 0x6200 + n * 13)}的第${n}件` }
    const judged = watch.judge(sending, { isFlood: true })
    watch.hear(sending, { isFlood: true })
    return judged
  }
  const [first, again] = [send(0), send(1, 'phone-0')]
  expect([first.hold, again.hold]).toEqual([null, { reason: 'flood', heap: 'compound', isForAddress: false }])
  const others = Array.from({ length: 12 }, (_, n) => send(n + 2))
  expect(others.map(({ hold }) => hold === null)).toEqual([...Array.from({ length: 8 }, () => true), ...Array.from({ length: 4 }, () => false)])
  expect(others.every(({ isBusy }) => isBusy)).toBe(true)
})

test('洪水里：脚本不解题就进不来，也没有占掉谁的份；解题的脚本换手机、换数字也只说那一句话的，要等人看；没报过的居民照样直接到台上', async () => {
  later()
  let [atDesk, held, refused] = [0, 0, 0]
  const count = ({ status, body }: { status: number; body: Answer }) => {
    if (status !== 201) refused += 1
    else if (body.number.startsWith('H')) held += 1
    else atDesk += 1
  }
  for (let n = 0; n < 60; n += 1) {
    const from = 500 + (n % 10)
    count(n % 10 === 0 ? await report({ text: `加微信 ${n} 领红包，名额有限速来`, from, device: `made-up-${n}` })
      : await gate.request<Answer>('POST', 'appeals', { body: { text: `加微信 ${n} 领红包，名额有限速来`, clientId: `spam-of-${n}` }, headers: { 'x-forwarded-for': `10.1.1.${from & 255}` } }))
  }
  expect(refused + held).toBeGreaterThanOrEqual(29)
  for (const [n, text] of ['西门的路灯坏了三天', '五号楼下水道堵了往外冒', '菜市场门口垃圾没人收'].entries()) expect((await report({ text, from: 900 + n })).body.number).not.toMatch(/^H/u)
  expect(atDesk).toBeLessThanOrEqual(31)
  const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#39c' } }).jpeg().toBuffer()
  const upload = (query = '') => gate.upload<Answer>({ bytes }, { url: `files${query}` })
  const { error } = (await upload()).body
  expect(error?.code).toBe('proof-needed')
  const { challenge, answer } = solve(error?.current ?? { challenge: '', bits: 0 })
  expect((await upload(`?challenge=${encodeURIComponent(challenge)}&answer=${answer}`)).status).toBe(201)
})
