import { useEffect } from 'react'
import { GeoJSONSource } from 'maplibre-gl'
import type { ExpressionSpecification, Map as MapLibre } from 'maplibre-gl'
import { CLUSTER_PX } from './points.ts'

/** Sizes of the style are meant for letters of so many pixels. */
const USUAL_PX = 16

/** What is written and drawn on the map grows with the letters around it: on a wall it is read from afar. */
export function useLetters(map: MapLibre | null, isFollowing: boolean): void {
  useEffect(() => {
    if (!map || !isFollowing) return
    const sized = map.getStyle().layers.flatMap((layer) => {
      const letters = layer.type === 'symbol' ? layer.layout?.['text-size'] : undefined
      const icon = layer.type === 'symbol' && layer.layout?.['icon-image'] !== undefined ? (layer.layout['icon-size'] ?? 1) : undefined
      const circle = layer.type === 'circle' ? layer.paint?.['circle-radius'] : undefined
      return letters === undefined && icon === undefined && circle === undefined ? [] : [{ id: layer.id, letters, icon, circle }]
    })
    const size = (factor: number): void => {
      for (const { id, letters, icon, circle } of sized) {
        if (letters !== undefined) map.setLayoutProperty(id, 'text-size', times(factor, letters))
        if (icon !== undefined) map.setLayoutProperty(id, 'icon-size', times(factor, icon))
        if (circle !== undefined) map.setPaintProperty(id, 'circle-radius', times(factor, circle))
      }
      const points = map.getSource('points')
      if (points instanceof GeoJSONSource) void points.setClusterOptions({ clusterRadius: Math.round(CLUSTER_PX * factor) })
    }
    const follow = (): void => size(Math.max(1, parseFloat(getComputedStyle(map.getContainer()).fontSize) / USUAL_PX))
    follow()
    window.addEventListener('resize', follow)
    return () => {
      window.removeEventListener('resize', follow)
      size(1)
    }
  }, [map, isFollowing])
}

function times(factor: number, size: unknown): ExpressionSpecification {
  const product: unknown = factor === 1 ? size : ['*', factor, size]
  return product as ExpressionSpecification // sizes of our style are numbers or expressions
}
