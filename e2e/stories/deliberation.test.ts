import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { useHouse } from '../harness/house.ts'
import type { Person } from '../harness/house.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()
const TITLE = '北门口修一条减速带'

test('A resident proposes; the community publishes it, a neighbour supports it, it comes to a vote with paper counted by two people and a vote by code; each step is read on a telephone', { timeout: 240_000 }, async () => {
  const resident = await house.seat({ size: 'phone', expected: [404, 409, 428] })
  const { halls: [home] } = await house.ask<{ halls: { areaName: string; form: { name: string } }[] }>('community07', 'deliberation-halls')
  await propose(resident, { community: home?.areaName ?? '', hall: home?.form.name ?? '' })
  const community = await house.seat({ as: 'community07' })
  await community.go('/deliberations?step=1')
  await community.page.getByRole('link', { name: TITLE }).click()
  await take(community.page, '公开征求支持')
  await community.page.getByText('征求支持').first().waitFor()
  const id = new URL(community.page.url()).pathname.split('/').at(-1) ?? ''

  await support(resident, id)
  await toTheVote(community.page)
  await shoot(community.page, 'console-deliberation')
  const code = await aCode(community, id)
  await vote(resident, { id, code })

  const duty = await house.seat({ as: 'duty' })
  for (const { page, go } of [community, duty]) {
    await go(`/deliberations/${id}`)
    await page.getByLabel('同意（张）').fill('2')
    await page.getByLabel('反对（张）').fill('1')
    await page.getByLabel('哪些户交了票').fill('1单元102、1单元201、1单元202')
    await page.getByRole('button', { name: '录入这一箱' }).click()
    await page.getByText(page === community.page ? '一个人录了' : '两个人录得一样').first().waitFor()
  }
  await resident.go(`/i/#/pages/proposal/index?id=${id}`)
  await resident.page.getByRole('heading', { name: '经过' }).waitFor()
  await shoot(resident.page, 'resident-proposal')
  expect(await resident.page.locator('.event:visible').count()).toBeGreaterThan(5)
})

async function propose({ page, go }: Person, { community, hall }: { readonly community: string; readonly hall: string }): Promise<void> {
  await go('/i/')
  await page.getByRole('link', { name: '议一议' }).click()
  await page.getByRole('button', { name: community }).click()
  await page.getByText(hall).first().waitFor()
  await shoot(page, 'resident-proposals')
  await page.getByRole('button', { name: '提个议' }).click()
  await page.getByRole('textbox', { name: '一句话说' }).fill(TITLE)
  await page.getByRole('textbox', { name: '说说为什么、怎么办' }).fill('北门外车开得快，老人和接孩子的过马路害怕，请在门口修一条减速带。')
  await page.getByRole('textbox', { name: '怎么称呼' }).fill('王桂兰')
  await page.getByRole('textbox', { name: '电话' }).fill('13800000021')
  await page.getByRole('button', { name: '提交' }).click()
  const own = page.getByRole('heading', { name: '这是您提的' })
  await own.or(page.getByRole('button', { name: '都不是，提交我的' })).first().waitFor()
  if (!(await own.isVisible())) await page.getByRole('button', { name: '都不是，提交我的' }).click()
  await own.waitFor()
}

async function support({ page, go }: Person, id: string): Promise<void> {
  await go(`/i/#/pages/proposal/index?id=${id}`)
  await page.getByRole('textbox', { name: '电话' }).fill('13800000022')
  await page.getByRole('button', { name: '我支持' }).click()
  await page.getByText('✓ 收下了').waitFor()
}

/** Opens the form of an act and makes it. */
async function take(page: Page, act: string, fill: (panel: ReturnType<Page['getByRole']>) => Promise<void> = async () => {}): Promise<void> {
  await page.getByRole('group', { name: '可以做的操作' }).getByRole('button', { name: act, exact: true }).click()
  const panel = page.getByRole('region', { name: act })
  await fill(panel)
  await panel.getByRole('button', { name: act, exact: true }).click()
  await panel.waitFor({ state: 'detached' })
}

async function toTheVote(page: Page): Promise<void> {
  await take(page, '列入议程', async (panel) => {
    await panel.getByLabel('哪天上会').fill('2099-05-09')
    await panel.getByLabel('列入的理由').fill('关系过马路的安全')
  })
  await take(page, '安排议事会', async (panel) => {
    await panel.getByLabel('开会时间').fill('2099-05-09T19:00')
    for (const nth of [0, 1]) await panel.getByLabel('姓名').nth(nth).fill(nth === 0 ? '王桂兰' : '桑书记')
  })
  await take(page, '确定参加表决的户', async (panel) => panel.getByLabel('或者自己列各户').fill('1单元101\n1单元102\n1单元201\n1单元202\n1单元301'))
  await take(page, '利害关系回避', async (panel) => {
    await panel.getByLabel('哪一户').click()
    await page.getByTitle('1单元301').click()
    await panel.getByLabel('利害关系', { exact: true }).fill('施工队是他家的')
  })
  await take(page, '开始表决', async (panel) => panel.getByLabel('投票截止').fill('2099-05-10T19:00'))
  await page.getByText('回避：施工队是他家的').waitFor()
}

/** The code of the first household, as it is printed. */
async function aCode({ page, go }: Person, id: string): Promise<string> {
  await go(`/deliberations/${id}/print`)
  await page.getByRole('button', { name: '显示各户票码' }).click()
  const slip = page.locator('.del-slips li', { hasText: '1单元101' })
  return (await slip.locator('strong').textContent()) ?? ''
}

async function vote({ page, go }: Person, { id, code }: { readonly id: string; readonly code: string }): Promise<void> {
  await go(`/i/#/pages/proposal/index?id=${id}`)
  const cast = async (typed: string) => {
    await page.getByRole('group', { name: '您家的意见' }).getByRole('radio').first().check()
    await page.getByRole('textbox', { name: '票码' }).fill(typed)
    await page.getByRole('button', { name: '投票' }).click()
  }
  await cast('22222222')
  await page.getByText('这个票码不能投这件提议').waitFor()
  await cast(code)
  await page.getByText('您家的票收下了').waitFor()
  await go('/i/#/pages/proposals/index')
  await go(`/i/#/pages/proposal/index?id=${id}`)
  await cast(code)
  await page.getByText('已经投过票了').waitFor()
}
