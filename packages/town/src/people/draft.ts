import type { HouseholdKind, TownPerson } from '../people-types.ts'
import type { Random } from '../random.ts'
import { pickWeighted } from './weights.ts'
import type { Weighted } from './weights.ts'

type Sex = TownPerson['sex']

/** Somebody of a household before name and papers. */
export interface Draft {
  readonly sex: Sex
  readonly age: number
  readonly relation: TownPerson['relation']
  readonly marriage: TownPerson['marriage']
  /** Whose surname: the head's, the father's of the house, or one of their own. */
  readonly surname: 'family' | 'fathers' | 'own'
}

/** A household before names and papers; the first is its head. */
export interface HouseholdDraft {
  readonly kind: HouseholdKind
  readonly people: readonly Draft[]
}

type Era = 'old' | 'new'
type Make = (random: Random) => HouseholdDraft

const either = (random: Random): Sex => (random.chance(0.515) ? '1' : '2')
const opposite = (sex: Sex): Sex => (sex === '1' ? '2' : '1')

/** Households by number of people: in old estates the elderly are more, in new ones the families. */
const BY_SIZE: Readonly<Record<number, Readonly<Record<Era, Weighted<Make>>>>> = {
  1: { old: [[elderAlone, 38], [youngAlone, 34], [middleAlone, 28]], new: [[elderAlone, 20], [youngAlone, 52], [middleAlone, 28]] },
  2: { old: [[elderCouple, 36], [couple, 34], [singleParent, 16], [flatmates(2), 8], [oldParent, 6]], new: [[elderCouple, 18], [couple, 54], [singleParent, 15], [flatmates(2), 13]] },
  3: { old: [[family(1), 78], [elderWithChild, 12], [flatmates(3), 10]], new: [[family(1), 84], [elderWithChild, 6], [flatmates(3), 10]] },
  4: { old: [[family(2), 50], [threeGenerations(1, 1), 50]], new: [[family(2), 66], [threeGenerations(1, 1), 34]] },
  5: { old: [[threeGenerations(1, 2), 55], [threeGenerations(2, 1), 45]], new: [[threeGenerations(1, 2), 40], [threeGenerations(2, 1), 60]] },
  6: { old: [[threeGenerations(2, 2), 1]], new: [[threeGenerations(2, 2), 1]] },
}

/** Who lives in a household of `size` (1…6) people. */
export function draftHousehold(random: Random, size: number, era: Era): HouseholdDraft {
  const kinds = BY_SIZE[size]
  if (!kinds) throw new RangeError(`no household of ${size}`)
  return pickWeighted(random, kinds[era])(random)
}

const SIZES: Weighted<number> = [[1, 42], [2, 37], [3, 15.5], [4, 4], [5, 1.2], [6, 0.3]]

/** Sizes of a building's households with exactly so many people in all. */
export function sizesOf(random: Random, { households, residents }: { households: number; residents: number }): number[] {
  const sizes = Array.from({ length: households }, () => pickWeighted(random, SIZES))
  let missing = residents - sizes.reduce((sum, size) => sum + size, 0)
  while (missing !== 0) {
    const at = random.int(0, households - 1)
    const size = (sizes[at] ?? 0) + Math.sign(missing)
    if (size < 1 || size > 4) continue
    sizes[at] = size
    missing -= Math.sign(missing)
  }
  return sizes
}

function person(relation: Draft['relation'], sex: Sex, age: number, more: Pick<Draft, 'marriage' | 'surname'>): Draft {
  return { relation, sex, age, ...more }
}

function head(sex: Sex, age: number, marriage: Draft['marriage']): Draft {
  return person('02', sex, age, { marriage, surname: 'family' })
}

/** Widowed, the older and the more often women; else divorced or never married. */
function leftAlone(random: Random, age: number): Draft['marriage'] {
  if (random.chance(Math.min(0.92, Math.max(0.04, (age - 45) / 40)))) return '30'
  return random.chance(0.75) ? '40' : '10'
}

function elderAlone(random: Random): HouseholdDraft {
  const age = Math.min(98, 62 + Math.floor(Math.abs(random.next() + random.next() - 0.6) * 26))
  const sex: Sex = random.chance(0.66) ? '2' : '1'
  return { kind: 'elder-alone', people: [head(sex, age, leftAlone(random, age))] }
}

function youngAlone(random: Random): HouseholdDraft {
  const age = random.int(19, 36)
  return { kind: 'alone', people: [head(either(random), age, age > 27 && random.chance(0.12) ? '40' : '10')] }
}

