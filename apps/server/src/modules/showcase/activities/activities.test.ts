import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { ActivityLine, ActivitySignup, AnswerOf, Booking, DeskActivity, DeskSignup, IndicatorFigure, listActivities, listDeskActivities, listIndicators, listOwnSignups, listSignups, listSlots, openResidentSession, OwnData, SentCode } from '@yihu/contracts'
import { useApp } from '../../../../test/app.ts'
import { AT_BUILDING_12 } from '../../../../test/street.ts'
import { forgetParticipants } from '../index.ts'

const app = useApp()
type Refusal = { error?: { code: string; message: string; fields?: Record<string, string> } }
type Own = AnswerOf<typeof listOwnSignups>

const DAY_MS = 86_400_000
const FORM = { title: '冬日义诊', place: '党群服务中心一楼', audience: '六十岁以上老人优先', body: '量血压、测血糖。', startsAt: '2026-05-09T02:00:00Z', endsAt: '2026-05-09T04:00:00Z', seats: 2, volunteerSeats: 1 }
const ask = <T>(method: 'GET' | 'POST' | 'PUT', url: string, as?: string, body?: object) => app().request<T & Refusal>(method, url, { ...(as && { as }), ...(body && { body }) })
const resident = <T>(method: 'GET' | 'POST', url: string, token: string, body?: object) => app().request<T & Refusal>(method, url, { headers: { authorization: `Bearer ${token}` }, ...(body && { body }) })

async function signIn(phone: string): Promise<string> {
  const { standIn } = (await ask<SentCode>('POST', 'resident-codes', undefined, { phone })).body
  const code = /验证码(?:是)? ?(\d{6})/u.exec(standIn ?? '')?.[1] ?? ''
  return (await ask<AnswerOf<typeof openResidentSession>>('POST', 'resident-sessions', undefined, { phone, code })).body.token
}

/** Written by the community, published by the duty chief. */
async function publish(form: object = {}): Promise<DeskActivity> {
  const act = async (as: string, { id, version }: DeskActivity, name: string) => (await ask<DeskActivity>('POST', `activity-desk/${id}/acts`, as, { version, act: name })).body
  const draft = (await ask<DeskActivity>('POST', 'activity-desk', 'community01', { ...FORM, ...form })).body
  return act('duty', await act('community01', draft, 'submit'), 'approve')
}

const signUp = (token: string, id: string, part = 'attendee') => resident<ActivitySignup>('POST', `activities/${id}/signups`, token, { part, name: '王桂兰' })
const shown = async () => (await ask<AnswerOf<typeof listActivities>>('GET', 'activities')).body.activities
const people = async (id: string) => (await ask<AnswerOf<typeof listSignups>>('GET', `activity-desk/${id}/signups`, 'community01')).body.signups

test('一人拟活动、另一人审过才看得到；居民用手机号登录报名，两个名额五个人同时抢也不多给；取消就让出来；开始以后不能再报、再取消', async () => {
  expect((await ask<Refusal>('POST', 'activity-desk', 'community01', { ...FORM, endsAt: FORM.startsAt })).body.error?.fields).toHaveProperty('endsAt')
  const draft = (await ask<DeskActivity>('POST', 'activity-desk', 'community01', { ...FORM, body: '有事打 13800138000。' })).body
  expect((await ask('POST', `activity-desk/${draft.id}/acts`, 'community01', { version: 1, act: 'submit' })).body.error?.code).toBe('story-personal')
  const { id } = await publish()
  expect(await shown()).toMatchObject([{ id, title: FORM.title, areaName: '桑家社区', seatsFree: 2, volunteersFree: 1, isOpen: true, storyId: null }])

  expect((await ask<Refusal>('POST', `activities/${id}/signups`, undefined, { part: 'attendee', name: '王' })).body.error?.code).toBe('resident-login-needed')
  const tokens = await Promise.all(['1', '2', '3', '4', '5'].map((last) => signIn(`1006100000${last}`)))
  const answers = await Promise.all(tokens.map((token) => signUp(token, id)))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 409, 409, 409])
  const [held, refused] = [tokens.filter((_, at) => answers[at]?.status === 201), answers.find(({ status }) => status === 409)]
  expect(refused?.body.error).toMatchObject({ code: 'activity-full', message: expect.stringContaining('“参加”的名额刚满') as string })
  const [first = '', second = ''] = held
  expect((await signUp(first, id)).body).toMatchObject({ state: 'taken', canCancel: true })
  expect((await signUp(first, id, 'volunteer')).body.error?.code).toBe('activity-signed')
  expect((await resident<ActivitySignup>('POST', `activities/${id}/cancellation`, first, {})).body).toMatchObject({ state: 'cancelled', stateText: '已取消' })
  expect(await shown()).toMatchObject([{ seatsFree: 1 }])
  expect((await signUp(first, id, 'volunteer')).body).toMatchObject({ part: 'volunteer', partName: '志愿者', hours: null })

  app().clock.advance(3 * DAY_MS)
  const closed = [await signUp(second, id), await resident<Refusal>('POST', `activities/${id}/cancellation`, second, {})]
  expect(closed.map(({ body }) => body.error?.code)).toEqual(['activity-closed', 'activity-closed'])
})

