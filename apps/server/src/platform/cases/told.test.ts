import { expect, it } from 'vitest'
import type { AnswerOf, nearbyCases } from '@yihu/contracts'
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
