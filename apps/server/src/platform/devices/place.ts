import { Fault } from '@yihu/contracts'
import type { DeviceForm } from '@yihu/contracts'
import { isPlausibleChina } from '@yihu/domain'
import { covers } from '../../kernel/db/index.ts'
import type { Scope } from '../../kernel/db/index.ts'
import { toWgs84 } from '../areas/index.ts'
import type { AreaIndex } from '../areas/index.ts'

export interface DevicePlace {
  readonly areaPath: string
  readonly areaName: string
  readonly lon: number | null
  readonly lat: number | null
}

/**
 * Where a device stands: the area given, else the finest one that holds its point. Coordinates in WGS-84.
 * @throws device-place-missing, coordinates-implausible, area-unknown, input-invalid
 */
export function placeDevice(form: Pick<DeviceForm, 'areaPath' | 'lon' | 'lat' | 'crs'>, { tree, scope }: { tree: AreaIndex; scope: Scope }): DevicePlace {
  if ((form.lon === undefined) !== (form.lat === undefined)) throw new Fault('input-invalid', { fields: { lon: '经度和纬度要一起填写' } })
  const point = form.lon === undefined || form.lat === undefined ? null : toWgs84({ lon: form.lon, lat: form.lat }, form.crs)
  if (point && !isPlausibleChina(point)) throw new Fault('coordinates-implausible', { details: { ...point } })
  const areaPath = form.areaPath ?? (point && tree.locate(point)?.path)
  if (!areaPath) throw new Fault('device-place-missing')
  if (!tree.byPath(areaPath)) throw new Fault('area-unknown', { details: { code: areaPath } })
  if (!covers(scope, areaPath)) throw new Fault('input-invalid', { fields: { areaPath: '这个位置不在您的管辖范围' } })
  return { areaPath, areaName: tree.fullNameOf(areaPath), lon: point?.lon ?? null, lat: point?.lat ?? null }
}
