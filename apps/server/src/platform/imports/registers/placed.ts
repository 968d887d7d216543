import type { Register } from '@yihu/domain'
import { isWithin } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { findHouses } from '../../pool/index.ts'
import type { FoundHouse, householdsAt, Living, Standing } from '../../pool/index.ts'
import type { Refused } from '../kind.ts'
import type { Draft } from './draft.ts'
import { problemAt } from './problem.ts'

/** A row of a person or a household with where it leads. */
export interface Placed {
  readonly draft: Draft
  readonly areaPath: string
  readonly house: FoundHouse | null
  /** All houses that the sheet names as this person's. */
  readonly named: ReadonlySet<string>
}

/** A placed row with who it is. */
export interface Known extends Placed {
  readonly personId: string | undefined
  /** Of whom is known already. */
  readonly standing: Standing | undefined
  readonly livings: readonly Living[]
}

interface Placing {
  readonly register: Register
  readonly drafts: readonly Draft[]
  /** What the importer is responsible for. */
  readonly path: string
  readonly refused: Refused[]
}

/** Finds the houses that rows name; a row whose house is not there, or not the importer's, is refused. */
export async function place(tx: Tx, { register, drafts, path, refused }: Placing): Promise<Placed[]> {
  const wanted = drafts.filter(({ house }) => house !== null)
  const found = await findHouses(tx, wanted.map(({ house }) => house ?? {}))
  const houses = new Map(wanted.map((draft, at) => [draft, found[at]]))
  const others = drafts.flatMap((draft) => (draft.alsoAt ?? []).map((house) => ({ draft, house })))
  const foundToo = await findHouses(tx, others.map(({ house }) => house))
  const alsoAt = Map.groupBy(others.map(({ draft }, at) => ({ draft, id: foundToo[at]?.id })), ({ draft }) => draft)
  return drafts.flatMap((draft) => {
    const house = houses.get(draft) ?? null
    const areaPath = house?.areaPath ?? draft.path
    if (draft.house && !house) refused.push(problemAt(draft, draft.house.code === undefined ? 'home' : 'houseCode', '房屋登记里没有这处房屋，请先登记房屋，或改正地址', register))
    else if (areaPath === null || !isWithin(areaPath, path)) refused.push(problemAt(draft, 'home', '这个地址不在您负责的区域', register))
    else return [{ draft, areaPath, house, named: new Set([house?.id, ...(alsoAt.get(draft) ?? []).map(({ id }) => id)].flatMap((id) => id ?? [])) }]
    return []
  })
}

export type Household = Awaited<ReturnType<typeof householdsAt>>[number]

/** Households by their house. */
export type Households = ReadonlyMap<string, readonly Household[]>

/** Of the households of one house the one of a number; without a number the first. */
export function householdAt(here: readonly Household[] = [], number: string | undefined): Household | undefined {
  return number === undefined ? here[0] : here.find((one) => one.number === number)
}
