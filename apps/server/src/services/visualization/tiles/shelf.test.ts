import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { createShelf } from './shelf.ts'

it('书架装得下多少就留多少，最久没用的先走；忘掉以后，忘之前开始的读数不给后来的人', async () => {
  const shelf = createShelf<string>({ most: 10, weigh: ({ length }) => length })
  const ask = (key: string, value: string, now = 0) => shelf.get({ group: 'cases', key, now, freshMs: 100 }, async () => value)
  expect(await ask('a', 'xxxx')).toBe('xxxx')
  expect(await ask('a', 'new')).toBe('xxxx')
  expect(await ask('a', 'aged', 100)).toBe('aged')
  await ask('b', 'yyyy', 100)
  await ask('a', '', 100)
  await ask('c', 'zzzz', 100)
  expect(shelf.weight).toBe(8)
  expect(await ask('b', 'gone', 100), 'b was used longest ago').toBe('gone')
  expect(await ask('c', '', 100)).toBe('zzzz')
  shelf.grow({ group: 'cases', key: 'c' }, 20)
  expect(shelf.weight, 'grown beyond the bound').toBe(0)

  let end: (value: string) => void = () => {}
  const slow = shelf.get({ group: 'cases', key: 'slow', now: 0, freshMs: 100 }, () => new Promise((resolve) => { end = resolve }))
  shelf.forget('cases')
  const later = ask('slow', 'after')
  end('before')
  expect([await slow, await later]).toEqual(['before', 'after'])
  await expect(shelf.get({ group: 'cases', key: 'bad', now: 0, freshMs: 100 }, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await ask('bad', 'good')).toBe('good')
})

it('书架放下的，看着它的人也不替它留着', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void // as the flag makes it
  const shelf = createShelf<{ readonly words: string }>({ most: 10, weigh: () => 1 })
  const place = { group: 'cases', key: 'a', freshMs: 100 }
  const watched = async () => {
    const value = await shelf.get({ ...place, now: 0 }, async () => ({ words: 'xxxx' }))
    return { isHeld: shelf.watch(place, value), value: new WeakRef(value) }
  }
  const { isHeld, value } = await watched()
  expect([isHeld(0), isHeld(100)]).toEqual([true, false])
  shelf.forget()
  expect(isHeld(0)).toBe(false)
  await sleep(0)
  collect()
  expect(value.deref()).toBeUndefined()
  const other = { words: 'never held' }
  expect(shelf.watch(place, other)(0)).toBe(false)
})
