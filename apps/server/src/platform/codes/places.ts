import type { CodeKind } from '@yihu/contracts'
import { isWithin } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { AreaIndex } from '../areas/index.ts'
import { partsIn } from '../pool/index.ts'
import type { Place } from './repo.ts'

/** Where codes of devices are issued for; devices stand above this module, so the composition hands them in. */
export interface DeviceSource {
  readonly devicesIn: (tx: Tx, area: string) => Promise<readonly { id: string; name: string; path: string; areaName: string; address: string | null; place: Place['point'] }[]>
}

interface Question {
  readonly kind: Exclude<CodeKind, 'point'>
  readonly path: string
  readonly tree: AreaIndex
  readonly source: DeviceSource
}

/** All places of a kind in an area, as somebody sees them. */
export async function placesIn(tx: Tx, { kind, path, tree, source }: Question): Promise<Place[]> {
  switch (kind) {
    case 'device':
      return (await source.devicesIn(tx, path)).map((device) => ({ kind, ref: device.id, path: device.path, name: device.name, address: device.address ?? device.areaName, point: device.place }))
    case 'part':
      return (await partsIn(tx, path)).map((part) => ({ kind, ref: part.code, path: part.path, name: part.name, address: tree.fullNameOf(part.path), point: { lon: part.lon, lat: part.lat } }))
    case 'sheet': {
      const area = tree.byPath(path)
      return area ? [{ kind, ref: area.path, path, name: `${area.name}登记表`, address: tree.fullNameOf(path), point: area.point }] : []
    }
    default:
      return placesOfAreas(tree, { kind, path })
  }
}

/** The areas of a level in an area, or all there are: a grid by its own name, a building with its estate's: 「桑家小区12号楼」. */
export function placesOfAreas(tree: AreaIndex, { kind, path }: { kind: 'grid' | 'estate' | 'building'; path: string | null }): Place[] {
  return tree.areas.filter((area) => area.level === kind && (path === null || isWithin(area.path, path))).map((area) => {
    const above = kind === 'building' && area.parent !== null ? (tree.byCode(area.parent)?.name ?? '') : ''
    const name = area.name.startsWith(above) ? area.name : above + area.name
    return { kind, ref: area.code, path: area.path, name, address: area.address ?? tree.fullNameOf(area.path), point: area.point }
  })
}