function middleAlone(random: Random): HouseholdDraft {
  const age = random.int(35, 61)
  return { kind: 'alone', people: [head(either(random), age, random.chance(0.35) ? '20' : leftAlone(random, age))] }
}

/** Husband and wife, he mostly a little older; now and then she is the head. */
function pair(random: Random, age: number): [Draft, Draft] {
  const sex: Sex = random.chance(0.78) ? '1' : '2'
  const gap = Math.round(random.range(-2, 5))
  const other = Math.max(22, sex === '1' ? age - gap : age + gap)
  return [head(sex, age, '20'), person('10', opposite(sex), other, { marriage: '20', surname: sex === '2' ? 'fathers' : 'own' })]
}

function couple(random: Random): HouseholdDraft {
  return { kind: 'couple', people: pair(random, random.chance(0.35) ? random.int(24, 36) : random.int(37, 60)) }
}

function elderCouple(random: Random): HouseholdDraft {
  return { kind: 'elder-couple', people: pair(random, 63 + Math.floor(Math.abs(random.next() + random.next() - 0.8) * 20)) }
}

function child(random: Random, age: number): Draft {
  const sex = either(random)
  return person(sex === '1' ? '20' : '30', sex, age, { marriage: '10', surname: 'fathers' })
}

/** Ages of children at home: most of school age, some grown up and not yet gone. */
function childAge(random: Random): number {
  return random.chance(0.82) ? random.int(0, 17) : random.int(18, 27)
}

/** Years between a mother and her child. */
function motherAt(random: Random): number {
  return 22 + Math.floor((random.next() + random.next()) * 7)
}

/** A couple with children, the head old enough to be their father or mother. */
function parentsOf(random: Random, children: number): { couple: [Draft, Draft]; children: Draft[] } {
  const eldest = childAge(random)
  const ages = children === 1 ? [eldest] : [eldest, Math.max(0, eldest - random.int(2, 7))]
  const mother = eldest + motherAt(random)
  const both = pair(random, mother + random.int(0, 2))
  // Nobody is a parent before the age of twenty.
  const grown = both.map((one) => ({ ...one, age: Math.max(one.age, eldest + 20) }))
  return { couple: [grown[0] ?? both[0], grown[1] ?? both[1]], children: ages.map((age) => child(random, age)) }
}

function family(children: 1 | 2): Make {
  return (random) => {
    const { couple: both, children: young } = parentsOf(random, children)
    return { kind: 'family', people: [...both, ...young] }
  }
}

function singleParent(random: Random): HouseholdDraft {
  const age = childAge(random)
  const parent = age + motherAt(random)
  const isMother = random.chance(0.68)
  const own = child(random, age)
  return { kind: 'single-parent', people: [head(isMother ? '2' : '1', parent, random.chance(0.8) ? '40' : '30'), isMother ? { ...own, surname: 'own' } : own] }
}

function oldParent(random: Random): HouseholdDraft {
  const age = random.int(42, 60)
  return { kind: 'couple', people: [head(either(random), age, random.chance(0.5) ? '40' : '10'), person('50', '2', age + random.int(22, 32), { marriage: '30', surname: 'own' })] }
}

function elderWithChild(random: Random): HouseholdDraft {
  const both = pair(random, random.int(60, 74))
  const youngest = Math.min(...both.map(({ age }) => age))
  return { kind: 'family', people: [...both, child(random, random.int(24, youngest - 22))] }
}

function threeGenerations(children: 1 | 2, grandparents: 1 | 2): Make {
  return (random) => {
    const { couple: both, children: young } = parentsOf(random, children)
    const oldest = both[0].age
    const mother = person('50', '2', oldest + random.int(21, 30), { marriage: grandparents === 2 ? '20' : '30', surname: 'own' })
    const father = person('50', '1', Math.max(oldest + 20, mother.age + random.int(-1, 4)), { marriage: '20', surname: 'family' })
    return { kind: 'three-generations', people: [...both, ...young, mother, ...(grandparents === 2 ? [father] : [])] }
  }
}

function flatmates(count: 2 | 3): Make {
  return (random) => {
    const sex = either(random)
    const people = Array.from({ length: count }, (_, at): Draft =>
      person(at === 0 ? '02' : '99', random.chance(0.85) ? sex : opposite(sex), random.int(19, 35), { marriage: '10', surname: 'own' }),
    )
    return { kind: 'flatmates', people }
  }
}
