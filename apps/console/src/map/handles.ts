import { useEffect, useEffectEvent } from 'react'
import { Marker } from 'maplibre-gl'
import type { Map as MapLibre } from 'maplibre-gl'

/** A point of the map that people move: with the mouse, the finger or the arrow keys. */
export interface Handle {
  readonly id: string
  readonly lon: number
  readonly lat: number
  /** `corner`: is there; `middle`: becomes a corner when it is moved. */
  readonly kind: 'corner' | 'middle'
  readonly title: string
}

export interface HandleActions {
  readonly onMove: (id: string, to: { readonly lon: number; readonly lat: number }) => void
  readonly onRemove: (id: string) => void
}

/** One press of an arrow, in degrees: about a metre. */
const STEP = 0.00001
const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] }

/** Draws handles on the map; after a move by keys the same handle keeps the focus. */
export function useHandles(map: MapLibre | null, handles: readonly Handle[], actions: HandleActions): void {
  const move = useEffectEvent(actions.onMove)
  const remove = useEffectEvent(actions.onRemove)
  useEffect(() => {
    if (!map) return
    const made = handles.map((handle) => {
      const element = document.createElement('button')
      element.type = 'button'
      element.className = `map-handle map-handle-${handle.kind}`
      element.dataset['handle'] = handle.id
      element.title = handle.title
      element.addEventListener('click', (event) => event.stopPropagation())
      element.addEventListener('dblclick', (event) => { event.stopPropagation(); remove(handle.id) })
      element.addEventListener('keydown', (event) => press(event, handle))
      const marker = new Marker({ element, draggable: true }).setLngLat([handle.lon, handle.lat]).addTo(map)
      element.setAttribute('aria-label', handle.title)
      marker.on('dragend', () => { const { lng, lat } = marker.getLngLat(); move(handle.id, { lon: lng, lat }) })
      return marker
    })
    refocus(map)
    return () => { for (const marker of made) marker.remove() }

    function press(event: KeyboardEvent, { id, lon, lat }: Handle) {
      const arrow = ARROWS[event.key]
      if (!arrow && event.key !== 'Delete' && event.key !== 'Backspace') return
      event.preventDefault()
      event.stopPropagation()
      if (!arrow) return remove(id)
      focused = id
      move(id, { lon: lon + arrow[0], lat: lat + arrow[1] })
    }
  }, [map, handles])
}

let focused: string | null = null

function refocus(map: MapLibre): void {
  if (focused === null) return
  map.getContainer().querySelector<HTMLElement>(`[data-handle="${CSS.escape(focused)}"]`)?.focus()
  focused = null
}
