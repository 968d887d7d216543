import { useQuery } from '@tanstack/react-query'
import { DatePicker, Segmented, Slider } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useEffectEvent, useState } from 'react'
import { areasAsOf } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading } from '../../app/conditions.tsx'
import { EMPTY, shapesOf } from '../../map/geometry.ts'
import type { Shapes } from '../../map/geometry.ts'

const LEVELS = [{ value: 'community', label: '社区' }, { value: 'grid', label: '网格' }, { value: 'estate', label: '小区' }] as const
type Level = (typeof LEVELS)[number]['value']

/** How borders were on a day: what was otherwise than today is drawn over today's map. */
export function AreaPast({ onDraw }: { readonly onDraw: (shapes: Shapes) => void }) {
  const [level, setLevel] = useState<Level>('grid')
  const [at, setAt] = useState<string | undefined>(undefined)
  const borders = useQuery({
    queryKey: ['area-borders', level, at ?? null],
    queryFn: ({ signal }) => api.call(areasAsOf, { query: { level, ...(at ? { at } : {}) }, signal }),
    placeholderData: (last) => last,
  })
  const draw = useEffectEvent(onDraw)
  const former = borders.data?.areas.filter(({ isFormer }) => isFormer) ?? []
  const drawn = useEffectEvent(() => draw(shapesOf(former.map(({ geometry }) => ({ type: 'Feature' as const, geometry, properties: {} })))))
  useEffect(() => { drawn() }, [borders.data])
  useEffect(() => () => draw(EMPTY), [])
  if (borders.isPending) return <Loading />
  if (borders.isError) return <Failed error={borders.error} retry={() => void borders.refetch()} />
  const dates = borders.data.dates.toReversed()
  const place = Math.max(0, dates.findLastIndex((day) => day <= borders.data.at))
  return (
    <>
      <h2>以前的边界</h2>
      <Segmented<Level> block value={level} onChange={setLevel} options={[...LEVELS]} />
      <p className="area-past-day"><label htmlFor="as-of">日期</label> <DatePicker id="as-of" allowClear={false} value={dayjs(borders.data.at)} maxDate={dayjs()} onChange={(day) => { if (day) setAt(day.format('YYYY-MM-DD')) }} /></p>
      {dates.length > 1 ? (
        <Slider min={0} max={dates.length - 1} value={place} step={1} tooltip={{ formatter: (i) => `${dates[i ?? 0] ?? ''} 起` }} onChange={(i: number) => setAt(dates[i])} ariaLabelForHandle="第几次变更以后"
          marks={{ 0: dates[0] ?? '', [dates.length - 1]: dates.at(-1) ?? '' }} className="area-past-slider" />
      ) : <p className="soft">{dates.length === 0 ? '这一层级还没有边界。' : '这一层级的边界还没有变过。'}</p>}
      <div aria-live="polite">
        {borders.data.areas.length === 0 && dates.length > 0 ? <p>这一天还没有登记边界，最早的一天是 {dates[0]}。</p> : former.length === 0 ? <p className="tone-green">● 这一天的边界和现在一样，共 {borders.data.areas.length} 个。</p> : (
          <>
            <p>有 {former.length} 个和现在不同，已在地图上标出当时的样子：</p>
            <ul className="area-below">{former.map(({ code, name, since }) => <li key={code}>{name}<span className="soft">（{since} 起的边界）</span></li>)}</ul>
          </>
        )}
      </div>
      <p className="soft">底图是现在的边界；名称按现在的写。</p>
    </>
  )
}
