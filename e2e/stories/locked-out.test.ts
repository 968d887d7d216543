import { expect, test } from 'vitest'
import { useHouse } from '../harness/house.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()

test('Five wrong passwords lock the account, and every message says what to do next', async () => {
  const { page, go } = await house.seat({ expected: [401, 423] })
  await go('/login')
  await page.getByLabel('用户名').fill('community14')
  const said: string[] = []
  for (const attempt of [1, 2, 3, 4, 5]) {
    await page.getByLabel('密码', { exact: true }).fill(`wrong-${attempt}`)
    const [answer] = await Promise.all([page.waitForResponse('**/api/v1/session'), page.getByRole('button', { name: '登录' }).click()])
    const { error } = (await answer.json()) as { error: { message: string } } // the error contract
    await page.getByText(error.message).waitFor()
    said.push(error.message)
  }
  expect(said[0]).toBe('用户名或密码不对。还可以试 4 次，之后将锁定 15 分钟。')
  expect(said.at(-1)).toBe('连续输错次数过多，账号已锁定，请在 15 分钟后再试，或请管理员解锁。')
  await shoot(page, 'locked-out')

  // The right password does not open a locked door either.
  await page.getByLabel('密码', { exact: true }).fill('yihu-demo')
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByText('账号已锁定').waitFor()
  expect(new URL(page.url()).pathname).toBe('/login')
})

test('The security officer lets the locked person in again', async () => {
  const { page, go } = await house.seat({ as: 'security' })
  await go('/admin/users')
  await page.getByLabel('查找用户').fill('community14')
  await page.getByText('已锁定').waitFor()
  await page.getByRole('button', { name: '解锁' }).click()
  await page.getByText('已解锁').waitFor()
  const locked = await house.seat({ as: 'community14' })
  await locked.go('/')
  await locked.page.getByRole('navigation', { name: '岗位' }).waitFor()
})

test('Pages that are not for a role say so instead of showing nothing', async () => {
  const { page, go } = await house.seat({ as: 'urban', expected: [403] })
  for (const path of ['/intake', '/imports', '/admin/users', '/admin/audit', '/desk/accept']) {
    await go(path)
    await page.getByText('您的岗位看不到').waitFor()
  }
})

test('Who is not logged in goes to the login and from there to where they wanted', async () => {
  const { page, go } = await house.seat({ expected: [401] })
  await go('/desk/check')
  await page.getByLabel('用户名').fill('accept')
  await page.getByLabel('密码', { exact: true }).fill('yihu-demo')
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL('**/desk/check')
})