test('报名的称呼电话遮住，看全要写用途并留痕；志愿时长在活动开始以后由主办人记，本人看得到合计；别的社区和没有权限的看不到；到期销毁人的信息，时长留下', async () => {
  const at = (days: number) => new Date(app().clock.now() + days * DAY_MS).toISOString()
  const { id } = await publish({ title: '清河道', startsAt: at(1), endsAt: at(1.1) })
  const [token, other] = [await signIn('10062000001'), await signIn('10062000002')]
  await signUp(token, id, 'volunteer')
  app().clock.advance(1000)
  await signUp(other, id)
  const [volunteer, attendee] = await people(id)
  if (!volunteer || !attendee) throw new Error('two people had signed up')
  expect(volunteer).toMatchObject({ part: 'volunteer', name: '王**', phone: '100****0001', hours: null })
  const hours = (signup: string, count: number) => ask<DeskSignup>('POST', `activity-desk/${id}/signups/${signup}/hours`, 'community01', { hours: count })
  expect((await hours(volunteer.id, 2)).body.error?.message).toContain('活动还没开始')
  app().clock.advance(2 * DAY_MS)
  expect((await hours(attendee.id, 2)).body.error?.message).toContain('不是志愿者')
  expect((await hours(volunteer.id, 2.5)).body).toMatchObject({ hours: 2.5, confirmedBy: '桑书记' })
  expect((await resident<Own>('GET', 'resident-me/activities', token)).body).toMatchObject({ hours: 2.5, signups: [{ title: '清河道', partName: '志愿者', hours: 2.5 }] })
  expect((await ask('POST', `activity-desk/${id}/signups/${volunteer.id}/contact`, 'community01', { purpose: 'contact' })).body).toEqual({ name: '王桂兰', phone: '10062000001' })
  const { rows } = await sql<{ purpose: string; text: string }>`select purpose, to_jsonb(a)::text as text from audit_row a where action = 'activity.reveal'`.execute(app().context.db.owner)
  expect(rows).toMatchObject([{ purpose: '联系报名人' }])
  expect(rows[0]?.text).not.toContain('10062000001')
  expect([(await ask('GET', `activity-desk/${id}/signups`, 'community02')).status, (await ask('GET', `activity-desk/${id}/signups`, 'urban')).status]).toEqual([404, 403])

  const contacts = async () => (await people(id)).map(({ part, name, hours: served }) => [part, name, served])
  app().clock.advance(95 * DAY_MS)
  await forgetParticipants(app().context)
  expect(await contacts()).toEqual([['volunteer', '王**', 2.5], ['attendee', null, null]])
  app().clock.advance(300 * DAY_MS)
  await forgetParticipants(app().context)
  expect(await contacts()).toEqual([['volunteer', null, 2.5], ['attendee', null, null]])
})

