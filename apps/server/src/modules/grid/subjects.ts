import type { VisitSubject } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { covers } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import type { AreaIndex } from '../../platform/areas/index.ts'
import { findParts, homesOf, homeText, placeOfEntry, titlesOf } from '../../platform/pool/index.ts'
import { nameBelow } from './sight.ts'

interface Naming {
  readonly tree: AreaIndex
  readonly kind: VisitSubject
  readonly ids: readonly string[]
}

/** What subjects of one kind are called; people masked. */
export async function labelsOf(tx: Tx, context: Context, { tree, kind, ids }: Naming): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  if (kind === 'grid') return new Map(ids.map((id) => [id, tree.byCode(id)?.name ?? id]))
  if (kind === 'part') return new Map((await findParts(tx, ids)).map(({ code, name, path }) => [code, `${name}（${tree.fullNameOf(path)}）`]))
  return new Map([...await titlesOf(tx, context, { register: kind, ids })].map(([id, { title }]) => [id, title]))
}

/** People by their doors alone, for whoever is not in charge there yet: «桑家小区12号楼 3单元501室 的居民». */
export async function doorsOfPeople(tx: Tx, tree: AreaIndex, people: readonly { readonly id: string; readonly path: string }[]): Promise<Map<string, string>> {
  const homes = await homesOf(tx, people.map(({ id }) => id))
  return new Map(people.map(({ id, path }) => {
    const home = homes.get(id)
    return [id, `${[nameBelow(tree, path) || tree.nameOf(path), ...(home ? [homeText(home)] : [])].join(' ')} 的居民`]
  }))
}

/** Where a subject is; undefined: there is none in sight. */
export async function placeOfSubject(tx: Tx, { tree, scope, kind, id }: { readonly tree: AreaIndex; readonly scope: Actor['scope']; readonly kind: VisitSubject; readonly id: string }): Promise<{ path: string; floor: number | null } | undefined> {
  const path = kind === 'grid' ? tree.byCode(id)?.path : kind === 'part' ? (await findParts(tx, [id]))[0]?.path : undefined
  if (kind === 'grid' || kind === 'part') return path !== undefined && covers(scope, path) ? { path, floor: null } : undefined
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u.test(id) ? placeOfEntry(tx, { register: kind, id }) : undefined
}
