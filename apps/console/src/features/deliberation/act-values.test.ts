import { expect, it } from 'vitest'
import { actBody, housesOf } from './act-values.ts'

it('一行一户：后面的数是面积，户名里的数不是；时间带上街道的时区，同意不同意变成是非', () => {
  expect(housesOf('12号楼101 80.5\n\n 12号楼 1单元 102，95\n13号楼201')).toEqual([{ code: '12号楼101', squareMetres: 80.5 }, { code: '12号楼 1单元 102', squareMetres: 95 }, { code: '13号楼201', squareMetres: 0 }])
  expect(actBody('open-vote', { until: '2026-05-09T20:00' })).toEqual({ act: 'open-vote', until: '2026-05-09T20:00:00+08:00' })
  expect(actBody('answer-merge', { side: 'own', agrees: 'no', note: '电话' })).toEqual({ act: 'answer-merge', side: 'own', agrees: false, note: '电话' })
  expect(actBody('refuse', { reason: '已在计划里' })).toEqual({ act: 'refuse', reason: '已在计划里', isShown: false })
})
