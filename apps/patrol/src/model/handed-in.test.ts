import { expect, test } from 'vitest'
import { holdForm } from './form.ts'
import { checkOf, EMPTY_CHECK, EMPTY_REPORT, reportOf } from './handed-in.ts'
import type { Checklist } from '../store/phone.ts'

/** A form whose photo is being stored until `finish`. */
function storing<V extends Readonly<Record<string, unknown>>>(empty: V) {
  let finish = (): void => undefined
  const form = holdForm<V>({ empty, draft: undefined, newId: () => '新', keep: () => Promise.resolve('kept'), stored: () => new Promise<void>((resolve) => { finish = resolve }) })
  return { form, finish: () => finish() }
}

const here = { lon: 118.3, lat: 36.81 }
const picked = { spot: { lon: 118.4, lat: 36.9 }, label: '地图上选的点' }

test('点了提交、照片还在存时又改了地点、地址、分类：交上去的是改过的', async () => {
  const { form, finish } = storing(EMPTY_REPORT)
  form.set(() => ({ text: '井盖破损', address: '东门' }))
  const whole = form.whole()
  form.set(() => ({ place: picked, address: '西门', classCode: 'A011006', code: 'ABCD2345' }))
  form.setPhotos(() => ['甲'])
  finish()
  expect(reportOf(await whole, { spot: here, scanned: null })).toEqual({ text: '井盖破损', files: ['photo:甲'], ...picked.spot, address: '西门', classCode: 'A011006', code: 'ABCD2345' })
})

test('没有选过地点的上报记手机现在的位置；原来没有定位的改一改再交，不变成人现在站的地方', () => {
  const said = { values: { ...EMPTY_REPORT, text: ' 井盖破损 ' }, photos: [] }
  expect(reportOf(said, { spot: here, scanned: null })).toEqual({ text: '井盖破损', files: [], ...here })
  expect(reportOf({ ...said, values: { ...said.values, place: { spot: null, label: '原来没有定位' } } }, { spot: here, scanned: 'EFGH2345' })).toEqual({ text: '井盖破损', files: [], code: 'EFGH2345' })
})

const list = { id: '4x24', version: 3, subject: 'place', items: [{ id: 'a', kind: 'yes-no', text: '井盖完好', photo: 'no' }] } as unknown as Checklist // what the rules read of one

test('点了交检查表、照片还在存时改了检查的是哪里、在哪里：交上去的是改过的；还缺什么也按改过的说', async () => {
  const { form, finish } = storing({ ...EMPTY_CHECK, list })
  form.set(() => ({ label: '北侧工地', answers: { a: { value: 'yes', note: '', photos: [] } } }))
  const whole = form.whole()
  form.set(() => ({ label: '南侧工地', where: picked }))
  finish()
  const { values } = await whole
  expect(checkOf(values, null)).toEqual({ faults: {}, body: { listId: '4x24', version: 3, subject: { kind: 'place', label: '南侧工地', ...picked.spot }, answers: [{ itemId: 'a', value: 'yes', photos: [] }] } })
  expect([checkOf({ ...values, label: '' }, null), checkOf({ ...values, where: null }, null)].map(({ faults }) => faults['subject'])).toEqual(['请写明检查的是哪里', '还没有位置，请在地图上点一下'])
  const house = { ...values, list: { ...list, subject: 'house' as const } }
  expect(checkOf(house, here).faults['subject']).toBe('请选检查的对象')
  expect(checkOf({ ...house, subjectId: '019e', label: '某饭店', where: null }, here)).toMatchObject({ faults: {}, body: { subject: { id: '019e', label: '某饭店', ...here } } })
})
