import { expect, test } from 'vitest'
import { errorOf } from '@yihu/client'
import { enqueue } from '@yihu/domain'
import type { Outbox } from '@yihu/domain'
import { batchOf, withPhotos } from './batch.ts'

const photo = (n: number) => `00000000-0000-7000-8000-00000000000${n}`
const report = (id: string, photos: readonly number[]) => ({ id, kind: 'case.report', at: '2026-05-07T02:00:00Z', key: null, body: { text: id, files: photos.map((n) => `photo:${photo(n)}`) } })
const ids = (outbox: Outbox) => outbox.map(({ id }) => id)
const outbox = [report('先拍的', [1]), report('再拍的', [2]), report('后写的', [])].reduce<Outbox>(enqueue, [])

/** A server that does not take photo 1: with this status, 0 for a connection that breaks. */
const failing = (status: number) => (wanted: readonly string[]) => wanted.includes(photo(1)) ? Promise.reject(errorOf(status, null)) : Promise.resolve(new Map(wanted.map((id) => [id, `f${id}`])))

test('只有文字的先走，不等照片；照片再一条一条跟上', () => {
  expect([batchOf(outbox, 0), batchOf(outbox.slice(0, 2), 0)].map(({ items, isPictured }) => [ids(items), isPictured])).toEqual([[['后写的'], false], [['先拍的', '再拍的'], true]])
})

test('一张照片传不上去只耽误它自己那一条；服务器不收的当场说明，断了线的别的等下一次，不算试过', async () => {
  const told = async (status: number) => {
    const { ready, fates, tried, isCut } = await withPhotos(outbox.slice(0, 2), failing(status))
    return [ids(ready), fates.map(({ id, outcome }) => `${id ?? ''} ${outcome}`), ids(tried), isCut]
  }
  expect(await told(503)).toEqual([['再拍的'], [], ['先拍的', '再拍的'], false])
  expect(await told(415)).toEqual([['再拍的'], ['先拍的 refused'], ['先拍的', '再拍的'], false])
  expect(await told(0)).toEqual([[], [], ['先拍的'], true])
  await expect(told(401)).rejects.toThrow('（401）')
})
