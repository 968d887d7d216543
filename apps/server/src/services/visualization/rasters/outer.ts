import type { OuterBase } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'

/** Base maps of others that a server may offer; each only when it is set. */
export interface OuterSetting {
  /** 天地图: its own server or a province's, and the key for browsers. */
  readonly tianditu: { readonly url: string; readonly key: string } | undefined
  /** Addresses of AMap's tiles, with {x}, {y} and {z}. */
  readonly amap: string | undefined
}

const settings = new WeakMap<Context, readonly OuterBase[]>()

/** From now on this server offers the base maps that are set. */
export function offerOuterBases(context: Context, setting: OuterSetting): void {
  settings.set(context, basesOf(setting))
}

/** The base maps of others that a server offers, none unless set. */
export function outerBasesOf(context: Context): readonly OuterBase[] {
  return settings.get(context) ?? []
}

/** The hosts that browsers fetch them from: what the pages' security policy must let through, and nothing else. */
export function originsOf(setting: OuterSetting): string[] {
  return [...new Set(basesOf(setting).flatMap(({ tiles }) => tiles.map((address) => new URL(address).origin)))]
}

function basesOf({ tianditu, amap }: OuterSetting): OuterBase[] {
  // CGCS2000 differs from WGS-84 by less than a pixel.
  const layer = (name: string) => tianditu && `${tianditu.url}/${name}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${name}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${encodeURIComponent(tianditu.key)}`
  const both = (...names: readonly string[]) => names.flatMap((name) => layer(name) ?? [])
  const common = { crs: 'WGS-84', maxZoom: 18, source: '天地图（国家地理信息公共服务平台）' } as const
  return [
    ...(tianditu ? [{ ...common, id: 'tianditu', name: '天地图', tiles: both('vec', 'cva') }, { ...common, id: 'tianditu-image', name: '天地图影像', tiles: both('img', 'cia') }] : []),
    ...(amap === undefined ? [] : [{ id: 'amap', name: '高德地图', tiles: [amap], crs: 'GCJ-02' as const, maxZoom: 18, source: '高德地图（GCJ-02，已纠偏）' }]),
  ]
}
