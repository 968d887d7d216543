import type { Random } from '../random.ts'

/** Things with how often they come up. */
export type Weighted<T> = readonly (readonly [value: T, weight: number])[]

const totals = new WeakMap<Weighted<unknown>, number>()

/** One of the values, each as often as its weight says. @throws RangeError on an empty list. */
export function pickWeighted<T>(random: Random, items: Weighted<T>): T {
  const total = totals.get(items) ?? items.reduce((sum, [, weight]) => sum + weight, 0)
  totals.set(items, total)
  let rest = random.next() * total
  const found = items.find(([, weight]) => (rest -= weight) < 0) ?? items.at(-1)
  if (!found) throw new RangeError('cannot pick from an empty list')
  return found[0]
}

/** `count` of the items, the likelier the heavier, in their order (Efraimidis and Spirakis). */
export function drawWeighted<T>(random: Random, items: readonly T[], { count, weight }: { count: number; weight: (item: T) => number }): T[] {
  const keyed = items.map((item, index) => ({ item, index, key: -Math.log(1 - random.next()) / weight(item) }))
  return keyed.sort((a, b) => a.key - b.key).slice(0, count).sort((a, b) => a.index - b.index).map(({ item }) => item)
}
