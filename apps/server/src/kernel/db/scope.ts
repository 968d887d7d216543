import type { Scope } from './db.ts'

/** Whether a path of the area tree is another one or lies below it; labels are compared whole: c1 does not hold c11. */
export function isWithin(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}.`)
}

/** Whether a path lies in somebody's sight by area. */
export function covers({ paths }: Pick<Scope, 'paths'>, path: string): boolean {
  return paths === '*' || paths.some((own) => isWithin(path, own))
}

const keys = new WeakMap<Scope, string>()

/** A scope as a word: who has the same one sees the same areas and units. Written out once for each that is held. */
export function scopeKey(scope: Scope): string {
  const known = keys.get(scope)
  if (known !== undefined) return known
  const { paths, units } = scope
  const key = JSON.stringify([paths === '*' ? paths : paths.toSorted(), units.toSorted()])
  keys.set(scope, key)
  return key
}
