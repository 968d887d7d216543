import type { DutyRule } from '../staff-types.ts'
import type { Spot } from './atlas.ts'

/** The unit that the duty rules name for a class at a place; without a property firm the community steps in. */
export function unitFor(rules: readonly DutyRule[], classCode: string, { gridPlace, areaPath }: Pick<Spot, 'gridPlace' | 'areaPath'>): string {
  const [best] = rules.filter((r) => classCode.startsWith(r.classPrefix)).sort((a, b) => b.priority - a.priority)
  if (!best) throw new RangeError(`no duty rule for ${classCode}`)
  if ('unitId' in best.target) return best.target.unitId
  const { estate, communityUnit } = gridPlace
  const isInEstate = estate !== undefined && areaPath.startsWith(`${estate.path}.`)
  return 'propertyOf' in best.target && isInEstate ? estate.attrs.propertyUnitId : communityUnit
}
