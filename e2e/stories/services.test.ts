import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { lineOf, openCase } from '../harness/desk.ts'
import { useHouse } from '../harness/house.ts'
import type { Person } from '../harness/house.ts'
import { agreed, signInHere } from '../harness/residents.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()

test('Somebody finds a service by everyday words and books it; of two who want one time one is told the next; it is given back; 代办 becomes a case that the desk sees', { timeout: 90_000 }, async () => {
  const [first, second] = [await house.seat({ size: 'phone' }), await house.seat({ size: 'phone', expected: [409] })]
  await findByWords(first)
  await first.page.getByRole('button', { name: '预约时间' }).click()
  await second.go(`/i/#/pages/booking/index?id=senior-card&name=${encodeURIComponent('老年人优待证办理')}`)
  const [wanted] = [await chooseTime(first.page, '13800000011'), await chooseTime(second.page, '13800000012')]
  await first.page.getByRole('button', { name: '约这个时间' }).click()
  await first.page.getByText('约好了').waitFor()
  expect(await first.page.locator('.big').first().textContent()).toContain(wanted)
  await shoot(first.page, 'resident-booking', { forReadme: true })

  await second.page.getByRole('button', { name: '约这个时间' }).click()
  await second.page.getByRole('alert').getByText('刚被别人约走').waitFor()
  await second.page.getByRole('button', { name: /^改约/u }).click()
  await second.page.getByText('约好了').waitFor()

  await first.page.getByRole('button', { name: '取消预约' }).click()
  await first.page.getByRole('button', { name: '是，取消预约' }).click()
  await first.page.locator('.state', { hasText: '已取消' }).waitFor()
  await askForHelp(first)
})

async function findByWords({ page, go }: Person): Promise<void> {
  await go('/i/')
  await page.getByRole('link', { name: '办事服务' }).click()
  await page.getByLabel('您要办什么事').fill('给我妈办老年卡')
  await page.getByText('您说的「办老年卡」就是这一项').waitFor()
  await shoot(page, 'resident-services', { forReadme: true })
  await page.locator('.list-link').first().click()
  await page.getByRole('heading', { name: '老年人优待证办理' }).waitFor()
  await page.getByText('今天交齐材料').waitFor()
}

/** The first time of the last day that is open: the same for two who look at one moment. */
async function chooseTime(page: Page, phone: string): Promise<string> {
  await page.getByRole('group', { name: '哪一天' }).getByRole('radio').last().check()
  const time = page.getByRole('group', { name: '几点' }).locator('.option').first()
  await time.click()
  await page.getByRole('textbox', { name: '怎么称呼' }).fill('王桂兰')
  await page.getByRole('textbox', { name: '电话' }).fill(phone)
  return (await time.textContent()) ?? ''
}

async function askForHelp({ page, go }: Person): Promise<void> {
  // Written into the bar while the guide of another service lies below: it is this one's guide that opens.
  await go('/i/#/pages/service/index?id=pension-certification')
  await page.getByRole('heading', { name: '养老待遇资格认证' }).waitFor()
  await page.getByRole('button', { name: '请网格员代办' }).click()
  await page.getByRole('textbox', { name: '怎么称呼' }).fill('王桂兰')
  await page.getByRole('textbox', { name: '电话' }).fill('13800000013')
  await page.getByRole('textbox', { name: '住在哪儿' }).fill('东高小区 3 号楼 2 单元 301')
  await page.getByRole('button', { name: '请人来' }).click()
  await page.getByRole('heading', { name: '收到了' }).waitFor()
  const number = (await page.locator('.numbers .big').first().textContent()) ?? ''
  const accept = await house.seat({ as: 'accept' })
  await accept.go('/desk/accept?sort=newest')
  await lineOf(accept.page, number).waitFor()
  await openCase(accept.page, number)
  await accept.page.getByRole('heading', { name: '代办：养老待遇资格认证' }).waitFor()
}

test('A child signs in, the parent reads out the code of the text message and so agrees; the report says who made it; the parent sees it, and takes the consent back', { timeout: 90_000 }, async () => {
  const [child, parent] = [await house.seat({ size: 'phone', expected: [428] }), await house.seat({ size: 'phone', expected: [428] })]
  await child.go('/i/#/pages/family/index')
  await child.page.getByRole('button', { name: '登录' }).click()
  await signInHere(child.page, '13800000021')
  await agreed(child.page, '13800000022')
  await shoot(child.page, 'resident-family', { forReadme: true })
  await child.page.getByRole('button', { name: '替 王桂兰 报事' }).click()
  await child.page.getByRole('region', { name: '替家人办' }).waitFor()
  await child.page.getByLabel('什么事').fill('我妈家单元门口的灯不亮了')
  await child.page.getByRole('button', { name: '提交' }).click()
  await child.page.getByRole('heading', { name: '收到了' }).waitFor()
  const number = (await child.page.locator('.numbers .big').first().textContent()) ?? ''

  await parent.go('/i/#/pages/sign-in/index?back=family')
  await signInHere(parent.page, '13800000022')
  await parent.page.getByText(`王小明：替您报了一件事，编号 ${number}`).waitFor()
  await parent.page.getByRole('button', { name: '撤回同意' }).click()
  await parent.page.getByRole('button', { name: '是，撤回同意' }).click()
  await parent.page.getByText('已撤回').waitFor()
  await parent.go('/i/#/pages/mine/index')
  await parent.page.getByText(`编号 ${number} · 由 王** 代办`).click()
  await parent.page.getByText('由 王** 代办。').waitFor()
  await child.go('/i/#/pages/family/index')
  await child.page.getByRole('heading', { name: '请家人同意' }).waitFor()
  await child.page.getByRole('heading', { name: '我替 王桂兰 办' }).waitFor({ state: 'detached' })
})

test('Somebody signs in by telephone and signs up as a volunteer; the community sees who comes, masked; the seat is given back', { timeout: 90_000 }, async () => {
  const { page, go } = await house.seat({ size: 'phone', expected: [428] })
  await go('/i/')
  await page.getByRole('link', { name: '通知' }).click()
  await page.getByRole('button', { name: '活动：报名、当志愿者' }).click()
  await page.getByRole('button', { name: '用手机号登录' }).click()
  await signInHere(page, '13900000031')
  await page.getByText('还没有报过名').waitFor()
  await page.getByRole('link', { name: '冬日义诊进小区' }).click()
  await page.getByRole('radio', { name: /当志愿者/u }).check()
  await page.getByLabel('怎么称呼').fill('王桂兰')
  await page.getByRole('button', { name: '报名', exact: true }).click()
  await page.getByText('已报名：志愿者').waitFor()
  await shoot(page, 'resident-activity')

  const desk = await house.seat({ as: 'duty' })
  await desk.go('/activities')
  const row = desk.page.getByRole('row', { name: /冬日义诊进小区/u })
  await row.getByText('1 / 8').waitFor()
  await row.locator('.ant-table-row-expand-icon').click()
  await desk.page.getByText('王** 139****0031').waitFor()
  await shoot(desk.page, 'activities')

  await page.getByRole('button', { name: '取消报名' }).click()
  await page.getByRole('button', { name: '是，取消报名' }).click()
  await page.getByText('取消了，名额已经让出来').waitFor()
})
