import type { AreaLevel } from '@yihu/contracts'
import type { StoredArea } from './area.ts'
import type { AreaIndex } from './area-index.ts'
import { FILLING } from './check-level.ts'
import { checkDivision } from './topology.ts'
import type { CheckedArea, TopologyProblem } from './topology.ts'

/** What an edit makes wrong, and how much was wrong in the same places before. */
export interface EditFindings {
  readonly problems: readonly TopologyProblem[]
  readonly known: number
}

/** Smaller growth of an old fault is rounding. */
const TOLERANCE_M2 = 1

/**
 * Checks the divisions that changed areas take part in, as parts and as wholes, with the borders as they would be.
 * Faults that stood there before and did not grow are counted only: nobody must mend a street to move one corner.
 */
export async function checkEdit(index: AreaIndex, changed: readonly StoredArea[]): Promise<EditFindings> {
  const fresh = new Map(changed.map((area) => [area.code, area]))
  const problems: TopologyProblem[] = []
  let known = 0
  for (const { parent, level } of divisionsOf(index, changed)) {
    const before = await check(index, { parent, level, fresh: new Map() })
    const after = await check(index, { parent, level, fresh })
    const added = after.filter((one) => !before.some((old) => isSame(old, one)))
    problems.push(...added)
    known += after.length - added.length
  }
  return { problems, known }
}

function isSame(old: TopologyProblem, now: TopologyProblem): boolean {
  return old.kind === now.kind && old.areas.join() === now.areas.join() && now.squareMetres <= old.squareMetres + TOLERANCE_M2
}

interface Division {
  readonly parent: string
  readonly level: AreaLevel
}

function divisionsOf(index: AreaIndex, changed: readonly StoredArea[]): Division[] {
  const asParts = changed.flatMap(({ parent, level }) => (parent === null ? [] : [{ parent, level }]))
  const asWholes = changed.flatMap(({ code }) => index.childrenOf(code).map(({ level }) => ({ parent: code, level })))
  return [...new Map([...asParts, ...asWholes].map((one) => [`${one.parent} ${one.level}`, one])).values()]
}

async function check(index: AreaIndex, { parent, level, fresh }: Division & { fresh: ReadonlyMap<string, StoredArea> }): Promise<TopologyProblem[]> {
  const shaped = (area: StoredArea | undefined): CheckedArea[] => {
    const { code, name, geometry } = (area && fresh.get(area.code)) ?? area ?? { code: '', name: '', geometry: null }
    return geometry ? [{ code, name, geometry }] : []
  }
  const children = index.childrenOf(parent).filter((area) => area.level === level).flatMap(shaped)
  return children.length === 0 ? [] : checkDivision({ parent: shaped(index.byCode(parent))[0] ?? null, children, mustFill: FILLING.includes(level) })
}
