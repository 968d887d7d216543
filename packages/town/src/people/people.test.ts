import { isResidentId, isSocialCreditCode } from '@yihu/domain'
import { describe, expect, it } from 'vitest'
import { buildNeighbour } from '../neighbour.ts'
import type { GridPopulation, TownHousehold, TownOrganisation, TownPerson } from '../people-types.ts'
import { buildStreet } from '../street.ts'
import { populate } from './populate.ts'

const street = buildStreet()
const population = populate(street)
const grids = [...population.grids()]
const all = <K extends Exclude<keyof GridPopulation, 'gridPath'>>(what: K) => grids.flatMap((grid): GridPopulation[K][number][] => [...grid[what]])
const households: readonly TownHousehold[] = all('households')
const people = households.flatMap(({ members }) => members)
const organisations: readonly TownOrganisation[] = [...population.organisations, ...all('organisations')]
const posts = all('posts')
const contacts = all('contacts')

const ageOf = ({ birth }: TownPerson): number => {
  const [year = 0, month = 1, day = 1] = birth.split('-').map(Number)
  return 2026 - year - (month === 1 && day === 1 ? 0 : 1)
}
const count = <T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> => Object.fromEntries([...Map.groupBy(items, keyOf)].map(([key, own]) => [key, own.length]))
const share = (test: (person: TownPerson) => boolean): number => people.filter(test).length / people.length

/** A grown-up head, one spouse of the other sex, parents at least twenty years older than their children. */
function isPlausible({ members: [head, ...others] }: TownHousehold): boolean {
  if (!head || head.relation !== '02' || ageOf(head) < 18) return false
  return others.every((one) => {
    if (one.relation === '10') return one.sex !== head.sex && head.marriage === '20' && one.marriage === '20'
    if (one.relation === '50') return ageOf(one) - ageOf(head) >= 20
    return !['20', '30'].includes(one.relation) || ageOf(head) - ageOf(one) >= 20
  })
}

