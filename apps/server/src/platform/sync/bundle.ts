import { createHash } from 'node:crypto'
import type { Bundle, BundleArea } from '@yihu/contracts'
import type { AreaShape } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { covers } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { casesForPhone, groundOf } from '../cases/index.ts'
import { catalogueOf } from '../catalogue/index.ts'
import { codesForPhone } from '../codes/index.ts'

const LEVELS: ReadonlySet<string> = new Set(['community', 'grid', 'estate', 'building'])
/** About 0.1 m. */
const DIGITS = 6
/** Words of a class shorter than this stand in too many texts to name it. */
const SHORTEST_WORD = 2

/** What a phone takes along of its person's grids, and the mark by which an unchanged one is known. */
export async function bundleFor(context: Context, actor: Actor): Promise<{ bundle: Bundle; json: string; etag: string }> {
  const [tree, catalogue, ground] = await Promise.all([areasOf(context), catalogueOf(context), groundOf(context)])
  const [{ cases, hasMore }, codes] = await context.db.transact(actor.scope, async (tx) => [await casesForPhone(tx, { scope: actor.scope, ground }), await codesForPhone(tx, context.vault)] as const)
  const bundle: Bundle = {
    areas: tree.areas
      .filter(({ level, path }) => LEVELS.has(level) && covers(actor.scope, path))
      .map(({ code, level, name, path, address, point, geometry }): BundleArea => ({ code, level, name, path, address, point: point && { lon: point.lon, lat: point.lat }, geometry: geometry && rounded(geometry) })),
    codes, cases, hasMoreCases: hasMore,
    classes: catalogue.classes.filter(({ validTo }) => validTo === null).map(({ code, name, fullName, aliases }) => ({ code, name, fullName, words: [name, ...aliases].filter((word) => word.length >= SHORTEST_WORD) })),
  }
  const json = JSON.stringify(bundle)
  return { bundle, json, etag: `"${createHash('sha256').update(json).digest('base64url').slice(0, 22)}"` }
}

function rounded({ type, coordinates }: AreaShape): { type: string; coordinates: unknown } {
  return { type, coordinates: JSON.parse(JSON.stringify(coordinates, (_key, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(DIGITS)) : value))) as unknown } // what went in, rounded
}
