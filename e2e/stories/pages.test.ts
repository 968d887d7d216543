import { expect, test } from 'vitest'
import { useHouse } from '../harness/house.ts'
import { seriousFaults, overflow, settled } from '../harness/judge.ts'
import { shoot } from '../harness/shots.ts'

const house = useHouse()

test('try', async () => {
  const { page, go } = await house.seat({ as: 'duty' })
  await go('/')
  await page.waitForURL(/desk/)
  await settled(page)
  await shoot(page, 'desk')
  expect(await overflow(page)).toBe(0)
  expect(await seriousFaults(page)).toEqual([])
})