describe('街道的人口', () => {
  it('户数、人口、党员、商铺、企业和各级网络与资料一致', () => {
    expect([households.length, people.length, people.filter(({ politics }) => politics === '01').length]).toEqual([39_550, 73_000, 2600])
    expect(count(organisations, ({ kind }) => kind)).toEqual({
      'party-committee': 1, 'general-branch': 14, 'grid-branch': 113, 'building-group': 227, shop: 5600, enterprise: 40, 'property-firm': 12,
      'owners-committee': 28, 'renewal-committee': 35, 'alliance-unit': 95, school: 6,
    })
    expect(count(posts, ({ role }) => role)).toEqual({ secretary: 113, 'group-leader': 227, 'building-chief': 407, 'centre-household': 625, member: 2600 })
    expect(new Set(posts.filter(({ role }) => role === 'secretary').map(({ personKey }) => personKey)).size).toBe(65)
    expect(count(population.facilities, ({ kind }) => kind)).toEqual({ 'car-park': 44, 'waste-house': 71, park: 10 })
    expect(population.facilities.filter(({ attrs }) => attrs.isConnected).length).toBe(24)
    expect(population.facilities.filter(({ attrs }) => attrs.isNew).length).toBe(16)
  })

  it('每栋楼的户数和人口就是区域里写的，一户一套房，空房没有人', () => {
    const buildings = street.areas.filter((area) => area.level === 'building')
    const homes = Map.groupBy(households, ({ areaPath }) => areaPath)
    const found = buildings.map(({ path }) => [homes.get(path)?.length, homes.get(path)?.reduce((sum, { members }) => sum + members.length, 0)])
    expect(found).toEqual(buildings.map(({ attrs }) => [attrs.households, attrs.residents]))
    const houses = all('houses')
    expect(new Set(houses.map(({ code }) => code)).size).toBe(houses.length)
    const livedIn = new Set(households.map(({ houseCode }) => houseCode))
    expect(livedIn.size).toBe(households.length)
    expect(houses.filter(({ code, use }) => livedIn.has(code) === (use === 'empty'))).toEqual([])
  })

  it('年龄、性别、民族、流动人口的构成像一条真的街道', () => {
    expect(share((one) => ageOf(one) < 15)).toBeGreaterThan(0.08)
    expect(share((one) => ageOf(one) < 15)).toBeLessThan(0.17)
    expect(share((one) => ageOf(one) >= 60)).toBeGreaterThan(0.19)
    expect(share((one) => ageOf(one) >= 60)).toBeLessThan(0.28)
    expect(Math.max(...people.map(ageOf))).toBeLessThan(105)
    expect(share(({ sex }) => sex === '1')).toBeGreaterThan(0.46)
    expect(share(({ sex }) => sex === '1')).toBeLessThan(0.51)
    expect(share((one) => one.sex === '2' && ageOf(one) >= 80)).toBeGreaterThan(share((one) => one.sex === '1' && ageOf(one) >= 80))
    expect(share(({ ethnicity }) => ethnicity === '01')).toBeGreaterThan(0.97)
    expect(share(({ residence }) => residence === 'floating')).toBeGreaterThan(0.1)
    expect(new Set(people.map(({ name }) => name)).size).toBeGreaterThan(20_000)
  })

  it('每户有户主，父母比子女大至少二十岁，未成年人不独住，夫妻不同性', () => {
    expect(households.filter((household) => !isPlausible(household))).toEqual([])
    expect(people.filter((one) => (ageOf(one) < 20 && one.marriage !== '10') || (ageOf(one) < 16 && !['31', '90'].includes(one.occupation)) || (one.politics === '01' && ageOf(one) < 18))).toEqual([])
  })

  it('证件号码校验正确、不重复、地区不存在，号码里的性别和生日与登记一致；电话和车牌不会是真的', () => {
    expect(new Set(people.map(({ idNumber }) => idNumber)).size).toBe(73_000)
    const wrong = people.filter(({ idNumber, birth, sex, phone }) =>
      !isResidentId(idNumber, '2026-01-02') || idNumber.slice(0, 14) !== `999999${birth.replaceAll('-', '')}` || Number(idNumber[16]) % 2 !== Number(sex) % 2
      || (phone !== null && !/^1005\d{7}$/.test(phone)))
    expect(wrong).toEqual([])
    const codes = organisations.flatMap(({ creditCode }) => creditCode ?? [])
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes.every(isSocialCreditCode)).toBe(true)
    const plates = all('vehicles').map(({ plate }) => plate)
    expect(new Set(plates).size).toBe(plates.length)
    expect(plates.filter((plate) => !/^鲁CD?I/.test(plate))).toEqual([])
  })

  it('六级挂包从街道干部到群众逐级相接，有百分之三左右的户还没有人联系', () => {
    expect(count(contacts.filter(({ level }) => level < 5), ({ level }) => String(level))).toEqual({ 1: 14, 2: 113, 3: 227, 4: 625 })
    const keys = new Set(people.map(({ key }) => key))
    const members = new Set(posts.filter(({ role }) => role === 'member').map(({ personKey }) => personKey))
    expect(contacts.filter(({ personKey, to }) => !members.has(personKey) || (to.kind === 'person' && !keys.has(to.key)))).toEqual([])
    const linked = new Set(contacts.filter(({ level }) => level === 6).map(({ to }) => to.key))
    expect(1 - linked.size / households.length).toBeGreaterThan(0.02)
    expect(1 - linked.size / households.length).toBeLessThan(0.04)
  })

  it('同一个种子得到同样的人；旁边的街道一样大，代码、人和证件号码都不同', () => {
    const [first] = populate(street).grids()
    expect(first).toEqual(grids[0])
    const neighbour = buildNeighbour(12)
    const [other] = neighbour.population.grids()
    expect(neighbour.areas.filter(({ level }) => level === 'building').length).toBe(676)
    expect(other?.gridPath).toMatch(/^d370305\.s512\./)
    expect(other?.households[0]?.members[0]?.idNumber).toMatch(/^999987/)
    expect(other?.houses[0]?.code).toMatch(/^370305512/)
  })
})
