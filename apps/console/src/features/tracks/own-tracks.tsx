import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { listOwnTracks } from '@yihu/contracts'
import type { AnswerOf } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import type { Go } from './tracks-search.ts'

type Session = AnswerOf<typeof listOwnTracks>['sessions'][number]

/** One's own way of a day; nobody else sees it. */
export function OwnTracks({ day, go }: { readonly day: string | undefined; readonly go: Go }) {
  const found = useQuery({ queryKey: ['tracks', 'mine', day ?? null], queryFn: ({ signal }) => api.call(listOwnTracks, { query: day ? { day } : {}, signal }) })
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { sessions, days, keptDays } = found.data
  return (
    <>
      <div className="tracks-filters">
        <Select aria-label="哪一天" className="tracks-day" value={found.data.day} options={[...new Set([found.data.day, ...days])].map((value) => ({ value, label: value }))} onChange={(next: string) => go({ tab: 'mine', day: next })} />
        <Button href="/api/v1/tracks/mine/export">导出我的全部足迹</Button>
      </div>
      <p className="soft">只有您自己看得到，领导、管理员和查询都看不到；手机上的开关关着时一个点也不记，满 {keptDays} 天销毁。</p>
      {sessions.length === 0 ? <Empty title="这一天没有足迹">在掌上APP打开足迹开关，走过的地方会出现在这里。</Empty> : sessions.map((session) => <Walk key={session.id} session={session} />)}
    </>
  )
}

function Walk({ session: { begunAt, endedAt, points, path } }: { readonly session: Session }) {
  return (
    <section className="card">
      <p><When at={begunAt} /> 打开，{endedAt ? <><When at={endedAt} /> 关闭</> : <span className="tone-green">● 还开着</span>}，{points} 个点</p>
      {path.length > 1 ? <Way path={path} /> : null}
    </section>
  )
}

const WIDTH = 600
const HEIGHT = 240
const EDGE = 16

/** The line walked, north up, both directions to one scale. */
function Way({ path }: { readonly path: Session['path'] }) {
  const squeeze = Math.cos(((path[0]?.lat ?? 0) * Math.PI) / 180)
  const flat = path.map(({ lon, lat }) => ({ x: lon * squeeze, y: lat }))
  const [west, south] = [Math.min(...flat.map(({ x }) => x)), Math.min(...flat.map(({ y }) => y))]
  const span = Math.max((Math.max(...flat.map(({ x }) => x)) - west) / (WIDTH - 2 * EDGE), (Math.max(...flat.map(({ y }) => y)) - south) / (HEIGHT - 2 * EDGE), 1e-7)
  const drawn = flat.map(({ x, y }) => `${(EDGE + (x - west) / span).toFixed(1)},${(HEIGHT - EDGE - (y - south) / span).toFixed(1)}`)
  const [start] = drawn
  return (
    <svg className="tracks-way" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`走过的路线，${path.length} 个点`}>
      <polyline points={drawn.join(' ')} />
      {start ? <circle cx={start.split(',')[0]} cy={start.split(',')[1]} r="5" /> : null}
    </svg>
  )
}
