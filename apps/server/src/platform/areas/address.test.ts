import { describe, expect, it } from 'vitest'
import { buildStreet, foreignAddresses, noisyAddresses } from '@yihu/town'
import { createAddressResolver } from './address.ts'
import { createAreaIndex } from './area-index.ts'
import { storedOf } from './town.ts'
import type { StoredArea } from './area.ts'

function area(code: string, level: StoredArea['level'], given: Partial<StoredArea>): StoredArea {
  return { code, level, parent: null, path: code, name: code, address: null, aliases: [], point: null, geometry: null, attrs: {}, validFrom: '2021-01-01', validTo: null, ...given }
}

const areas = [
  area('s', 'street', { name: '雪宫街道' }),
  area('c1', 'community', { path: 's.c1', name: '桑家社区' }),
  area('e1', 'estate', { path: 's.c1.e1', parent: 'c1', name: '锦绣花园', aliases: ['老锦绣'], address: '临淄区雪宫街道桓公路31号锦绣花园' }),
  area('b1', 'building', { path: 's.c1.e1.b1', parent: 'e1', name: '1号楼', address: '临淄区雪宫街道桓公路31号锦绣花园1号楼' }),
  area('b12', 'building', { path: 's.c1.e1.b12', parent: 'e1', name: '12号楼' }),
  area('c2', 'community', { path: 's.c2', name: '胜辛社区' }),
  area('e2', 'estate', { path: 's.c2.e2', parent: 'c2', name: '锦绣花园', address: '临淄区雪宫街道牛山路8号锦绣花园' }),
  area('e3', 'estate', { path: 's.c2.e3', parent: 'c2', name: '胜辛小区一区', address: '临淄区雪宫街道牛山路30号胜辛小区一区' }),
]
const resolve = createAddressResolver(areas)

describe('地址', () => {
  it('同名小区在说出社区以前不能确定，并列出另一个', () => {
    const found = resolve('锦绣花园门口')
    expect(found?.confidence).toBeLessThan(0.5)
    expect(found?.alternatives).toHaveLength(1)
  })

  it('楼号能分开同名小区', () => {
    expect(resolve('锦绣花园十二号楼')).toMatchObject({ areaCode: 'b12', name: '锦绣花园12号楼' })
  })

  it('曾用名也找得到', () => {
    expect(resolve('老锦绣1号楼东边')).toMatchObject({ areaCode: 'b1' })
  })

  it('路名门牌找到小区，相邻的门牌只作参考', () => {
    expect(resolve('牛山路30号')).toMatchObject({ areaCode: 'e3', confidence: 0.9 })
    const near = resolve('雪宫街道牛山路26号附近')
    expect(near).toMatchObject({ areaCode: 'e3', name: '牛山路30号（与26号相邻）' })
    expect(near?.confidence).toBeLessThan(0.7)
    expect(resolve('牛山路999号')?.areaCode).not.toBe('e3')
  })

  it('说的是别处就不确定：外区的街道、没有的路、同名的小区', () => {
    for (const text of ['张店区科苑街道老锦绣1号楼', '济南市胜辛小区一区', '人民路88号老锦绣1号楼', '老锦绣99号楼']) expect(resolve(text)?.confidence ?? 0, text).toBeLessThan(0.58)
    expect(resolve('超市门口老锦绣1号楼')?.confidence).toBeGreaterThan(0.9)
  })

  it('整条街道的门牌换着写法来问：楼、单元九成八以上答对，房号九成五以上；别处的地址一个都不认', () => {
    const street = buildStreet()
    const index = createAreaIndex(storedOf(street.areas))
    const asked = [...noisyAddresses(street, { count: 1500, seed: 'test' })]
    const right = asked.map(({ text, buildingCode, unit, room }) => {
      const found = index.resolveAddress(text)
      const isUnit = found !== null && found.confidence >= 0.5 && found.areaCode === buildingCode && found.unit === unit
      return { isUnit, isRoom: isUnit && found.room === room }
    })
    expect(right.filter(({ isUnit }) => isUnit).length / asked.length).toBeGreaterThanOrEqual(0.98)
    expect(right.filter(({ isRoom }) => isRoom).length / asked.length).toBeGreaterThanOrEqual(0.95)
    expect([...foreignAddresses(street, { count: 500, seed: 'test' })].filter((text) => (index.resolveAddress(text)?.confidence ?? 0) >= 0.5)).toEqual([])
  })

  it('什么都没有说到就不猜', () => {
    expect(resolve('')).toBeNull()
    expect(resolve('你好，请问几点上班')).toBeNull()
  })
})
