import { expect, test } from 'vitest'
import { allStored, putInto, TooLate, whileStoring, within } from './storing.ts'

test('一张照片一直存不好：到时候放弃，说没有加上；等它的表不再等', async () => {
  const said: string[] = []
  const stuck = within(new Promise<string>(() => undefined), 1)
  whileStoring(stuck.then(() => undefined, (error: unknown) => { said.push(error instanceof TooLate ? '放弃' : '别的错') }))
  await allStored()
  expect(said).toEqual(['放弃'])
  await expect(within(Promise.resolve('存好了'), 60_000)).resolves.toBe('存好了')
})

test('前一批照片还在存，又选了一批：加到最多那么多张为止，多出来的不加', () => {
  let photos: readonly string[] = ['一', '二', '三', '四']
  const isIn = ['五', '六', '七', '八'].map((id) => putInto((next) => { photos = next(photos) }, { id, most: 6 }))
  expect([isIn, photos]).toEqual([[true, true, false, false], ['一', '二', '三', '四', '五', '六']])
})
