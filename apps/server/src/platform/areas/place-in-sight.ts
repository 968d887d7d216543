import { Fault } from '@yihu/contracts'
import { covers } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import type { AreaIndex } from './area-index.ts'

/** An area as pages name it. */
export interface PlaceInSight {
  readonly path: string
  readonly code: string
  readonly name: string
}

/** The place asked for; without one the outermost in sight. @throws Fault not-found for one out of sight */
export function placeInSight({ areas, byPath }: AreaIndex, { scope }: Pick<Actor, 'scope'>, asked: string | undefined): PlaceInSight {
  const path = asked ?? (scope.paths === '*' ? areas.find(({ level }) => level === 'street')?.path : scope.paths[0])
  const found = path === undefined ? undefined : byPath(path)
  if (!found || !covers(scope, found.path)) throw new Fault('not-found')
  return placeNamed(found)
}

/** From the outermost area in sight down to this one. */
export function chainInSight({ byCode, chainOf }: AreaIndex, { scope }: Pick<Actor, 'scope'>, path: string): PlaceInSight[] {
  return chainOf(path).flatMap(({ code }) => byCode(code) ?? []).filter((one) => covers(scope, one.path)).map((one) => placeNamed(one))
}

/** Path, code and name alone. */
export function placeNamed({ path, code, name }: PlaceInSight): PlaceInSight {
  return { path, code, name }
}
