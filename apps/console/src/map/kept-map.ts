import { Map as MapLibre, NavigationControl, ScaleControl } from 'maplibre-gl'
import type { Shapes } from './geometry.ts'
import { drawScenarioImages } from './scenario-images.ts'
import { mapStyle } from './style.ts'

/** What a map was made from; another ground or another light makes another map. */
export interface Ground {
  readonly base: Shapes
  readonly mode: 'light' | 'dark'
}

const WORDS = {
  'NavigationControl.ZoomIn': '放大', 'NavigationControl.ZoomOut': '缩小', 'NavigationControl.ResetBearing': '正北朝上',
  'ScaleControl.Meters': '米', 'ScaleControl.Kilometers': '公里', 'Map.Title': '地图', 'Marker.Title': '标记',
}
const KEPT_MS = 60_000
const LOOK_MS = 1000

const usable = new WeakSet<MapLibre>()
const watchers = new WeakMap<MapLibre, ResizeObserver>()
let kept: { readonly map: MapLibre; readonly ground: Ground; readonly timer: ReturnType<typeof setTimeout> } | null = null

/**
 * A map on this ground, in its own box inside `place`. To begin and end a WebGL context takes as long as the rest of a
 * case page, so the last map is kept for a minute and serves the next page.
 * @throws where the browser cannot show maps
 */
export function takeMap(place: HTMLElement, ground: Ground): MapLibre {
  const found = kept
  if (found && found.ground.base === ground.base && found.ground.mode === ground.mode) {
    clearTimeout(found.timer)
    kept = null
    place.append(found.map.getContainer())
    keepsSize(found.map)
    return found.map
  }
  const container = document.createElement('div')
  container.className = 'map-box'
  place.append(container)
  const map = new MapLibre({ container, style: mapStyle(ground.mode, ground.base), attributionControl: false, locale: WORDS, maxZoom: 19, minZoom: 9, dragRotate: false, pitchWithRotate: false, trackResize: false, fadeDuration: 0 })
  map.touchZoomRotate.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
  map.addControl(new ScaleControl({ maxWidth: 80 }))
  map.once('load', () => { usable.add(map) })
  drawScenarioImages(map, ground.mode)
  tellWhenPainted(map)
  keepsSize(map)
  return map
}

/** The map follows its box, but not out of the page: a map that is put aside and taken again need not be drawn twice. */
function keepsSize(map: MapLibre): void {
  const box = map.getContainer()
  const watcher = watchers.get(map) ?? new ResizeObserver(() => {
    const { clientWidth, clientHeight } = map.getCanvas()
    if (box.clientWidth !== clientWidth || box.clientHeight !== clientHeight) map.resize()
  })
  watchers.set(map, watcher)
  watcher.observe(box)
}

/** Whether the map's layers are there; until then wait for its event `load`. */
export function isUsable(map: MapLibre): boolean {
  return usable.has(map)
}

/** Puts a map aside for the next page; whoever gives it back has taken its marks and listeners off. */
export function giveMap(map: MapLibre, ground: Ground): void {
  map.stop()
  watchers.get(map)?.disconnect()
  map.getContainer().remove()
  if (!usable.has(map)) return map.remove()
  if (kept) {
    clearTimeout(kept.timer)
    kept.map.remove()
  }
  const timer = setTimeout(() => {
    kept = null
    map.remove()
  }, KEPT_MS)
  kept = { map, ground, timer }
}

/** `data-painted` on the map's box while nothing is loading or moving: for pictures and for tests. */
function tellWhenPainted(map: MapLibre): void {
  const { dataset } = map.getContainer()
  let timer: ReturnType<typeof setTimeout> | undefined
  // A tile that was given up on the way tells nothing: the map is made to look again.
  const look = (): void => {
    timer = setTimeout(look, LOOK_MS)
    map.triggerRepaint()
  }
  const rest = (): void => {
    clearTimeout(timer)
    timer = undefined
  }
  map.on('idle', () => {
    dataset['painted'] = 'true'
    rest()
  })
  for (const event of ['movestart', 'dataloading'] as const) {
    map.on(event, () => {
      delete dataset['painted']
      timer ??= setTimeout(look, LOOK_MS)
    })
  }
  map.once('remove', rest)
}
