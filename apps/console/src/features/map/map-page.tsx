import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Checkbox } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { listLayers } from '@yihu/contracts'
import type { LayerInfo } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { serverNow } from '../../app/server-time.ts'
import { useCan } from '../../app/session.ts'
import { useMedia } from '../../app/theme.tsx'
import { BaseMap } from '../../map/base-map.tsx'
import type { Thing, TileView } from '../../map/tile-layers.ts'
import { DaySlider } from './day-slider.tsx'
import { addressOf, daysUntil, layersOn, readMapSearch, spanOf, toggled, viewOf, wordOf } from './map-search.ts'
import type { MapSearch } from './map-search.ts'
import './map-page.css'

/** What only time tells (a card turns red, a device falls silent) is seen after so long. */
const EVERY_MS = 30_000
const layersQuery = queryOptions({ queryKey: ['layers'], queryFn: ({ signal }) => api.call(listLayers, { signal }), refetchInterval: EVERY_MS, placeholderData: (last) => last })
const wideQuery = globalThis.matchMedia('(min-width: 900px)')

/** One map of everything: layers to choose from, heat by day, and from each thing the way to its page. */
export function MapPage() {
  const can = useCan()
  return can('area.read') ? <OneMap /> : <NoPermission what="一张图" />
}

function OneMap() {
  const search = readMapSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const found = useQuery(layersQuery)
  const isWide = useMedia(wideQuery)
  const [things, setThings] = useState<readonly Thing[]>([])
  const [start] = useState(() => viewOf(search))
  const change = useCallback((next: MapSearch) => void navigate({ to: '/map', search: (last) => readMapSearch({ ...last, ...next }), replace: true }), [navigate])
  const days = useMemo(() => daysUntil(localDate(serverNow().getTime())), [])
  const span = spanOf(search, days)
  const layers = found.data?.layers ?? []
  const on = layersOn(search)
  const shown = layers.filter(({ id }) => on.includes(id)).toSorted((a, b) => depthOf(a) - depthOf(b))
  const tiles: TileView = {
    shown, days: { from: numberOf(days[span[0]]), to: numberOf(days[span[1]]) }, revision: found.data?.asOf ?? '', onThings: setThings, onView: (view) => change({ view: wordOf(view) }),
  }
  if (found.isError && layers.length === 0) return <Failed error={found.error} retry={() => void found.refetch()} />
  return (
    <div className="one-map">
      <h1 className="unseen">一张图</h1>
      <details className="one-map-side" open={isWide} key={String(isWide)}>
        <summary>图层（{shown.length} 个开着）</summary>
        {found.isPending ? <Loading rows={5} /> : <LayerSwitch layers={layers} on={on} onToggle={(id) => change({ on: toggled(search, id) })} />}
      </details>
      <section className="one-map-place" aria-label="地图">
        {found.isPending ? <Loading /> : <BaseMap tiles={tiles} centre={start} {...(start ? { zoom: start.zoom } : {})} label="一张图；图层和列表在旁边" />}
        {things.length > 0 ? <Things things={things} layers={layers} onClose={() => setThings([])} /> : null}
        {shown.some(({ isByDay }) => isByDay) ? <DaySlider days={days} span={span} onChange={([first, last]) => change({ from: days[first] ?? '', to: days[last] ?? '' })} /> : null}
      </section>
    </div>
  )
}

/** Heat lies lowest, then areas, then points. */
function depthOf({ isByDay, kind }: LayerInfo): number {
  if (isByDay) return 0
  return kind === 'polygon' ? 1 : 2
}

function numberOf(day: string | undefined): number {
  return Number(day?.replaceAll('-', '') ?? 0)
}

interface SwitchProps {
  readonly layers: readonly LayerInfo[]
  readonly on: readonly string[]
  readonly onToggle: (id: string) => void
}

function LayerSwitch({ layers, on, onToggle }: SwitchProps) {
  return (
    <>
      <ul className="one-map-layers">
        {layers.toSorted((a, b) => depthOf(b) - depthOf(a)).map(({ id, name, what, unit, sign, count, list }) => (
          <li key={id}>
            <Checkbox checked={on.includes(id)} onChange={() => onToggle(id)}><span className="one-map-sign" aria-hidden="true">{sign}</span>{name}</Checkbox>
            <span className="one-map-count">{count === null ? '很多' : `${count} ${unit}`}</span>
            <Link to={list} aria-label={`${name}的列表`}>列表</Link>
            <p className="soft">{what}</p>
          </li>
        ))}
      </ul>
      <p className="soft one-map-word">数目是您看得到的全部；没有位置的在列表里。圈里的数是挨得近的个数，▲ 是其中要紧的；点一下走近，点单个打开。</p>
    </>
  )
}

interface ThingsProps {
  readonly things: readonly Thing[]
  readonly layers: readonly LayerInfo[]
  readonly onClose: () => void
}

/** What was pressed, each with the way to its page. */
function Things({ things, layers, onClose }: ThingsProps) {
  return (
    <section className="one-map-things card" aria-label="这一处">
      <div className="one-map-things-head"><h2>这一处有 {things.length} 项</h2><Button type="text" size="small" onClick={onClose}>关闭</Button></div>
      <ul>
        {things.map(({ layer, title, word, facts }) => {
          const of = layers.find(({ id }) => id === layer)
          const address = addressOf(of?.card ?? null, facts)
          return <li key={`${layer} ${String(facts['id'])}`}><span className="soft">{of?.name}{word ? ` · ${word}` : ''}</span><br />{address === null ? title : <Link to={address}>{title}</Link>}</li>
        })}
      </ul>
    </section>
  )
}
