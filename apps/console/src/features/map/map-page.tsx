import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { LayerInfo } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import { Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { serverNow } from '../../app/server-time.ts'
import { useCan } from '../../app/session.ts'
import { useMedia } from '../../app/theme.tsx'
import { BaseMap } from '../../map/base-map.tsx'
import type { MapHold } from '../../map/ground-views.ts'
import type { Thing, TileView } from '../../map/tile-layers.ts'
import { BaseChoice, useBase } from './base-choice.tsx'
import type { ChosenBase } from './base-choice.tsx'
import { DaySlider } from './day-slider.tsx'
import { HouseView } from './house-view.tsx'
import { InsidePanel } from './inside-panel.tsx'
import { depthOf, LayerSwitch } from './layer-switch.tsx'
import { layersQuery } from './layers-query.ts'
import { MapFinder } from './map-finder.tsx'
import type { FoundPlace } from './map-finder.tsx'
import { MapPrint } from './map-print.tsx'
import type { Sheet } from './map-print.tsx'
import { addressOf, daysUntil, layersOn, narrowed, onlyOf, readMapSearch, ringOf, spanOf, toggled, viewOf, wordOf, wordOfRing } from './map-search.ts'
import type { MapSearch } from './map-search.ts'
import { MapTools } from './map-tools.tsx'
import { useDrawing } from './use-drawing.ts'
import '../mediation/mediation.css'
import './map-page.css'

const wideQuery = globalThis.matchMedia('(min-width: 900px)')

/** One map of everything: layers to choose from, heat by day, and from each thing the way to its page. */
export function MapPage() {
  const can = useCan()
  return can('area.read') ? <OneMap /> : <NoPermission what="一张图" />
}

type Change = { readonly [K in keyof MapSearch]?: MapSearch[K] | undefined }

function useMapSearch(): readonly [MapSearch, (next: Change) => void] {
  const search = readMapSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const change = useCallback((next: Change) => void navigate({ to: '/map', search: (last) => readMapSearch({ ...last, ...next }), replace: true }), [navigate])
  return [search, change]
}

function OneMap() {
  const [search, change] = useMapSearch()
  const found = useQuery(layersQuery)
  const isWide = useMedia(wideQuery)
  const [sheet, setSheet] = useState<Sheet | null>(null)
  const base = useBase(search.base)
  const layers = found.data?.layers ?? []
  const on = layersOn(search)
  const only = onlyOf(search)
  const shown = layers.filter(({ id }) => on.includes(id)).toSorted((a, b) => depthOf(a) - depthOf(b))
  if (found.isError && layers.length === 0) return <Failed error={found.error} retry={() => void found.refetch()} />
  return (
    <>
      {sheet ? <MapPrint sheet={sheet} shown={shown} only={only} base={base.words} onClose={() => setSheet(null)} /> : null}
      <div className="one-map" hidden={sheet !== null}>
        <h1 className="unseen">一张图</h1>
        <details className="one-map-side" open={isWide} key={String(isWide)}>
          <summary>图层（{shown.length} 个开着）</summary>
          <BaseChoice value={search.base} onChange={(next) => change({ base: next })} />
          {found.isPending ? <Loading rows={5} /> : <LayerSwitch layers={layers} on={on} only={only} onToggle={(id) => change({ on: toggled(search, id) })} onNarrow={(id, words) => change({ only: narrowed(search, id, words) || undefined })} />}
        </details>
        {found.isPending ? <section className="one-map-place" aria-label="地图"><Loading /></section> : <Place search={search} change={change} base={base} layers={layers} shown={shown} asOf={found.data?.asOf ?? ''} onPrint={setSheet} />}
      </div>
    </>
  )
}

interface PlaceProps {
  readonly search: MapSearch
  readonly change: (next: Change) => void
  readonly base: ChosenBase
  readonly layers: readonly LayerInfo[]
  readonly shown: readonly LayerInfo[]
  readonly asOf: string
  readonly onPrint: (sheet: Sheet) => void
}

/** The map itself with what lies over it. */
function Place({ search, change, base, layers, shown, asOf, onPrint }: PlaceProps) {
  const [things, setThings] = useState<readonly Thing[]>([])
  const [place, setPlace] = useState<FoundPlace | null>(null)
  const [start] = useState(() => viewOf(search))
  const drawing = useDrawing(ringOf(search))
  const hold = useRef<MapHold | null>(null)
  const [isDrawn, setDrawn] = useState(false)
  const days = useMemo(() => daysUntil(localDate(serverNow().getTime())), [])
  const span = spanOf(search, days)
  const only = onlyOf(search)
  const isDrawing = drawing.tool !== null
  const tiles: TileView = {
    shown, only, isQuiet: isDrawing, days: days.slice(span[0], span[1] + 1).map((day) => `d${day.replaceAll('-', '')}`), revision: asOf, onThings: setThings, onView: (view) => change({ view: wordOf(view) }),
  }
  const ring = ringOf(search)
  // What was found inside a shape goes when it is another shape.
  const isOther = ring.length >= 3 && wordOfRing(drawing.corners) !== wordOfRing(ring)
  const forget = useEffectEvent(() => change({ ring: undefined }))
  useEffect(() => { if (isOther) forget() }, [isOther])
  const asked = ring.length < 3 || isOther ? null : { ring, layers: shown.map(({ id }) => ({ id, ...(only.has(id) ? { only: only.get(id)?.join(',') ?? '' } : {}) })) }
  const print = async () => {
    if (hold.current) onPrint({ ...(await hold.current.picture()), metresPerPixel: search.tall === '1' ? null : hold.current.metresPerPixel(), asOf })
  }
  return (
    <section className="one-map-place" aria-label="地图">
      <BaseMap tiles={tiles} centre={start} {...(start ? { zoom: start.zoom } : {})} isTall={search.tall === '1'} raster={base.raster} selected={drawing.shapes} keepsView handles={drawing.handles} handleActions={drawing.actions} onHold={(next) => { hold.current = next; setDrawn(next !== null) }}
        marks={useMarks(place)} {...(isDrawing ? { onPick: drawing.add } : {})} label="一张图；图层和列表在旁边" />
      <div className="one-map-over">
        <MapFinder onPlace={(next) => { setPlace(next); hold.current?.goTo(next) }} />
        <MapTools drawing={drawing} isDrawn={isDrawn} isTall={search.tall === '1'} onTall={() => change({ tall: search.tall === '1' ? undefined : '1' })} onPrint={() => void print()} onMiddle={() => { if (hold.current) drawing.add(hold.current.centre()) }} onLook={() => change({ ring: wordOfRing(drawing.corners) })} />
        {things.length > 0 ? <Things things={things} layers={layers} onHouse={(house) => change({ house })} onClose={() => setThings([])} /> : null}
        {asked && asked.layers.length > 0 ? <InsidePanel asked={asked} onClose={() => drawing.take(null)} /> : null}
        {base.raster ? <p className="one-map-source">底图：{base.words}</p> : null}
        {search.house ? <HouseView key={search.house} path={search.house} onClose={() => change({ house: undefined })} /> : null}
      </div>
      {shown.some(({ isByDay }) => isByDay) ? <DaySlider days={days} span={span} onChange={([first, last]) => change({ from: days[first] ?? '', to: days[last] ?? '' })} /> : null}
    </section>
  )
}

/** What was looked for stands out. */
function useMarks(place: FoundPlace | null) {
  return useMemo(() => (place ? [{ id: 'found', lon: place.lon, lat: place.lat, mark: 'sought' as const, title: place.title, isMain: true }] : []), [place])
}

interface ThingsProps {
  readonly things: readonly Thing[]
  readonly layers: readonly LayerInfo[]
  readonly onHouse: (path: string) => void
  readonly onClose: () => void
}

/** What was pressed, each with the way to its page; a building also opens by its rooms. */
function Things({ things, layers, onHouse, onClose }: ThingsProps) {
  const can = useCan()
  return (
    <section className="one-map-things card" aria-label="这一处">
      <div className="one-map-things-head"><h2>这一处有 {things.length} 项</h2><Button type="text" size="small" onClick={onClose}>关闭</Button></div>
      <ul>
        {things.map(({ layer, title, word, facts }) => {
          const of = layers.find(({ id }) => id === layer)
          const address = addressOf(of?.card ?? null, facts)
          const path = layer === 'areas-building' && typeof facts['path'] === 'string' && can('pool.read') ? facts['path'] : null
          return (
            <li key={`${layer} ${String(facts['id'])}`}>
              <span className="soft">{of?.name}{word ? ` · ${word}` : ''}</span><br />{address === null ? title : <Link to={address}>{title}</Link>}
              {path === null ? null : <Button size="small" className="one-map-open" aria-label={`${title}的人房`} onClick={() => onHouse(path)}>人房</Button>}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
