import type { Area } from '../area-types.ts'
import type { Random } from '../random.ts'
import type { RoleId, Unit, User } from '../staff-types.ts'
import { openNameBook } from './people.ts'
import { communityUnit, pad } from './units.ts'

const OFFICERS: readonly (readonly [username: string, role: RoleId, title: string, unitId: string])[] = [
  ['admin', 'admin', '系统管理员', 'street'],
  ['auditor', 'auditor', '审计管理员', 'street'],
  ['security', 'security', '安全保密管理员', 'street'],
  ['duty', 'duty-chief', '值班长', 'office-command'],
  ['accept', 'acceptor', '受理员', 'office-command'],
  ['dispatch', 'dispatcher', '派遣员', 'office-command'],
]

/**
 * The demo accounts: officers and desks, `community01`…`14`, `grid001`…`113`, `urban`, `property01`…`12`,
 * `enterprise01`, and one `dept-…` account for every other unit that can be sent a case.
 */
export function buildUsers(areas: readonly Area[], units: readonly Unit[], random: Random): User[] {
  const street = areas.find((a) => a.level === 'street')?.path ?? ''
  const nextName = openNameBook(random)
  const communities = areas.filter((a) => a.level === 'community')
  const grids = areas.filter((a) => a.level === 'grid')
  const user = (username: string, role: RoleId, rest: { title: string; areaPath: string; unitId: string }): User => ({
    username,
    displayName: nextName(),
    roles: [role],
    ...rest,
  })
  return [
    ...OFFICERS.map(([name, role, title, unitId]) => user(name, role, { title, areaPath: street, unitId })),
    ...communities.map((c, i) =>
      user(`community${pad(i + 1, 2)}`, 'community', { title: `${c.name}主任`, areaPath: c.path, unitId: communityUnit(i + 1) }),
    ),
    ...grids.map((g) => {
      const community = communities.findIndex((c) => g.path.startsWith(`${c.path}.`))
      return user(`grid${pad(g.attrs.number, 3)}`, 'grid-worker', {
        title: `${g.name}网格员`,
        areaPath: g.path,
        unitId: communityUnit(community + 1),
      })
    }),
    ...units.flatMap((unit) => {
      const isStaffed = unit.kind === 'community' || unit.id === 'street' || unit.id === 'office-command'
      if (isStaffed) return []
      return [user(accountOf(unit.id), roleOf(unit), { title: `${unit.name}联络员`, areaPath: street, unitId: unit.id })]
    }),
  ]
}

function roleOf(unit: Unit): RoleId {
  if (unit.kind === 'property') return 'property'
  return unit.kind === 'enterprise' ? 'enterprise' : 'department'
}

/** Username of the account that acts for a unit. @throws RangeError when nobody does. */
export function accountOf(unitId: string): string {
  const community = /^community-(\d+)$/.exec(unitId)?.[1]
  if (community) return `community${community}`
  if (unitId === 'dept-urban') return 'urban'
  if (/^(property|enterprise)-/.test(unitId)) return unitId.replace('-', '')
  if (unitId.startsWith('dept-')) return unitId
  if (unitId === 'office-linkage' || unitId === 'office-mediation') return unitId.replace('office', 'dept')
  throw new RangeError(`nobody acts for ${unitId}`)
}
