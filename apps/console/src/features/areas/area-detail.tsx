import { useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { AREA_LEVELS } from '@yihu/contracts'
import type { AnswerOf, showArea } from '@yihu/contracts'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { areasQuery } from '../cases/queries.ts'

interface AreaDetailProps {
  readonly query: UseQueryResult<AnswerOf<typeof showArea>>
  readonly code: string | undefined
  readonly onChoose: (code: string) => void
  /** Null: the person may not change areas. */
  readonly onEdit: (() => void) | null
}

/** One area: where it belongs, what it holds, since when its boundary stands. */
export function AreaDetail({ query, code, onChoose, onEdit }: AreaDetailProps) {
  if (!code) return <Empty title="选一个区域">在左边的列表里选，或点地图。</Empty>
  if (query.isPending) return <Loading />
  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />
  const area = query.data
  return (
    <>
      <p className="area-chain">
        {area.chain.filter((one) => one.code !== area.code).map((one) => <span key={one.code}><Button type="link" size="small" onClick={() => onChoose(one.code)}>{one.name}</Button> ▸ </span>)}
      </p>
      <h2>{area.name}</h2>
      <dl className="area-facts">
        <dt>层级</dt><dd>{area.levelName}</dd>
        <dt>编码</dt><dd><code>{area.code}</code></dd>
        {area.address ? <><dt>地址</dt><dd>{area.address}</dd></> : null}
        <dt>生效</dt><dd>{area.validFrom}{area.validTo ? ` 至 ${area.validTo}` : ' 起'}</dd>
        <dt>边界</dt><dd>{area.geometry ? '已在地图上标出' : <span className="tone-amber">◆ 还没有边界</span>}</dd>
      </dl>
      <p><Link to="/desk/$desk" params={{ desk: 'mine' }} search={{ area: area.path }}>这里的案件</Link>{onEdit && area.geometry ? <> <Button size="small" onClick={onEdit}>改名、改边界</Button></> : null}</p>
      {area.children > 0 ? <Below code={area.code} onChoose={onChoose} /> : null}
      {area.history.length > 0 ? (
        <details className="fold"><summary>边界变更 {area.history.length} 次</summary>
          <ul>{area.history.map(({ validFrom, validTo, reason }) => <li key={validFrom}>{validFrom} 至 {validTo ?? '今'}：{reason}</li>)}</ul>
        </details>
      ) : null}
    </>
  )
}

function Below({ code, onChoose }: { readonly code: string; readonly onChoose: (code: string) => void }) {
  const { data } = useQuery(areasQuery(code))
  if (!data) return null
  const groups = Map.groupBy(data.areas, ({ level }) => level)
  return [...groups].map(([level, areas]) => (
    <section key={level}>
      <h3>{AREA_LEVELS[level]} {areas.length}</h3>
      <ul className="area-below">{areas.slice(0, 60).map((one) => <li key={one.code}><Button type="link" size="small" onClick={() => onChoose(one.code)}>{one.name}</Button></li>)}</ul>
      {areas.length > 60 ? <p className="soft">只列出前 60 个，其余请在左边查找。</p> : null}
    </section>
  ))
}