test('办完连上一篇已发布的文章；已有人报名时名额改不少；取消的活动告诉报名的人为什么；本月的数和列表一样多，人数不足十不显示', async () => {
  const month = new Date(app().clock.now() + 28_800_000).toISOString().slice(0, 7)
  const begins = app().clock.now() + 3_600_000
  const times = { startsAt: new Date(begins).toISOString(), endsAt: new Date(begins + 3_600_000).toISOString() }
  const activity = await publish(times)
  const token = await signIn('10063000001')
  await signUp(token, activity.id)
  await signUp(await signIn('10063000003'), activity.id, 'volunteer')
  const story = (await ask<{ id: string; version: number }>('POST', 'story-desk', 'community01', { kind: 'story', title: '一次义诊', body: '来了很多老人。' })).body
  const link = (version: number) => ask<DeskActivity>('PUT', `activity-desk/${activity.id}/story`, 'community01', { version, storyId: story.id })
  expect((await link(activity.version)).body.error).toMatchObject({ code: 'activity-not-now', message: expect.stringContaining('这个活动现在是“已发布，还没开始”') as string })
  app().clock.advance(3_600_000)
  expect((await link(activity.version)).body.error?.code).toBe('story-gone')
  for (const [as, act] of [['community01', 'submit'], ['duty', 'approve']] as const) await ask('POST', `story-desk/${story.id}/acts`, as, { version: act === 'submit' ? 1 : 2, act })
  const linked = (await link(activity.version)).body
  const storyShown = async () => [(await shown()).find(({ id }) => id === activity.id)?.storyId, (await ask<ActivityLine>('GET', `activities/${activity.id}`)).body.storyId]
  expect(await storyShown()).toEqual([story.id, story.id])
  await ask('POST', `story-desk/${story.id}/acts`, 'community01', { version: 3, act: 'withdraw', note: '有人不同意公开' })
  expect(await storyShown(), '文章撤下了，活动里也不再指过去').toEqual([null, null])
  const onDesk = async (as: string) => (await ask<AnswerOf<typeof listDeskActivities>>('GET', 'activity-desk', as)).body.activities.find(({ id }) => id === activity.id)?.story
  expect(await onDesk('community01'), '办活动的人看得到是哪一篇、为什么居民看不到').toEqual({ id: story.id, title: '一次义诊', state: 'withdrawn' })

  const figure = async (screen: string, id: string): Promise<IndicatorFigure | undefined> => (await ask<AnswerOf<typeof listIndicators>>('GET', `indicators?screen=${screen}`, 'duty')).body.indicators.find((one) => one.id === id)
  const shownIn = async (list: string) => (await ask<AnswerOf<typeof listDeskActivities>>('GET', `activity-desk?${list.split('?')[1]}`, 'duty')).body.activities
  const monthly = await figure('shijian', 'activities.month')
  expect([monthly?.list.includes(month), monthly?.value]).toEqual([true, (await shownIn(monthly?.list ?? '?')).length])
  expect((await figure('dang', 'activities.hours'))?.list, '点进去也只看本月的').toBe(monthly?.list)
  expect([(await figure('shijian', 'activities.volunteers'))?.state, (await figure('dang', 'activities.taken'))?.state, (await figure('dang', 'activities.hours'))?.state]).toEqual(['too-few', 'too-few', 'too-few'])

  const withdraw = (note: string) => ask<DeskActivity>('POST', `activity-desk/${activity.id}/acts`, 'community01', { version: linked.version, act: 'withdraw', note })
  const giveBack = await ask<DeskActivity>('POST', `activity-desk/${activity.id}/acts`, 'duty', { version: linked.version, act: 'return' })
  expect(giveBack.body.error?.fields?.['note'], '退回的原因报名的人看不到').toBe('请写明原因，写的人看得到')
  expect((await withdraw('大风，有事打 13800138000')).body.error).toMatchObject({ code: 'story-personal', message: expect.stringContaining('没有改动') as string })
  const withdrawn = (await withdraw('大风')).body
  const volunteer = (await people(activity.id)).find(({ part }) => part === 'volunteer')
  expect((await ask('POST', `activity-desk/${activity.id}/signups/${volunteer?.id}/hours`, 'community01', { hours: 2 })).body.error).toMatchObject({ code: 'signup-not-now', message: expect.stringContaining('已经撤下') as string })
  expect((await resident<Own>('GET', 'resident-me/activities', token)).body.signups).toMatchObject([{ stateText: '活动不办了：大风', canCancel: false }])
  expect((await signUp(await signIn('10063000002'), activity.id)).body.error?.code).toBe('activity-gone')
  const unlinked = (await ask<DeskActivity>('PUT', `activity-desk/${activity.id}/story`, 'community01', { version: withdrawn.version, storyId: null })).body
  expect(unlinked, '活动撤下以后也去得掉').toMatchObject({ state: 'withdrawn', story: null })
  const save = (seats: number) => ask<DeskActivity>('PUT', `activity-desk/${activity.id}`, 'community01', { version: unlinked.version, activity: { ...FORM, ...times, seats } })
  expect((await save(0)).body.error?.code).toBe('activity-seats')
  expect((await save(1)).body).toMatchObject({ state: 'draft', taken: 1, hasBegun: true })
})

