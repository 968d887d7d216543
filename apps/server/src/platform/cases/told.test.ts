import { expect, it } from 'vitest'
import type { AnswerOf, nearbyCases, OwnData } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'
import { AT_BUILDING_12 } from '../../../test/street.ts'

const app = useApp()
const TITLE = '业主王小明反映楼上漏水，车鲁C12345'

it('说给别人听的地方不带个人信息：附近的案件和通知里，姓名和车牌盖住；办案的人在案件上看到原文', async () => {
  const raised = await app().raise({ text: '楼上漏水，一直滴到我家', title: TITLE, ...AT_BUILDING_12 })
  await app().settle()
  expect(raised.title).toBe(TITLE)
  const { lon, lat } = AT_BUILDING_12
  const near = await app().request<AnswerOf<typeof nearbyCases>>('GET', `cases/nearby?lon=${lon}&lat=${lat}`, { as: 'accept' })
  expect(near.body.cases.map(({ title }) => title)).toEqual(['业主王**反映楼上漏水，车鲁C*****'])
  const notices = await app().request<{ notices: { title: string; text: string }[] }>('GET', 'notices', { as: 'accept' })
  const told = notices.body.notices.map(({ title, text }) => `${title}${text}`).join('\n')
  expect(told).toContain('王**反映楼上漏水')
  expect(told).not.toContain('王小明')
  expect(told).not.toContain('鲁C12345')
})

it('凭查询码看得到存了自己什么、谁为什么看过称呼和电话；抹去以后谁也看不到，事情照常办', async () => {
  const { request } = app()
  const { id, number, queryCode } = await app().raise({ text: '路灯不亮', contact: { name: '王桂兰', phone: '10051236666' }, ...AT_BUILDING_12 })
  const own = async () => (await request<OwnData>('POST', `appeals/${number}/own-data/find`, { body: { queryCode } })).body
  expect(await own()).toMatchObject({ looks: [], canErase: true })
  expect((await request<OwnData>('GET', `appeals/${number}/own-data?queryCode=${queryCode}`)).body, '装好的小程序、开着的页面还用地址问').toEqual(await own())
  await request('POST', `cases/${id}/reporter`, { as: 'accept', body: { purpose: 'contact', note: '约时间' } })
  const before = await own()
  expect(before.kept).toContainEqual({ what: '电话', value: '100****6666' })
  expect(before.looks.map(({ by, purpose }) => [by, purpose])).toEqual([['苏受理', '联系报事人：约时间']])
  expect((await request('POST', `appeals/${number}/erasure`, { body: { queryCode: 'AAAAAAAA' } })).status).toBe(404)
  const { body: after } = await request<OwnData>('POST', `appeals/${number}/erasure`, { body: { queryCode } })
  expect(after).toMatchObject({ canErase: false })
  expect(after.kept).toContainEqual({ what: '电话', value: '没有' })
  expect((await request('POST', `cases/${id}/reporter`, { as: 'accept', body: { purpose: 'contact' } })).body).toEqual({ name: null, phone: null })
  expect((await app().find(number)).state).toBe('registered')
})
