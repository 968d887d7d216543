import { expect, test } from 'vitest'
import type { CaseDetail, FileRef } from '@yihu/contracts'
import { beforeOf, shotsOf } from './gallery.ts'

const file = (id: string, kind: FileRef['kind'] = 'image'): FileRef => ({ id, kind, mediaType: 'image/webp', name: id, bytes: 1, width: 4, height: 3, url: id, thumbnailUrl: null })
const line = (id: string, at: string, title: string, files: FileRef[]) => ({ id, at, title, files, kind: '', text: '', by: null, from: null, to: null })
const timeline: CaseDetail['timeline'] = [
  line('3', '2026-05-08T10:00:00Z', '回复', [file('after')]),
  line('1', '2026-05-07T10:00:00Z', '居民报事登记', [file('one'), file('two'), file('order.pdf', 'document')]),
]

test('pictures stand in the order of the story, papers stay out', () => {
  expect(shotsOf({ timeline }).map(({ id, moment }) => `${moment} ${id}`)).toEqual(['居民报事登记 one', '居民报事登记 two', '回复 after'])
})

test('a later picture is compared with how it was at first; the first ones with nothing', () => {
  const shots = shotsOf({ timeline })
  expect(beforeOf(shots, 'after')?.id).toBe('one')
  expect(beforeOf(shots, 'two')).toBeNull()
})