test('志愿服务一共多少小时，是所有活动的和，不只是列出来的那些；主办人看名单的时候，居民照样报得上', async () => {
  const token = await signIn('10064000001')
  const at = (days: number) => new Date(app().clock.now() + days * DAY_MS).toISOString()
  const { id } = await publish({ title: '护学岗', startsAt: at(1), endsAt: at(1.1), volunteerSeats: 5 })
  await signUp(token, id, 'volunteer')
  const [first] = await people(id)
  await sql`insert into activity (id, path, title, place, audience, body, starts_at, ends_at, seats, volunteer_seats, state, version, written_by, written_name, note, changed_at)
    select gen_random_uuid(), path, title || n, place, audience, body, starts_at, ends_at, seats, volunteer_seats, state, version, written_by, written_name, note, changed_at from activity, generate_series(1, 220) n where id = ${id}`.execute(app().context.db.owner)
  await sql`insert into activity_signup (id, activity_id, path, part, state, name_cipher, phone_cipher, phone_index, hours, confirmed_name, created_at, changed_at)
    select gen_random_uuid(), a.id, s.path, s.part, s.state, s.name_cipher, s.phone_cipher, s.phone_index, 1.5, '桑书记', s.created_at, s.changed_at from activity_signup s, activity a where s.id = ${first?.id} and a.title like '护学岗_%'`.execute(app().context.db.owner)
  const { signups, hours, isCut } = (await resident<Own>('GET', 'resident-me/activities', token)).body
  expect([signups.length, hours, isCut]).toEqual([200, 330, true])
  await sql`update activity set state = 'withdrawn' where title = '护学岗7'`.execute(app().context.db.owner)
  expect((await resident<Own>('GET', 'resident-me/activities', token)).body.hours, '撤下的活动不算，和街道的数一样').toBe(328.5)

  await app().context.db.owner.transaction().execute(async (tx) => {
    await sql`select from activity where id = ${id} for update`.execute(tx)
    expect((await people(id)).length, '有人正在报名，名单照样看得到').toBe(1)
  })
})

test('本人看得到谁为什么看过报名的电话，随时能抹去：没开始的名额让出来，办过的只留时长的数字；注销时可以连同报事、提议、预约、报名里的称呼和电话一次抹去，别人的不动，都有留痕', async () => {
  const at = (days: number) => new Date(app().clock.now() + days * DAY_MS).toISOString()
  const { id } = await publish({ title: '包粽子', startsAt: at(2), endsAt: at(2.1) })
  const [phone, neighbour] = ['10069000001', '10069000002']
  const [token, other] = [await signIn(phone), await signIn(neighbour)]
  await signUp(token, id, 'volunteer')
  await signUp(other, id)
  const [first] = (await people(id)).filter(({ part }) => part === 'volunteer')
  await ask('POST', `activity-desk/${id}/signups/${first?.id ?? ''}/contact`, 'community01', { purpose: 'contact' })
  const own = async () => (await resident<Own>('GET', 'resident-me/activities', token)).body.signups
  await sql`update activity set title = '端午包粽子' where id = ${id}`.execute(app().context.db.owner)
  expect(await own(), '活动改了名，谁看过照样看得到').toMatchObject([{ title: '端午包粽子', looks: [{ by: '桑书记', purpose: '联系报名人' }] }])
  expect((await resident('POST', `activities/${id}/erasure`, token, {})).status).toBe(204)
  expect((await resident<Refusal>('POST', `activities/${id}/erasure`, token, {})).body.error?.code).toBe('activity-gone')
  expect(await own()).toEqual([])
  const listed = async () => (await people(id)).map(({ part, state, name, phone: shownPhone }) => [part, state, name, shownPhone])
  expect((await listed()).toSorted()).toEqual([['attendee', 'taken', '王**', '100****0002'], ['volunteer', 'cancelled', null, null]])
  await signUp(token, id, 'volunteer')

  const contact = { name: '王桂兰', phone }
  const report = await app().appeal({ text: '路灯不亮', ...AT_BUILDING_12, contact })
  const { body: { days } } = await ask<AnswerOf<typeof listSlots>>('GET', 'service-items/senior-card/slots')
  const { body: booking } = await ask<Booking>('POST', 'service-items/senior-card/bookings', undefined, { startsAt: days.at(-1)?.slots[0]?.startsAt, ...contact, clientId: 'erase-all-1' })
  expect((await resident('POST', 'resident-me/erasure', token, { contacts: true })).status).toBe(204)
  expect((await resident<Refusal>('GET', 'resident-me', token)).body.error?.code).toBe('resident-login-needed')
  expect((await ask<OwnData>('POST', `appeals/${report.number}/own-data/find`, undefined, { queryCode: report.queryCode })).body).toMatchObject({ canErase: false })
  expect((await ask<Booking>('GET', `service-bookings/${booking.code}`)).body).toMatchObject({ canErase: false, state: 'cancelled' })
  expect((await listed()).filter(([, , name]) => name !== null)).toEqual([['attendee', 'taken', '王**', '100****0002']])
  const { rows } = await sql<{ action: string }>`select action from audit_row where purpose = '本人登录后要求' order by seq`.execute(app().context.db.owner)
  expect(rows.map(({ action }) => action)).toEqual(['activity.erase-contact', 'case.erase-contact', 'service.erase-contact', 'activity.erase-contact', 'resident.erase'])
})
