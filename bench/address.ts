import { buildStreet, noisyAddresses } from '@yihu/town'
import { createAreaIndex, storedOf } from '../apps/server/src/platform/areas/index.ts'
import { median } from './figures.ts'
import type { Figure } from './figures.ts'

const [COUNT, ROUNDS] = [20_000, 5]

/** Addresses of the street in many ways of writing, resolved a second of processor time. */
export async function benchAddress(): Promise<Figure[]> {
  const street = buildStreet()
  const { resolveAddress } = createAreaIndex(storedOf(street.areas))
  const texts = [...noisyAddresses(street, { count: COUNT })].map(({ text }) => text)
  for (const text of texts) resolveAddress(text)
  const rates = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage()
    for (const text of texts) resolveAddress(text)
    const { user, system } = process.cpuUsage(before)
    return COUNT / ((user + system) / 1e6)
  })
  return Promise.resolve([{ id: 'address.resolve', what: `addresses a second of processor time, ${COUNT} noisy ones of the whole street`, value: median(rates), unit: '/s', bar: { atLeast: 5000 } }])
}
