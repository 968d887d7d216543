import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useEffect, useState } from 'react'
import type { CSSProperties } from 'react'
import { SCREENS } from '@yihu/contracts'
import type { AnswerOf, listIndicators, Screen } from '@yihu/contracts'
import { Empty, Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { LiveDot, LiveProvider } from '../../app/live.tsx'
import { useCan } from '../../app/session.ts'
import { useForcedTheme } from '../../app/theme.tsx'
import { instantText } from '../../app/time.ts'
import { FigureCard } from './figure-card.tsx'
import { HotList, NewestList } from './screen-lists.tsx'
import { ScreenMap } from './screen-map.tsx'
import { screenQuery } from './screen-queries.ts'
import { isScreen, readScreenSearch, screenAfter } from './screen-search.ts'
import { useTick } from './use-tick.ts'
import './screens.css'

const TURN_MS = 30_000
/** Nobody reads what a figure rests on for longer; who walked away left it open. */
const READ_MS = 180_000

const MOST_BESIDE = 5

const NOWHERE: AnswerOf<typeof listIndicators>['within'] = []

/** One of the six work interfaces, for the wall: numbers that open their lists, where the work lies, what is hot. */
export function ScreenPage() {
  const { screen = '' } = useParams({ strict: false })
  const can = useCan()
  useForcedTheme('dark')
  if (!isScreen(screen)) return <Empty title="没有这块屏">六块屏是：{Object.values(SCREENS).join('、')}。</Empty>
  if (!can('indicator.read')) return <NoPermission what={SCREENS[screen]} />
  return <LiveProvider><Wall screen={screen} /></LiveProvider>
}

function Wall({ screen }: { readonly screen: Screen }) {
  const { area, kiosk = false } = readScreenSearch(useSearch({ strict: false }))
  const found = useQuery(screenQuery(screen, area))
  const now = useTick()
  const [isRead, setRead] = useState(false)
  useTurns(screen, { area, isOn: kiosk, isRead })
  const { data } = found
  return (
    <main className={`screen ${kiosk ? 'screen-kiosk' : ''}`}>
      <ScreenHead screen={screen} data={data} area={area} isKiosk={kiosk} />
      {found.isPending ? <Loading /> : null}
      {found.isError && !data ? <Failed error={found.error} retry={() => void found.refetch()} /> : null}
      {data ? (
        <div className="screen-body">
          <div className="screen-figures">
            {data.indicators.length === 0 ? <Empty title="这块屏还没有指标">没有来源的数不上屏。相关模块启用后，指标会自己出现在这里。</Empty> : null}
            <ul className="figures" style={evenRows(data.indicators.length)}>{data.indicators.map((figure) => <FigureCard key={`${screen} ${figure.id}`} figure={figure} area={data.area.path} now={now} onRead={setRead} />)}</ul>
            <div className="screen-lists"><HotList area={data.area.path} /><NewestList area={data.area.path} /></div>
          </div>
          <ScreenMap screen={screen} area={data.area.path} code={area === undefined ? undefined : data.area.code} within={kiosk ? NOWHERE : data.within} />
        </div>
      ) : null}
    </main>
  )
}

/** Five side by side at most, no row much shorter than the others. */
function evenRows(count: number): CSSProperties {
  const columns = Math.ceil(count / Math.max(1, Math.ceil(count / MOST_BESIDE)))
  return { '--columns': Math.max(1, columns) } as CSSProperties // React's type knows no properties of our own
}

interface HeadProps {
  readonly screen: Screen
  readonly data: AnswerOf<typeof listIndicators> | undefined
  readonly area: string | undefined
  readonly isKiosk: boolean
}

function ScreenHead({ screen, data, area, isKiosk }: HeadProps) {
  const navigate = useNavigate()
  const search = area ? { area } : {}
  const go = (path: string | undefined) => void navigate({ to: '/screen/$screen', params: { screen }, search: path ? { area: path } : {} })
  const narrower = data?.within.map(({ path, name }) => ({ value: path, label: name })) ?? []
  return (
    <header className="screen-head">
      <h1>{SCREENS[screen]} <span className="soft">·</span> {data?.chain.map(({ path, name }, at) => <span key={path}>{at > 0 ? ' / ' : ''}{at === data.chain.length - 1 ? name : <button type="button" className="screen-step" onClick={() => go(at === 0 ? undefined : path)}>{name}</button>}</span>)}</h1>
      {isKiosk ? null : (
        <nav aria-label="六块屏" className="screen-names">
          {Object.entries(SCREENS).map(([name, label]) => <Link key={name} to="/screen/$screen" params={{ screen: name }} search={search} className="screen-name" activeProps={{ 'aria-current': 'page' }}>{label}</Link>)}
        </nav>
      )}
      {isKiosk || narrower.length === 0 ? null : <Select className="screen-within" aria-label="看哪里" placeholder="看哪里" value={null} options={narrower} onChange={(path: string) => go(path)} showSearch={{ optionFilterProp: 'label' }} />}
      <span className="screen-time">{data ? `${instantText(data.asOf)} 更新` : ''} <LiveDot /></span>
      {isKiosk
        ? <Button onClick={() => void navigate({ to: '/screen/$screen', params: { screen }, search })}>停止轮播</Button>
        : <><Button onClick={() => void navigate({ to: '/screen/$screen', params: { screen }, search: { ...search, kiosk: true } })}>轮播</Button><Link to="/" className="screen-name">回工作台</Link></>}
    </header>
  )
}

/** In turn, each for half a minute; who moves to a list has stopped it. What somebody has opened stands for a while longer. */
function useTurns(screen: Screen, { area, isOn, isRead }: { readonly area: string | undefined; readonly isOn: boolean; readonly isRead: boolean }): void {
  const navigate = useNavigate()
  useEffect(() => {
    if (!isOn) return
    const timer = setTimeout(() => void navigate({ to: '/screen/$screen', params: { screen: screenAfter(screen) }, search: { kiosk: true, ...(area ? { area } : {}) }, replace: true }), isRead ? READ_MS : TURN_MS)
    return () => clearTimeout(timer)
  }, [screen, area, isOn, isRead, navigate])
}
