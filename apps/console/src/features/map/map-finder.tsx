import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { searchAll } from '@yihu/contracts'
import type { SearchHit } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { pageOf } from '../../app/page-of-hit.ts'
import type { LonLat } from '../../map/base-map.tsx'
import { useSettled } from '../intake/class-suggestions.tsx'

const TYPING_MS = 200
const SHOWN = 5

/** A thing that was looked for, where it lies. */
export interface FoundPlace extends LonLat {
  readonly title: string
}

/** The one search of the house, its answers shown on the map: a press flies there, the word beside it opens the page. */
export function MapFinder({ onPlace }: { readonly onPlace: (place: FoundPlace) => void }) {
  const [text, setText] = useState('')
  const q = useSettled(text.trim(), TYPING_MS)
  const found = useQuery({ queryKey: ['search', q, SHOWN], queryFn: ({ signal }) => api.call(searchAll, { query: { q, limit: SHOWN }, signal }), enabled: q !== '' })
  // Enter would open what answers other words.
  const isAnswered = q !== '' && q === text.trim()
  const groups = !isAnswered ? [] : (found.data?.groups ?? [])
  const go = ({ title, point }: SearchHit) => {
    if (!point) return
    setText('')
    onPlace({ title, ...point })
  }
  return (
    <search className="one-map-finder">
      <Input size="small" value={text} onChange={({ target }) => setText(target.value)} onPressEnter={() => { const [first] = groups.flatMap(({ hits }) => hits.filter(({ point }) => point !== null)); if (first) go(first) }} placeholder="在图上找：地址、楼栋、单位、部件、设备" aria-label="在图上找" allowClear autoComplete="off" />
      {groups.length > 0 ? (
        <ul className="one-map-hits" aria-label="找到的">
          {groups.flatMap(({ kind, name, hits }) => hits.map((hit) => (
            <li key={`${kind}:${hit.id}`}>
              {hit.point ? <Button type="link" size="small" onClick={() => go(hit)}>{hit.title}</Button> : <span>{hit.title}</span>} <Link to={pageOf(kind, hit.id)} aria-label={`打开${hit.title}`}>{name}</Link>
              <p className="soft">{hit.point ? hit.detail : `${hit.detail}（图上没有位置）`}</p>
            </li>
          )))}
        </ul>
      ) : isAnswered && found.isError ? <p className="one-map-hits soft" role="status">{textOf(found.error)}</p> : isAnswered && found.isSuccess ? <p className="one-map-hits soft" role="status">没有找到“{q}”。</p> : null}
    </search>
  )
}
