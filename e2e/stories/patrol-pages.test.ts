import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { useHouse } from '../harness/house.ts'
import { faultsOf } from '../harness/judge.ts'

const house = useHouse()

test('No page of the patrol app is forgotten here', async () => {
  const app = await readFile(new URL('../../apps/patrol/src/app.tsx', import.meta.url), 'utf8')
  expect([...app.matchAll(/case '(\w+)': return/gu)].map(([, name]) => name)).toEqual(['report', 'cases', 'case', 'map', 'visits', 'visit', 'checks', 'check', 'outbox', 'scan', 'track', 'mine'])
})

/** Which pages a round looks at: each round stays short, and together they see all. */
const ROUNDS = {
  cases: ['login', 'today', 'report', 'cases', 'case'],
  grid: ['visits', 'visit', 'checks', 'check'],
  rest: ['mine', 'map', 'scan', 'outbox', 'track'],
} as const
const LARGE = '大字'

test.for(Object.keys(ROUNDS).flatMap((round) => [[round, '平常的字'], [round, LARGE]] as [keyof typeof ROUNDS, string][]))('Every page of the patrol app reads well and fits every screen (%s, %s)', async ([round, letters]) => {
  const { page, go } = await house.seat({ size: 'phone', place: { lon: 118.3, lat: 36.81 } })
  const faults: string[] = []
  const judge = async (name: string) => {
    if (ROUNDS[round].some((one) => one === name)) faults.push(...(await faultsOf(page, `patrol-${name}${letters === LARGE ? '-large' : ''}`)))
  }
  const visit = async (hash: string, shows: string, open?: () => Promise<void>) => {
    await page.evaluate(`location.hash = ${JSON.stringify(`/${hash}`)}`)
    await page.getByText(shows).first().waitFor()
    await open?.()
    await judge(hash)
  }
  await go('/patrol/')
  await page.getByRole('button', { name: '登录', exact: true }).waitFor()
  await judge('login')
  await page.getByLabel('用户名').fill('community01')
  await page.getByLabel('密码').fill('yihu-demo')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByText('资料是').waitFor()
  await page.evaluate('location.hash = "/mine"')
  if (letters === LARGE) await page.getByRole('switch', { name: '大字' }).click()
  await visit('mine', '我登录过的手机')
  await visit('today', '到期的走访')
  await visit('report', '地点', async () => { await page.getByLabel('什么事').fill('小区南门的路灯不亮'); await page.getByText('可能是这一类').waitFor() })
  await visit('cases', '看哪些', async () => { await page.getByRole('radio', { name: '我的网格' }).check(); await page.getByRole('main').getByRole('link').first().waitFor() })
  const openFirst = async () => { await page.getByRole('main').getByRole('listitem').getByRole('link').first().click() }
  await openFirst()
  await page.getByRole('region', { name: '案件情况' }).waitFor()
  await judge('case')
  await visit('visits', '找一户')
  await openFirst()
  await page.getByText('这次怎么样').waitFor()
  await judge('visit')
  await visit('checks', '检查')
  await openFirst()
  await page.getByRole('button', { name: '交检查表' }).click()
  await page.getByText('没填好').waitFor()
  await judge('check')
  await visit('map', '没有信号也能看')
  await visit('scan', '照着牌子输入')
  await visit('track', '哪一天', async () => { await page.getByRole('switch', { name: /上岗足迹/u }).click(); await page.getByText('足迹开着').waitFor() })
  await visit('outbox', '没写完的', async () => { await page.getByRole('button', { name: '不要了' }).first().click(); await page.getByRole('dialog').waitFor() })
  expect(faults).toEqual([])
})
