import { hash } from 'node:crypto'
import type { Register } from '@yihu/domain'
import type { GridPopulation, Population, TownHousehold, TownOrganisation, TownPerson } from '@yihu/town'
import type { NewEntry } from '../platform/pool/index.ts'

/** An entry's place in its register: the same key gives the same id, so that what was handed over can still be referred to. */
export type IdOf = (key: string) => string

/** Ids (UUIDv7) that follow from seed, instant (epoch ms) and key. */
export function idsFrom(seed: string, at: number): IdOf {
  const time = at.toString(16).padStart(12, '0')
  return (key) => {
    const digest = hash('sha256', `${seed}/${key}`, 'hex')
    const variant = ((Number.parseInt(digest.charAt(15), 16) & 3) | 8).toString(16)
    return `${time.slice(0, 8)}-${time.slice(8)}-7${digest.slice(0, 3)}-${variant}${digest.slice(3, 6)}-${digest.slice(16, 28)}`
  }
}

const HOUSE_USES = { own: 'self', let: 'rented', empty: 'vacant' } as const
const ORGANISATION_KINDS: Readonly<Record<TownOrganisation['kind'], string>> = {
  'party-committee': 'party', 'general-branch': 'party', 'grid-branch': 'party', 'building-group': 'party', shop: 'shop', enterprise: 'enterprise', 'property-firm': 'property',
  'owners-committee': 'owners-committee', 'renewal-committee': 'renewal-committee', 'alliance-unit': 'alliance', school: 'school',
}
const PARTY_LEVELS: Readonly<Partial<Record<TownOrganisation['kind'], string>>> = { 'party-committee': '1', 'general-branch': '2', 'grid-branch': '3', 'building-group': '4' }
/** Trades whose shops are among the nine kinds of small places (九小场所). */
const SMALL_PLACES: ReadonlySet<string | null> = new Set(['餐饮', '教育培训', '住宿', '休闲娱乐', '医疗诊所'])
const PERSON_TAGS: Readonly<Record<TownPerson['tags'][number], string>> = { 独居老人: 'elder-alone', 空巢老人: 'empty-nest', 高龄老人: 'very-old', 残疾人: 'disabled', 低保: 'allowance', 退役军人: 'veteran' }
const PLATE_KINDS = { car: '02', 'new-energy': '52', van: '02' } as const

/** A grid's entries, register by register, in the order in which they refer to one another. */
export function entriesOfGrid(grid: GridPopulation, idOf: IdOf): readonly (readonly [Register, NewEntry[]])[] {
  const posts = Map.groupBy(grid.posts, ({ personKey }) => personKey)
  const tagsOf = (person: TownPerson): string[] => [
    ...new Set((posts.get(person.key) ?? []).flatMap(({ role }) => (role === 'building-chief' || role === 'centre-household' ? [role] : []))), ...person.tags.map((tag) => PERSON_TAGS[tag]),
  ]
  return [
    ['house', grid.houses.map(({ code, buildingPath, unit, floor, room, use, address }) => ({
      id: idOf(code), areaPath: buildingPath, values: { code, unit: String(unit), room, floor, use: HOUSE_USES[use], address },
    }))],
    ['household', grid.households.map(({ key, houseCode, areaPath, kind, members }) => ({
      id: idOf(key), areaPath, houseId: idOf(houseCode), values: { kind: 'family', number: key.slice(-12) },
      tags: [...(kind === 'elder-alone' ? ['single-elder'] : []), ...(members.some(({ tags }) => tags.includes('低保')) ? ['low-income'] : [])],
    }))],
    ['person', grid.households.flatMap(({ areaPath, members }) => members.map((person) => ({ id: idOf(person.key), areaPath, values: personValues(person), tags: tagsOf(person) })))],
    ['organisation', entriesOfOrganisations(grid.organisations, idOf)],
    ['vehicle', grid.vehicles.map(({ plate, kind, colour, areaPath }) => ({ id: idOf(plate), areaPath, values: { plate, plateKind: PLATE_KINDS[kind], colour } }))],
  ]
}

function personValues({ name, idNumber, birth, sex, ethnicity, marriage, education, politics, residence, occupation, phone, origin }: TownPerson): Record<string, string | undefined> {
  return {
    name, idType: '111', idNumber, birth, sex, ethnicity, marital: marriage, education, political: politics, residence, occupation, domicile: origin, ...(phone === null ? {} : { phone }),
  }
}

/** Organisations as entries of the pool. */
export function entriesOfOrganisations(organisations: readonly TownOrganisation[], idOf: IdOf): NewEntry[] {
  return organisations.map(({ key, kind, name, creditCode, areaPath, address, point, business }) => ({
    id: idOf(key), areaPath, ...(point && { lon: point[0], lat: point[1] }),
    values: { kind: ORGANISATION_KINDS[kind], name, creditCode, partyLevel: PARTY_LEVELS[kind], industry: business, address },
    tags: kind === 'shop' ? [...(business === '餐饮' ? ['food'] : []), ...(SMALL_PLACES.has(business) ? ['nine-small'] : [])] : [],
  }))
}

/** The head of a household with everybody in it, and how they stand to the flat. */
export function homeRoles({ members }: TownHousehold): readonly { readonly person: TownPerson; readonly kin: string; readonly stay: string }[] {
  const isLet = members[0]?.residence === 'floating'
  return members.map((person, at) => ({
    person, kin: person.relation === '99' ? '90' : person.relation,
    stay: person.relation === '99' ? 'tenant' : at > 0 ? 'family' : isLet ? 'tenant' : 'owner',
  }))
}

/** Facilities as places of the base map. */
export function facilityFeatures({ facilities }: Population): { id: string; kind: string; name: string; geometry: { type: string; coordinates: readonly number[] }; attrs: Record<string, unknown> }[] {
  return facilities.filter(({ kind }) => kind !== 'park').map(({ key, kind, name, areaPath, point, attrs }) => ({
    id: key, kind: 'place', name, geometry: { type: 'Point', coordinates: point }, attrs: { class: kind === 'car-park' ? 'parking' : kind, areaPath, address: name, ...attrs },
  }))
}
