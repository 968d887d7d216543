import { problemAt } from './problem.ts'
import type { Household, Households, Known } from './placed.ts'
import type { Refused } from '../kind.ts'

interface Numbered {
  /** The households as they are called now. */
  readonly atHouse: Households
  /** Those that take their number from the sheet. */
  readonly named: readonly { readonly id: string; readonly values: { readonly number: string }; readonly row: number }[]
  readonly people: Known[]
}

interface Claim {
  readonly household: Household
  readonly number: string
  readonly row: number
}

/**
 * A household that came without a number takes the one that a sheet of persons says of its members in that house. Where
 * they say several, or several such households the same one, nobody can tell which is meant: those rows are refused.
 */
export function numberHouseholds(people: readonly Known[], { households, refused }: { readonly households: readonly Household[]; readonly refused: Refused[] }): Numbered {
  const atHouse: Households = Map.groupBy(households, ({ houseId }) => houseId)
  const claims = people.flatMap((one) => claimsOf(one, atHouse))
  const byHousehold = Map.groupBy(claims, ({ household }) => household.id)
  const byNumber = Map.groupBy(claims, ({ household: { houseId }, number }) => `${houseId} ${number}`)
  const several = (found: readonly Claim[] = [], of: (claim: Claim) => string): boolean => new Set(found.map(of)).size > 1
  const isUnclear = ({ household: { id, houseId }, number }: Claim): boolean => several(byHousehold.get(id), (claim) => claim.number) || several(byNumber.get(`${houseId} ${number}`), (claim) => claim.household.id)
  const named = [...byHousehold.values()].flatMap(([first]) => (first && !isUnclear(first) ? [first] : []))
  const numbers = new Map(named.map(({ household, number }) => [household.id, number]))
  return {
    atHouse: Map.groupBy(households.map((one) => ({ ...one, number: numbers.get(one.id) ?? one.number })), ({ houseId }) => houseId),
    named: named.map(({ household: { id }, number, row }) => ({ id, values: { number }, row })),
    people: people.filter((one) => {
      const isRefused = byNumber.get(`${one.house?.id} ${one.draft.beside.householdNumber}`)?.some(isUnclear) === true
      if (isRefused) refused.push(problemAt(one.draft, 'householdNumber', '这处房屋登记的户还没有户号，表里的户号对不上是哪一户；请先导入户的表，或在户的卡片上填写户号'))
      return !isRefused
    }),
  }
}

function claimsOf({ draft: { row, beside: { householdNumber: number } }, house, livings }: Known, atHouse: Households): Claim[] {
  const here = atHouse.get(house?.id ?? '') ?? []
  if (number === undefined || here.some((one) => one.number === number)) return []
  return here.filter((one) => one.number === null && livings.some(({ kind, toId }) => kind === 'household' && toId === one.id)).map((household) => ({ household, number, row: row.number }))
}
