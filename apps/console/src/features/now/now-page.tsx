import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Checkbox } from 'antd'
import { useMemo, useRef, useState } from 'react'
import { DEVICE_HEALTH } from '@yihu/contracts'
import type { AlarmRow, LayerInfo } from '@yihu/contracts'
import { Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { openNow, opensNow } from '../../app/first-page.ts'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { BaseMap } from '../../map/base-map.tsx'
import type { MapHold } from '../../map/ground-views.ts'
import type { Thing, TileView } from '../../map/tile-layers.ts'
import { AlarmMark } from '../alarms/alarm-mark.tsx'
import { ringingQuery } from '../alarms/alarm-queries.ts'
import { ScenarioIcon } from '../alarms/scenario-icon.tsx'
import { weatherQuery } from '../devices/device-queries.ts'
import { useBellSwitch, useNewSerious } from '../alarms/use-bell.ts'
import { countOfKinds, layersQuery } from '../map/layers-query.ts'
import { addressOf } from '../map/map-search.ts'
import './now.css'

/** From below to above. */
const LAYERS = ['coverage-grid', 'facilities', 'devices', 'cases', 'alarms']
/** Of devices only what needs somebody. */
const DEVICE_TROUBLES = (['silent', 'fault'] as const).map((health) => ({ health, word: DEVICE_HEALTH[health] }))
const ONLY = new Map([['devices', DEVICE_TROUBLES.map(({ word }) => word)]])
const NO_DAYS: readonly string[] = []

/** 城市感知运行图: open cases, alarms, devices in trouble and places reached, live; a new serious alarm is heard and comes into the middle. */
export function NowPage() {
  const can = useCan()
  return can('alarm.read') ? <Now /> : <NoPermission what="运行图" />
}

function Now() {
  const found = useQuery(layersQuery)
  const ringing = useQuery(ringingQuery)
  const hold = useRef<MapHold | null>(null)
  const [things, setThings] = useState<readonly Thing[]>([])
  const [newest, setNewest] = useState<AlarmRow | null>(null)
  useNewSerious(([first]) => {
    const alarm = ringing.data?.alarms.find(({ id }) => id === first)
    if (!alarm) return
    setNewest(alarm)
    if (alarm.point) hold.current?.goTo(alarm.point)
  })
  const layers = found.data?.layers
  const shown = useMemo(() => LAYERS.flatMap((id) => layers?.find((one) => one.id === id) ?? []), [layers])
  if (found.isError && !layers) return <Failed error={found.error} retry={() => void found.refetch()} />
  if (!layers) return <Loading />
  const tiles: TileView = { shown, days: NO_DAYS, only: ONLY, isQuiet: false, revision: found.data?.asOf ?? '', onThings: setThings, onView: () => undefined }
  return (
    <div className="now">
      <h1 className="unseen">城市感知运行图</h1>
      <section className="now-side" aria-label="眼下">
        {newest ? <Newest alarm={newest} onClose={() => setNewest(null)} /> : null}
        <Figures layers={layers} asOf={found.data?.asOf ?? ''} />
        <Ringing alarms={ringing.data?.alarms ?? []} onShow={({ point }) => { if (point) hold.current?.goTo(point) }} />
        <Settings />
      </section>
      <section className="now-place" aria-label="地图">
        <BaseMap tiles={tiles} onHold={(next) => { hold.current = next }} label="运行图；数目和告警在旁边" />
        {things.length > 0 ? <Pressed things={things} layers={layers} onClose={() => setThings([])} /> : null}
      </section>
    </div>
  )
}

/** Said aloud by screen readers too; it stays until somebody puts it away. */
function Newest({ alarm: { id, what, areaName, raisedAt }, onClose }: { readonly alarm: AlarmRow; readonly onClose: () => void }) {
  return (
    <div className="now-newest" role="alert">
      <p><strong>▲ 新的严重告警</strong> <When at={raisedAt} isRelative /></p>
      <p>{what}（{areaName}）</p>
      <p><Link to="/alarms" search={{ at: id }}>去处理</Link> <Button size="small" type="text" onClick={onClose}>知道了</Button></p>
    </div>
  )
}

function Figures({ layers, asOf }: { readonly layers: readonly LayerInfo[]; readonly asOf: string }) {
  const of = (id: string) => layers.find((one) => one.id === id)
  const kind = (id: string, ...words: readonly string[]) => {
    const layer = of(id)
    return layer ? countOfKinds(layer, words) : null
  }
  const [cases, alarms, devices, coverage, facilities] = [of('cases'), of('alarms'), of('devices'), of('coverage-grid'), of('facilities')]
  return (
    <>
      <dl className="now-figures">
        {cases ? <Figure name="在办案件" value={cases.count} detail={`有位置的；超期 ${kind('cases', '超期') ?? '很多'}，临期 ${kind('cases', '临期') ?? '很多'}`} to={cases.list} isBad={kind('cases', '超期') !== 0} /> : null}
        {alarms ? <Figure name="未解除告警" value={alarms.count} detail="有位置的，不含演练" to={alarms.list} isBad={alarms.count !== 0} /> : null}
        {devices ? DEVICE_TROUBLES.map(({ word, health }) => <Figure key={word} name={`设备${word}`} value={kind('devices', word)} detail={`有位置的 ${devices.count ?? '很多'} 台里`} to={`/devices?health=${health}`} isBad={kind('devices', word) !== 0} />) : null}
        {coverage ? <Figure name="昨天走到的网格" value={kind('coverage-grid', '走到了')} detail={`共 ${coverage.count ?? '很多'} 个，不记人和路线`} to={coverage.list} isBad={false} /> : null}
        {facilities ? <Figure name="公共设施" value={facilities.count} detail={facilities.kinds.slice(0, 3).map(({ word, count }) => `${word} ${count}`).join('，') || '还没有登记'} to={facilities.list} isBad={false} /> : null}
        <Weather />
      </dl>
      <p className="soft now-as-of">截至 <When at={asOf} /></p>
    </>
  )
}

/** As a weather station of the street's own says. */
function Weather() {
  const can = useCan()
  const { data, isError } = useQuery({ ...weatherQuery, enabled: can('device.read') })
  if (!can('device.read')) return null
  const station = data?.station
  const [first, ...others] = station?.values ?? []
  return (
    <div className="now-figure">
      <dt>天气</dt>
      {station && first ? (
        <dd><Link to="/devices" search={{ at: station.id }} className={`now-value ${station.isSilent ? 'soft' : ''}`} aria-label={`${first.title} ${first.value}${first.unit}，打开气象站`}>{first.value}<span> {first.unit}</span></Link><span className="soft">{[...others.map(({ title, value, unit }) => `${title} ${value} ${unit}`), station.name].join(' · ')} · {station.isSilent ? '停在' : ''}<When at={station.at} isRelative /></span></dd>
      ) : station === null ? <dd><span className="now-value soft">没有气象站</span><span className="soft">在“设备”里登记类别为“气象站”的设备，这里就有天气</span></dd> : <dd className="soft">{isError ? '没有读到，过几分钟再试' : station ? '气象站没有测点' : '正在读取'}</dd>}
    </div>
  )
}

interface FigureProps {
  readonly name: string
  readonly value: number | null
  readonly detail: string
  readonly to: string
  readonly isBad: boolean
}

function Figure({ name, value, detail, to, isBad }: FigureProps) {
  return <div className="now-figure"><dt>{name}</dt><dd><Link to={to} className="now-value" aria-label={`${name} ${value ?? '很多'}，打开列表`}>{isBad ? <span className="tone-red" aria-hidden="true">▲</span> : null}{value ?? '很多'}</Link><span className="soft">{detail}</span></dd></div>
}

function Ringing({ alarms, onShow }: { readonly alarms: readonly AlarmRow[]; readonly onShow: (alarm: AlarmRow) => void }) {
  return (
    <section aria-label="待确认的告警">
      <h2>待确认的告警</h2>
      {alarms.length === 0 ? <p className="soft">没有待确认的告警。</p> : (
        <ul className="now-ringing">
          {alarms.map((alarm) => (
            <li key={alarm.id}><AlarmMark of={alarm} /> <ScenarioIcon icon={alarm.scenario.icon} /> <Link to="/alarms" search={{ at: alarm.id }}>{alarm.what}</Link><p className="soft">{alarm.areaName} · <When at={alarm.raisedAt} isRelative />{alarm.point ? <Button type="link" size="small" onClick={() => onShow(alarm)}>在图上看</Button> : null}</p></li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** A browser allows no sound before somebody has touched the page: then it says so. */
function Settings() {
  const [isOn, turn] = useBellSwitch()
  const [isFirst, setFirst] = useState(opensNow)
  const [isTouched, setTouched] = useState(() => navigator.userActivation.hasBeenActive)
  return (
    <section className="now-settings" aria-label="这台电脑">
      <Checkbox checked={isOn} onChange={turn}>来了严重告警响铃</Checkbox>
      <Checkbox checked={isFirst} onChange={({ target }) => { openNow(target.checked); setFirst(target.checked) }}>登录后先打开运行图</Checkbox>
      {isOn && !isTouched ? <Button size="small" onClick={() => setTouched(true)}>点一下，浏览器才许响铃</Button> : null}
    </section>
  )
}

function Pressed({ things, layers, onClose }: { readonly things: readonly Thing[]; readonly layers: readonly LayerInfo[]; readonly onClose: () => void }) {
  return (
    <section className="now-pressed card" aria-label="这一处">
      <ul>
        {things.map(({ layer, title, word, facts }) => {
          const address = addressOf(layers.find(({ id }) => id === layer)?.card ?? null, facts)
          return <li key={`${layer} ${String(facts['id'])}`}>{address === null ? title : <Link to={address}>{title}</Link>}{word ? <span className="soft"> · {word}</span> : null}</li>
        })}
      </ul>
      <Button size="small" type="text" onClick={onClose}>关闭</Button>
    </section>
  )
}
