import type { Page } from 'playwright-core'

/** On the page 登录: telephone, the code that the demo shows instead of sending it, and in. */
export async function signInHere(page: Page, phone: string): Promise<void> {
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '发验证码' }).click()
  await page.getByLabel('短信里的六位验证码').fill(await codeOf(page))
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('heading', { name: '登录', exact: true }).waitFor({ state: 'hidden' })
}

/** On the page 家人帮办, signed in: 王桂兰 is asked, and reads out her code. */
export async function agreed(page: Page, phone: string): Promise<void> {
  await page.getByLabel('家人的手机号').fill(phone)
  await page.getByLabel('家人叫什么').fill('王桂兰')
  await page.getByLabel('您叫什么').fill('王小明')
  await page.getByRole('button', { name: '发短信问家人' }).click()
  await page.getByLabel('短信里的六位验证码').fill(await codeOf(page))
  await page.getByRole('button', { name: '家人同意了' }).click()
  await page.getByRole('heading', { name: '我替 王桂兰 办' }).waitFor()
}

async function codeOf(page: Page): Promise<string> {
  const words = await page.locator('.notice', { hasText: '这是演示' }).textContent()
  return /验证码(?:是)? (\d{6})/u.exec(words ?? '')?.[1] ?? ''
}
