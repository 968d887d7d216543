import { expect, test } from 'vitest'
import { placeText } from './place.ts'

test('a place is short: community and address, nothing twice', () => {
  const areaName = '桑家社区 / 桑家社区第4网格 / 粮食局生活区 / 5号楼'
  expect(placeText({ areaName, address: '牛山路102号5号楼' })).toBe('桑家社区 · 牛山路102号5号楼')
  expect(placeText({ areaName, address: '桑家社区活动室' })).toBe('桑家社区活动室')
  expect(placeText({ areaName, address: null })).toBe(areaName)
})
