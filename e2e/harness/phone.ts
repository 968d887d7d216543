import type { House, Person } from './house.ts'

/** A worker with the patrol app open on a phone, everything they need in it. */
export async function onDuty(house: House, username: string, place: { readonly lon: number; readonly lat: number }): Promise<Person> {
  const person = await house.seat({ size: 'phone', place })
  const { page, go } = person
  await go('/patrol/')
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('密码').fill('yihu-demo')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByText('资料是').waitFor()
  // The app itself is on the phone as well: it opens without signal.
  await page.evaluate('navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller ? null : new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", () => done(null), { once: true })))')
  return person
}
