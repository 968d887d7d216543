import { expect, test } from 'vitest'
import { holdForm } from './form.ts'
import type { HeldForm, Kept } from './form.ts'
import type { Draft } from '../store/phone.ts'

type Values = { text: string; answers: Readonly<Record<string, readonly string[]>> }

/** A form of one page; what is kept of it is the phone's, which tells the other pages. */
function opened({ draft, stored = () => Promise.resolve(), keeps = 'kept' }: { draft?: Draft | undefined; stored?: () => Promise<void>; keeps?: Kept } = {}) {
  const kept: (Draft | null)[] = []
  let ids = 0
  const form: HeldForm<Values> = holdForm<Values>({
    empty: { text: '', answers: {} }, draft, stored, newId: () => `新${(ids += 1)}`,
    keep: (one) => {
      kept.push(one)
      return Promise.resolve(keeps)
    },
  })
  return { form, kept }
}

test('照片还在存就点了提交：等照片存好了才交，照片一张不少；同时存好的两项各在各的题下', async () => {
  let finish = (): void => undefined
  const { form } = opened({ stored: () => new Promise<void>((resolve) => { finish = resolve }) })
  form.set(() => ({ text: '井盖破损' }))
  const whole = form.whole()
  form.setPhotos((photos) => [...photos, '正面'])
  form.setPhotos((photos) => [...photos, '侧面'])
  for (const item of ['通道', '插座']) form.set(({ answers }) => ({ answers: { ...answers, [item]: [...(answers[item] ?? []), '照片'] } }))
  finish()
  expect(await whole).toMatchObject({ values: { text: '井盖破损', answers: { 通道: ['照片'], 插座: ['照片'] } }, photos: ['正面', '侧面'] })
})

test('离开那一页以后才存好的照片也在没写完的里面，马上存下，不等人再打字', () => {
  const { form, kept } = opened()
  form.set(() => ({ text: '说到一半' }))
  form.setPhotos((photos) => [...photos, '晚到的'])
  expect(kept).toMatchObject([{ values: { text: '说到一半' }, photos: ['晚到的'] }])
})

test('点两下只交一次；手机满了没存下，还能再交；没写完的只在交成以后才去掉', async () => {
  const { form, kept } = opened()
  const handed: string[] = []
  const hand = (answer: Kept) => (id: string) => {
    handed.push(id)
    return Promise.resolve(answer)
  }
  expect(await form.handIn(hand('full'))).toBe('full')
  expect(await Promise.all([form.handIn(hand('kept')), form.handIn(hand('kept'))])).toEqual(['kept', 'again'])
  expect([handed, kept]).toEqual([['新1', '新1'], [null]])
})

test('刚打完字就交：先存好没写完的再交，没交成的那句话不会被随后存下的冲掉', async () => {
  const { form, kept } = opened()
  form.set(() => ({ text: '刚打完' }))
  expect(await form.handIn(() => Promise.resolve(kept.length === 1 ? 'full' : 'kept'))).toBe('full')
  expect(kept).toMatchObject([{ values: { text: '刚打完' } }])
})

test('同一张表开在两个页面：没在打字的跟着另一边变；正在打的不被冲掉；另一边交了，这边正写的另算一份', () => {
  const draft: Draft = { id: '甲', values: { text: '东门' }, photos: ['一'], changedAt: 1 }
  const { form, kept } = opened({ draft })
  form.adopt({ ...draft, values: { text: '东门和西门' }, changedAt: 2 })
  expect(form.content()).toMatchObject({ id: '甲', values: { text: '东门和西门' }, photos: ['一'] })
  form.set(() => ({ text: '正在写北门' }))
  form.adopt({ ...draft, values: { text: '旧的' }, changedAt: 3 })
  expect(form.content()).toMatchObject({ id: '甲', values: { text: '正在写北门' } })
  form.adopt(undefined)
  expect(form.content()).toMatchObject({ id: '新1', values: { text: '正在写北门' } })
  form.flush()
  expect(kept).toMatchObject([{ id: '新1', values: { text: '正在写北门' } }])
  form.adopt(undefined)
  expect(form.content()).toMatchObject({ id: '新2', values: { text: '' }, photos: [] })
})
