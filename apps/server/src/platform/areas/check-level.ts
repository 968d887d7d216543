import type { AreaLevel } from '@yihu/contracts'
import type { StoredArea } from './area.ts'
import type { AreaIndex } from './area-index.ts'
import { checkDivision } from './topology.ts'
import type { CheckedArea, TopologyProblem } from './topology.ts'

/** Levels that divide their parent without rest. */
export const FILLING: readonly AreaLevel[] = ['street', 'community', 'grid']

interface LevelOptions {
  /** Only below this area. */
  readonly parent?: string | undefined
  /** Areas as they would be after an import; only the parents concerned are checked. */
  readonly replaced?: readonly StoredArea[] | undefined
}

/** Checks every division into areas of a level, parent by parent. */
export async function checkLevel(index: AreaIndex, level: AreaLevel, { parent, replaced }: LevelOptions): Promise<TopologyProblem[]> {
  const problems: TopologyProblem[] = []
  for (const [parentCode, children] of divisions(index, level, { parent, replaced })) {
    const above = parentCode === null ? undefined : index.byCode(parentCode)
    const shaped = children.flatMap(checked)
    if (shaped.length === 0) continue
    problems.push(...(await checkDivision({ parent: (above && checked(above)[0]) ?? null, children: shaped, mustFill: FILLING.includes(level) })))
  }
  return problems
}

/** How many areas such a check looks at. */
export function countChecked(index: AreaIndex, level: AreaLevel, parent?: string): number {
  return [...divisions(index, level, { parent }).values()].flat().length
}

function divisions(index: AreaIndex, level: AreaLevel, { parent, replaced }: LevelOptions): Map<string | null, StoredArea[]> {
  const fresh = new Map((replaced ?? []).map((area) => [area.code, area]))
  const known = index.areas.filter((area) => area.level === level && !fresh.has(area.code))
  const above = parent === undefined ? undefined : index.byCode(parent)
  const wanted = [...known, ...fresh.values()].filter((area) => parent === undefined || (above !== undefined && area.path.startsWith(`${above.path}.`)))
  const byParent = Map.groupBy(wanted, (area) => area.parent)
  if (!replaced) return byParent
  const concerned = new Set(replaced.map((area) => area.parent))
  return new Map([...byParent].filter(([code]) => concerned.has(code)))
}

function checked({ code, name, geometry }: StoredArea): CheckedArea[] {
  return geometry ? [{ code, name, geometry }] : []
}
