import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { useHouse } from '../harness/house.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()
const sent = (body: object) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

test('敏感登记从没有到申请、批准、登记一个人、查看、申请导出；读不出来时说明白', { timeout: 180_000 }, async () => {
  const empty = await house.seat({ as: 'community05' })
  await empty.go('/sensitive')
  await empty.page.getByText('现在没有敏感登记').waitFor()
  await shoot(empty.page, 'sensitive-empty')
  const night = await house.seat({ as: 'community05', size: 'phone', scheme: 'dark' })
  await night.go('/sensitive')
  await night.page.getByText('现在没有敏感登记').waitFor()
  await shoot(night.page, 'sensitive-empty-phone-dark')

  const area = await ownCommunity()
  const { people } = await house.ask<{ people: { id: string; name: string }[] }>('duty', 'sensitive-readers?area=' + area)
  const { id: own } = await house.ask<{ id: string }>('duty', 'session')
  const expiresOn = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10)
  const form = { kind: 'release', areaPath: area, legalBasis: '《中华人民共和国监狱法》第三十七条：对刑满释放人员，当地人民政府帮助其安置生活；刑满释放人员丧失劳动能力又无法定赡养人、扶养人和基本生活来源的，由当地人民政府予以救济', purpose: '帮助刑满释放人员就业、落户', expiresOn, readers: people.filter(({ id }) => id === own).map(({ id }) => id) }
  const proposed = await house.ask<{ id: string }>('community01', 'sensitive-registers', sent(form))

  const duty = await house.seat({ as: 'duty' })
  await duty.go('/sensitive')
  await duty.page.getByText('等另一位同事批准').first().waitFor()
  await shoot(duty.page, 'sensitive-proposed')
  const card = duty.page.getByRole('article', { name: '刑满释放、安置帮教人员' }).first()
  await card.getByRole('button', { name: '批准或不批准' }).click()
  await duty.page.getByRole('dialog').getByLabel('批准', { exact: true }).check()
  await duty.page.getByRole('dialog').getByRole('button', { name: '确定' }).click()
  await card.getByRole('button', { name: '查看内容' }).click()
  await duty.page.getByRole('dialog').getByLabel('用途').fill('走访前了解')
  await duty.page.getByRole('dialog').getByRole('button', { name: '查看' }).click()
  await duty.page.getByText('还没有登记人').waitFor()
  await shoot(duty.page, 'sensitive-content-empty')
  const { persons } = await house.ask<{ persons: { id: string }[] }>('community01', `persons?area=${area}&limit=3`)
  for (const [at, { id }] of persons.entries()) await house.ask('duty', `sensitive-registers/${proposed.id}/entries`, sent({ personId: id, note: at === 0 ? '帮教期到 2026 年 7 月；在家具厂上班，每月 5 日到司法所报到，家里老人知道情况，上门请先打电话，不要在楼道里谈' : '帮教期到 2026 年 9 月' }))
  await duty.go('/sensitive')
  await card.getByRole('button', { name: '查看内容' }).click()
  await duty.page.getByRole('dialog').getByLabel('用途').fill('走访前了解')
  await duty.page.getByRole('dialog').getByRole('button', { name: '查看' }).click()
  await duty.page.getByText('帮教期到 2026 年 9 月').first().waitFor()
  await shoot(duty.page, 'sensitive-content')
  await duty.page.getByRole('dialog').getByRole('button', { name: '关闭' }).filter({ hasText: '关闭' }).click()
  await card.getByRole('button', { name: '申请导出' }).click()
  await duty.page.getByRole('dialog').getByText('也要另一位同事批准').waitFor()
  await shoot(duty.page, 'sensitive-export')
  await duty.page.getByRole('dialog').getByLabel('用途').fill('向司法所核对名册')
  await duty.page.getByRole('dialog').getByRole('button', { name: '提交申请' }).click()
  await duty.page.getByText('等另一位同事批准').first().waitFor()
  await duty.page.getByText(/法律依据：《中华人民共和国监狱法》/u).first().waitFor()
  await shoot(duty.page, 'sensitive-export-waiting')

  const phone = await house.seat({ as: 'duty', size: 'phone', scheme: 'dark' })
  await phone.go('/sensitive')
  await phone.page.getByRole('button', { name: '查看内容' }).first().waitFor()
  await shoot(phone.page, 'sensitive-phone-dark')
  await phone.page.getByRole('button', { name: '查看内容' }).first().click()
  await phone.page.getByRole('dialog').getByLabel('用途').fill('走访前了解')
  await phone.page.getByRole('dialog').getByRole('button', { name: '查看' }).click()
  await phone.page.getByText('帮教期到 2026 年 9 月').first().waitFor()
  await shoot(phone.page, 'sensitive-content-phone-dark')
  expect(await phone.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)

  const broken = await house.seat({ as: 'duty', expected: [500] })
  await broken.page.route('**/api/v1/sensitive-registers', (route) => route.fulfill({ status: 500, contentType: 'application/json', body: JSON.stringify({ error: { code: 'internal', message: '系统繁忙，请稍后再试；若一直如此，请把编号 01a2 告诉管理员。', requestId: '01a2' } }) }))
  await broken.go('/sensitive')
  await broken.page.getByText('系统繁忙').waitFor()
  await shoot(broken.page, 'sensitive-error')
})

test('单位没有位置的，在图上标出来；部件的位置在图上改；卡片上写着手工标注，历史里有', { timeout: 120_000 }, async () => {
  const area = await ownCommunity()
  const { card } = await house.ask<{ card: { id: string } }>('community01', 'pool/organisation', sent({ areaPath: area, source: 'visit', values: { name: '葵花书屋', kind: 'shop' } }))
  const { page, go } = await house.seat({ as: 'community01' })
  await go(`/registers?of=organisation&at=${card.id}`)
  await page.getByText('还没有位置').waitFor()
  await shoot(page, 'place-none')
  await page.getByRole('button', { name: '标出位置' }).click()
  await shoot(page, 'place-dialog')
  const { parts } = await house.ask<{ parts: { code: string; point: { lon: number; lat: number } }[] }>('community01', `parts?area=${area}&limit=1`)
  await go(`/registers?of=part&at=${parts[0]?.code}`)
  await page.getByRole('button', { name: '改位置' }).click()
  const dialog = page.getByRole('dialog')
  await pickOnMap(page)
  await dialog.locator('.place-word strong').waitFor()
  await shoot(page, 'place-part-picked')
  await dialog.getByRole('button', { name: '保存' }).click()
  await page.getByText('手工标注 ·').first().waitFor()
  await shoot(page, 'place-part-saved')
})

/** The community that community01 works for. */
async function ownCommunity(): Promise<string> {
  const { houses } = await house.ask<{ houses: { areaPath: string }[] }>('community01', 'houses?limit=1')
  return (houses[0]?.areaPath ?? '').split('.').slice(0, 3).join('.')
}

/** A click a little beside the middle of the map in the dialog. */
async function pickOnMap(page: Page): Promise<void> {
  const map = page.getByRole('dialog').locator('.map-box[data-painted]')
  await map.waitFor({ timeout: 60_000 })
  const box = await map.boundingBox()
  if (!box) throw new Error('the map has no place on the page')
  await page.mouse.click(box.x + box.width / 2 + 70, box.y + box.height / 2 + 40)
}
