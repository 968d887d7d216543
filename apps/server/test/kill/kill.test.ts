import { expect, it } from 'vitest'
import { killRounds } from './rounds.ts'

it('在忙的时候拔掉服务器：答应过的诉求、操作、照片一件不少、一件不多，链完好', async () => {
  const { faults, appeals } = await killRounds({ rounds: 1, log: () => undefined })
  expect(faults).toEqual([])
  expect(appeals).toBeGreaterThan(3)
}, 180_000)
