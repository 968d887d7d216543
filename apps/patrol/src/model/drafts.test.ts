import { expect, test } from 'vitest'
import { draftAt, draftLines, draftPhotos, draftTitle, reportAgain } from './drafts.ts'

const draft = (values: Readonly<Record<string, unknown>>, photos: readonly string[] = []) => ({ values, photos, changedAt: 0 })

test('没写完的都找得到原来那一页：走访按“哪一项、哪一户”，案件按编号，检查按表', () => {
  expect(['visit/monthly-visit/019e', 'case/019e/reply', 'check/4x24', 'report'].map((key) => draftAt(key))).toEqual([
    { kind: 'visit', id: 'monthly-visit/019e' }, { kind: 'case', id: '019e' }, { kind: 'check', id: '4x24' }, { kind: 'report', id: '' },
  ])
})

test('那一户、那张表不在手机里了，写的话、选的答案、拍的照片还看得全', () => {
  const visit = draft({ result: 'nobody', notes: '敲门没人应', checked: '', item: { routineName: '每月必访', subject: { label: '3单元101室' } } }, ['一'])
  expect([draftTitle('visit/monthly/1', visit), draftLines(visit), draftPhotos(visit)]).toEqual(['走访：每月必访 · 3单元101室', ['没人', '敲门没人应'], ['一']])
  const list = { name: '雨污分流', items: [{ id: 'a', kind: 'yes-no', text: '井盖完好' }, { id: 'b', kind: 'number', text: '水深', unit: '厘米' }] }
  const check = draft({ list, label: '北侧工地', answers: { a: { value: 'no', note: '缺一块', photos: ['甲'] }, b: { value: 3, note: '', photos: ['乙'] }, c: { value: '', note: '', photos: [] } } })
  expect([draftTitle('check/x', check), draftLines(check), draftPhotos(check)]).toEqual(['检查：雨污分流', ['北侧工地', '井盖完好：否，缺一块', '水深：3 厘米'], ['甲', '乙']])
})

test('没被接受的上报改一改，地点还是原来报的，不变成人现在站的地方', () => {
  expect(reportAgain({ text: '井盖破损', lon: 118.3, lat: 36.81, files: ['photo:1'] })).toEqual({ text: '井盖破损', place: { spot: { lon: 118.3, lat: 36.81 }, label: '原来报的位置' } })
  expect(reportAgain({ text: '井盖破损', code: 'ABCD2345' })).toEqual({ text: '井盖破损', code: 'ABCD2345', place: { spot: null, label: '原来没有定位' } })
})
