import type { ChainLink, StoredArea } from './area.ts'
import { createAddressResolver } from './address.ts'
import type { ResolveAddress } from './address.ts'
import type { NamedPlace } from './address-book.ts'
import { createLocator } from './locator.ts'
import type { Locator } from './locator.ts'

/** The area tree in memory: everything here answers without a query. */
export interface AreaIndex extends Locator {
  readonly areas: readonly StoredArea[]
  byCode(code: string): StoredArea | undefined
  byPath(path: string): StoredArea | undefined
  /** From the district down to the area of a path; labels without an area are left out. */
  chainOf(path: string): ChainLink[]
  /** Name of a path's area, else of the nearest above it, else the path itself. */
  nameOf(path: string): string
  /** Names from the community down (or the whole chain above it): 「胜辛社区 / 胜辛社区第2网格」. */
  fullNameOf(path: string): string
  childrenOf(code: string | null): readonly StoredArea[]
  resolveAddress: ResolveAddress
}

/** Builds the index; a few milliseconds for a street, the address book on first use. */
export function createAreaIndex(areas: readonly StoredArea[], places: readonly NamedPlace[] = []): AreaIndex {
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const byPath = new Map(areas.map((area) => [area.path, area]))
  const children = Map.groupBy(areas, ({ parent }) => parent)
  const above = (path: string): StoredArea[] => prefixesOf(path).flatMap((prefix) => byPath.get(prefix) ?? [])
  let resolver: ResolveAddress | undefined
  return {
    ...createLocator(areas),
    areas,
    byCode: (code) => byCode.get(code),
    byPath: (path) => byPath.get(path),
    chainOf: (path) => above(path).map(({ code, level, name }) => ({ code, level, name })),
    nameOf: (path) => above(path).at(-1)?.name ?? path,
    fullNameOf(path) {
      const chain = above(path)
      const local = chain.filter(({ level }) => level !== 'district' && level !== 'street')
      return (local.length > 0 ? local : chain.slice(-1)).map(({ name }) => name).join(' / ')
    },
    childrenOf: (code) => children.get(code) ?? [],
    resolveAddress: (text) => (resolver ??= createAddressResolver(areas, places))(text),
  }
}

/** `a.b.c` → `a`, `a.b`, `a.b.c`. */
function prefixesOf(path: string): string[] {
  const labels = path.split('.')
  return labels.map((_, at) => labels.slice(0, at + 1).join('.'))
}
