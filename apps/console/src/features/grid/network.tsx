import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Table } from 'antd'
import { useState } from 'react'
import type { NetworkRow } from '@yihu/contracts'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { ChainDrawer } from './chain-drawer.tsx'
import { DoorContacts } from './door-contacts.tsx'
import { networkQuery } from './grid-queries.ts'

type Person = NetworkRow['secretaries'][number]

/** The five levels of every grid in one view; who is missing stands out. */
export function Network({ area }: { readonly area: string | undefined }) {
  const found = useQuery(networkQuery(area))
  const [shown, setShown] = useState<string | null>(null)
  if (found.isPending) return <Loading rows={10} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { grids, asOf, area: place } = found.data
  if (grids.length === 0) return <Empty title="这里没有网格">选一个社区或网格看看。</Empty>
  const whole = grids.filter(({ gaps }) => gaps.length === 0).length
  return (
    <>
      <p className="soft">{place.name}的 {grids.length} 个网格，{whole} 个各级都有人，截至 <When at={asOf} />。缺得多的在前；展开看小组和楼栋，点楼栋看它的整条链。</p>
      <Table<NetworkRow> size="small" rowKey="path" scroll={{ x: 900 }} dataSource={grids} pagination={{ pageSize: 20, showSizeChanger: false, hideOnSinglePage: true }} expandable={{ expandedRowRender: (row) => <Inside row={row} onChain={setShown} /> }} columns={[
        { title: '网格', width: 170, render: (_, { path, name }) => <>{name}<br /><Link to="/grid/brief" search={{ area: path }} aria-label={`${name}的交接单`}>交接单</Link></> },
        { title: '网格员', width: 110, render: (_, { workers }) => (workers.length > 0 ? workers.join('、') : <span className="tone-red">▲ 没有</span>) },
        { title: '支部书记', width: 110, render: (_, { secretaries }) => <People people={secretaries} /> },
        { title: '小组长', align: 'right', width: 90, render: (_, { groups }) => filled(groups.filter(({ leaders }) => leaders.length > 0).length, groups.length) },
        { title: '楼长', align: 'right', width: 90, render: (_, { buildings }) => filled(buildings.filter(({ chiefs }) => chiefs.length > 0).length, buildings.length) },
        { title: '中心户', align: 'right', width: 80, render: (_, { centres }) => centres },
        { title: '缺谁', render: (_, { gaps }) => (gaps.length === 0 ? <span className="tone-green">● 不缺</span> : <ul className="grid-gaps">{gaps.map(({ text, list }) => <li key={text} className="tone-amber">△ {list ? <a href={list}>{text}</a> : text}</li>)}</ul>) },
      ]} />
      <DoorContacts area={area} />
      {shown ? <ChainDrawer path={shown} onClose={() => setShown(null)} /> : null}
    </>
  )
}

const filled = (have: number, of: number) => (have < of ? <span className="tone-amber">{have} / {of}</span> : `${have} / ${of}`)

function People({ people }: { readonly people: readonly Person[] }) {
  if (people.length === 0) return <span className="tone-amber">△ 没有</span>
  return <>{people.map(({ personId, name }, at) => <span key={`${personId ?? ''}${name}`}>{at > 0 ? '、' : ''}{personId ? <Link to="/registers" search={{ of: 'person', at: personId }}>{name}</Link> : name}</span>)}</>
}

function Inside({ row: { groups, buildings, sites }, onChain }: { readonly row: NetworkRow; readonly onChain: (path: string) => void }) {
  return (
    <dl className="facts">
      <div className="fact"><dt>楼栋小组</dt><dd>{groups.length === 0 ? <span className="soft">没有</span> : <ul>{groups.map(({ id, name, leaders }) => <li key={id}><Link to="/registers" search={{ of: 'organisation', at: id }}>{name}</Link>　<People people={leaders} /></li>)}</ul>}</dd></div>
      {sites.length > 0 ? <div className="fact"><dt>工程挂包</dt><dd><ul>{sites.map(({ path, name, cadres }) => <li key={path}><Link to="/checks/sheets" search={{ area: path }}>{name}</Link>　<People people={cadres} /></li>)}</ul></dd></div> : null}
      <div className="fact"><dt>楼栋和楼长</dt><dd><ul>{buildings.map(({ path, name, chiefs }) => <li key={path}><Button type="link" size="small" onClick={() => onChain(path)}>{name}</Button><People people={chiefs} /></li>)}</ul></dd></div>
    </dl>
  )
}
