import { useEffect, useEffectEvent } from 'react'
import type { Map as MapLibre } from 'maplibre-gl'
import { knowShifted, shiftedAddress } from './shifted-tiles.ts'
import { GROUND_FILLS, TALL } from './style.ts'

interface LonLat {
  readonly lon: number
  readonly lat: number
}

/** A picture of the ground from tiles, below everything that is ours. */
export interface Raster {
  readonly id: string
  /** Addresses with {z}, {x}, {y}. */
  readonly tiles: readonly string[]
  readonly minZoom: number
  readonly maxZoom: number
  /** It lies in GCJ-02. */
  readonly isShifted: boolean
  /** West, south, east, north; null: everywhere. */
  readonly bounds: readonly [number, number, number, number] | null
}

/** What a page may ask of the map that is shown. */
export interface MapHold {
  centre(): LonLat
  /** Metres that one pixel of the page stands for, in the middle. */
  metresPerPixel(): number
  /** What is drawn, as the address of a picture, and how many pixels of the page it takes. */
  picture(): Promise<{ readonly picture: string; readonly width: number; readonly height: number }>
  goTo(at: LonLat): void
}

const TILT = 50
const EARTH = 40_075_016.686
const TILE = 512
const NEAR = 17
const RASTER = 'raster'

/** Buildings stand up and the view is tilted, as long as it is asked for. */
export function useTall(map: MapLibre | null, isTall: boolean): void {
  useEffect(() => {
    if (!map || !isTall) return
    map.setLayoutProperty(TALL, 'visibility', 'visible')
    map.easeTo({ pitch: TILT, duration: 180 })
    return () => {
      map.setLayoutProperty(TALL, 'visibility', 'none')
      map.jumpTo({ pitch: 0 })
    }
  }, [map, isTall])
}

/** A picture takes the place of the filled ground of our own base; borders, roads and words stay above it. */
export function useRaster(map: MapLibre | null, raster: Raster | null): void {
  useEffect(() => {
    if (!map || !raster) return
    if (raster.isShifted) knowShifted()
    // Maps of others come in sheets, the ground first, then the words on it.
    const sheets = raster.tiles.map((address, at) => ({ id: `${RASTER}-${at}`, address: raster.isShifted ? shiftedAddress(address) : address }))
    for (const { id, address } of sheets) {
      map.addSource(id, { type: 'raster', tiles: [address], tileSize: 256, minzoom: raster.minZoom, maxzoom: raster.maxZoom, ...(raster.bounds ? { bounds: [...raster.bounds] as [number, number, number, number] } : {}) }) // the copy of a tuple
      map.addLayer({ id, source: id, type: 'raster', paint: { 'raster-fade-duration': 0 } }, GROUND_FILLS[0])
    }
    for (const id of GROUND_FILLS) map.setLayoutProperty(id, 'visibility', 'none')
    return () => {
      for (const id of GROUND_FILLS) map.setLayoutProperty(id, 'visibility', 'visible')
      for (const { id } of sheets) {
        map.removeLayer(id)
        map.removeSource(id)
      }
    }
  }, [map, raster])
}

/** Hands the page a hold of the map while there is one. */
export function useHold(map: MapLibre | null, onHold: ((hold: MapHold | null) => void) | undefined): void {
  const tell = useEffectEvent((hold: MapHold | null) => onHold?.(hold))
  useEffect(() => {
    if (!map) return
    tell(holdOf(map))
    return () => tell(null)
  }, [map])
}

function holdOf(map: MapLibre): MapHold {
  return {
    centre: () => ({ lon: map.getCenter().lng, lat: map.getCenter().lat }),
    metresPerPixel: () => (EARTH * Math.cos((map.getCenter().lat * Math.PI) / 180)) / (TILE * 2 ** map.getZoom()),
    picture: async () => {
      // What is still loading would be missing on paper.
      if (!map.loaded()) await map.once('idle')
      // Only while a frame is being drawn are its colours there to be read.
      return new Promise((resolve) => {
        map.once('render', () => resolve({ picture: map.getCanvas().toDataURL('image/png'), width: map.getContainer().clientWidth, height: map.getContainer().clientHeight }))
        map.triggerRepaint()
      })
    },
    goTo: ({ lon, lat }) => void map.easeTo({ center: [lon, lat], zoom: Math.max(map.getZoom(), NEAR), duration: 180 }),
  }
}
