import { Fault } from '@yihu/contracts'
import { relationKind } from '@yihu/domain'
import { isWithin } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { placeInSight } from '../../platform/areas/index.ts'
import type { AreaIndex, PlaceInSight } from '../../platform/areas/index.ts'
import { peopleIn } from '../../platform/identity/index.ts'

/** The areas somebody sees, without those that lie in others of them: somebody may have several. */
export function outermost(tree: AreaIndex, actor: Pick<Actor, 'scope'>): readonly string[] {
  const { paths } = actor.scope
  if (paths === '*') return [placeInSight(tree, actor, undefined).path]
  return withoutInner(paths)
}

/** Areas without those that lie in others of them. */
export function withoutInner(paths: readonly string[]): string[] {
  return paths.filter((path) => !paths.some((other) => path !== other && isWithin(path, other)))
}

/** «桑家小区12号楼». */
export function nameBelow(tree: AreaIndex, path: string): string {
  return tree.chainOf(path).filter(({ level }) => level === 'estate' || level === 'building').map(({ name }) => name).join('')
}

/** A post by its name: «红色楼长». */
export function roleName(role: string): string {
  return relationKind('post').roles[role] ?? role
}

/** What figures are told of. */
export interface Looked {
  /** What it is called; of several areas the smallest one around them, under all their names. */
  readonly area: PlaceInSight
  /** What is counted: never more than one sees. */
  readonly areas: readonly string[]
  /** Its parts are told of by so many labels: one below a place; of several, themselves. */
  readonly labels: number
}

/** The place asked for; without one all that somebody sees. @throws Fault not-found for one out of sight */
export function lookedAt(tree: AreaIndex, actor: Pick<Actor, 'scope'>, asked: string | undefined): Looked {
  const areas = asked === undefined ? outermost(tree, actor) : [asked]
  const [first, ...others] = areas.map((path) => placeInSight(tree, actor, path))
  if (!first) throw new Fault('not-found')
  if (others.length === 0) return { area: first, areas, labels: depthOf(first.path) + 1 }
  const around = others.reduce((path, other) => commonOf(path, other.path), first.path)
  return { area: { path: around, code: tree.byPath(around)?.code ?? '', name: [first, ...others].map(({ name }) => name).join('、') }, areas, labels: Math.max(...areas.map(depthOf)) }
}

function depthOf(path: string): number {
  return path.split('.').length
}

function commonOf(one: string, other: string): string {
  const [labels, others] = [one.split('.'), other.split('.')]
  const differs = labels.findIndex((label, at) => label !== others[at])
  return labels.slice(0, differs === -1 ? labels.length : differs).join('.')
}

type People = Awaited<ReturnType<typeof peopleIn>>
type Roles = readonly Parameters<typeof peopleIn>[1]['role'][]

/** Who of some roles is in charge within areas, once for each of their own. */
export async function peopleAt(tx: Tx, areas: readonly string[], roles: Roles): Promise<People> {
  const people: People = []
  for (const role of roles) for (const area of areas) people.push(...await peopleIn(tx, { role, area }))
  return people
}

/** Who of some roles is in charge of anything that somebody sees. */
export async function peopleInSight(tx: Tx, { tree, actor, roles }: { readonly tree: AreaIndex; readonly actor: Pick<Actor, 'scope'>; readonly roles: Roles }): Promise<People> {
  return peopleAt(tx, outermost(tree, actor), roles)
}
