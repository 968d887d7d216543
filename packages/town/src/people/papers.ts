import type { PersonTag, TownPerson } from '../people-types.ts'
import type { Random } from '../random.ts'
import type { Draft, HouseholdDraft } from './draft.ts'
import { drawGivenName, drawSurname } from './names.ts'
import { pickWeighted } from './weights.ts'
import type { Weighted } from './weights.ts'

/** All ages are counted on this day. */
export const CENSUS_DAY = '2026-01-01'
const [CENSUS_YEAR, DAY_MS] = [2026, 86_400_000]

const ETHNICITIES: Weighted<string> = [['01', 9890], ['03', 55], ['11', 22], ['02', 9], ['05', 6], ['08', 6], ['15', 5], ['07', 4], ['10', 3]]
const ORIGINS: Weighted<string> = [
  ['山东省滨州市', 14], ['山东省潍坊市', 14], ['山东省东营市', 9], ['山东省临沂市', 12], ['山东省德州市', 8], ['山东省菏泽市', 10], ['河南省商丘市', 8],
  ['河南省周口市', 6], ['河北省沧州市', 5], ['安徽省阜阳市', 4], ['黑龙江省绥化市', 4], ['甘肃省定西市', 2], ['四川省达州市', 2], ['山西省运城市', 2],
]
const ELSEWHERE = ['张店区', '淄川区', '博山区', '周村区', '桓台县', '高青县', '沂源县'] as const

/** Education (GB/T 4658) by the decade in which somebody was of the age to study. */
const EDUCATION: readonly (readonly [bornBefore: number, levels: Weighted<string>])[] = [
  [1945, [['90', 26], ['80', 40], ['70', 22], ['60', 8], ['30', 4]]],
  [1960, [['90', 5], ['80', 26], ['70', 38], ['60', 21], ['40', 5], ['30', 4], ['20', 1]]],
  [1975, [['80', 10], ['70', 40], ['60', 20], ['40', 11], ['30', 12], ['20', 7]]],
  [1990, [['80', 2], ['70', 24], ['60', 15], ['40', 13], ['30', 24], ['20', 20], ['10', 2]]],
  [2001, [['70', 9], ['60', 13], ['40', 12], ['30', 32], ['20', 30], ['10', 4]]],
  [2009, [['60', 34], ['40', 26], ['30', 24], ['20', 16]]],
]

/** Occupation (GB/T 2261.4) of people of working age. */
const WORK: Weighted<string> = [['24', 34], ['17', 24], ['54', 13], ['13', 10], ['51', 8], ['21', 4], ['11', 3], ['70', 8], ['27', 2]]
const TRAINED_WORK: Weighted<string> = [['24', 14], ['17', 32], ['54', 9], ['13', 24], ['51', 6], ['21', 7], ['11', 8], ['70', 4]]

interface Papers {
  readonly random: Random
  readonly idNumber: (birth: string, sex: '1' | '2') => string
  readonly householdKey: string
}

/** Gives everybody of a household a name, a birth date and papers. */
export function fillPapers(household: HouseholdDraft, { random, idNumber, householdKey }: Papers): TownPerson[] {
  const family = drawSurname(random)
  const residence = residenceOf(random, household)
  const origin = originOf(random, residence)
  const ethnicity = pickWeighted(random, ETHNICITIES)
  // The father's name goes on: with a wife at the head the children have her husband's.
  const isWifeHead = household.people[0]?.sex === '2' && household.people[1]?.relation === '10'
  const surnames = { family, fathers: isWifeHead ? drawSurname(random) : family }
  const given = new Set<string>()
  return household.people.map((draft, at): TownPerson => {
    const birth = birthOf(random, draft.age)
    const surname = draft.surname === 'own' ? drawSurname(random) : surnames[draft.surname]
    let name = surname + drawGivenName(random, draft.sex, Number(birth.slice(0, 4)))
    while (given.has(name)) name = surname + drawGivenName(random, draft.sex, Number(birth.slice(0, 4)))
    given.add(name)
    const education = educationOf(random, draft.age)
    const occupation = occupationOf(random, draft, education)
    return {
      key: `${householdKey}-${at + 1}`, name, sex: draft.sex, birth, idNumber: idNumber(birth, draft.sex), phone: phoneOf(random, draft.age), relation: draft.relation,
      marriage: draft.marriage, ethnicity: random.chance(0.97) ? ethnicity : '01', education, occupation,
      politics: draft.age >= 14 && draft.age <= 27 && random.chance(0.45) ? '03' : '13', residence, origin, tags: tagsOf(random, draft, household),
    }
  })
}

/** Of the census day, so that the age is reached by then and the next one is not. */
function birthOf(random: Random, age: number): string {
  const latest = Date.UTC(CENSUS_YEAR - age, 0, 1)
  return new Date(latest - random.int(0, 364) * DAY_MS).toISOString().slice(0, 10)
}

function residenceOf(random: Random, { kind, people }: HouseholdDraft): TownPerson['residence'] {
  const age = people[0]?.age ?? 40
  const floating = kind === 'flatmates' ? 0.72 : age < 37 ? 0.26 : age < 60 ? 0.11 : 0.03
  if (random.chance(floating)) return 'floating'
  return random.chance(kind === 'elder-alone' ? 0.08 : 0.2) ? 'separated' : 'local'
}

function originOf(random: Random, residence: TownPerson['residence']): string {
  if (residence === 'floating') return pickWeighted(random, ORIGINS)
  return `山东省淄博市${residence === 'separated' ? random.pick(ELSEWHERE) : '临淄区'}`
}

function phoneOf(random: Random, age: number): string | null {
  const share = age < 7 ? 0 : age < 14 ? 0.35 : age < 70 ? 0.97 : age < 85 ? 0.86 : 0.6
  return random.chance(share) ? `1005${String(random.int(0, 9_999_999)).padStart(7, '0')}` : null
}

function educationOf(random: Random, age: number): string {
  if (age < 16) return age < 13 ? '80' : '70'
  if (age < 19) return random.chance(0.62) ? '60' : '40'
  const born = CENSUS_YEAR - age
  return pickWeighted(random, (EDUCATION.find(([before]) => born < before) ?? EDUCATION.at(-1) ?? EDUCATION[0])?.[1] ?? [['70', 1]])
}

function occupationOf(random: Random, { age, sex }: Draft, education: string): string {
  if (age < 3) return '90'
  if (age < 16 || (age < 19 && random.chance(0.94)) || (age < 23 && Number(education) <= 30 && random.chance(0.75))) return '31'
  const retires = sex === '1' ? 60 : Number(education) <= 30 ? 55 : 50
  if (age >= retires) return random.chance(age < 66 ? 0.88 : 0.97) ? '80' : age < 70 ? '54' : '70'
  return pickWeighted(random, Number(education) <= 30 ? TRAINED_WORK : WORK)
}

function tagsOf(random: Random, { age, sex }: Draft, { kind }: HouseholdDraft): PersonTag[] {
  const tags: PersonTag[] = []
  if (kind === 'elder-alone') tags.push('独居老人')
  if (kind === 'elder-couple') tags.push('空巢老人')
  if (age >= 80) tags.push('高龄老人')
  if (random.chance(age > 60 ? 0.06 : 0.016)) tags.push('残疾人')
  if (random.chance(0.007)) tags.push('低保')
  if (sex === '1' && age >= 22 && random.chance(age > 45 ? 0.06 : 0.03)) tags.push('退役军人')
  return tags
}
