import { useQuery } from '@tanstack/react-query'
import { Progress, Table } from 'antd'
import type { RegisterSources } from '@yihu/contracts'
import { Empty, Failed, Loading } from '../../app/conditions.tsx'
import { focusableRows } from '../../app/focusable-rows.ts'
import { When } from '../../app/when.tsx'
import { LineageGraph } from './lineage-graph.tsx'
import { sourcesQuery } from './quality-queries.ts'

/** Each register with what it comes from: sources with their days, the latest files. */
export function Sources({ area }: { readonly area: string | undefined }) {
  const found = useQuery(sourcesQuery(area))
  if (found.isPending) return <Loading rows={8} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { registers, asOf, area: place } = found.data
  if (registers.length === 0) return <Empty title="这里还没有登记">登记以后，这里写明每种登记来自哪些来源。</Empty>
  return (
    <>
      <p className="soft">{place.name}的每种登记从哪里来，截至 <When at={asOf} />。一条登记、一项内容的来历，在它的卡片上。</p>
      {registers.map((one) => <OneRegister key={one.register} one={one} />)}
    </>
  )
}

function OneRegister({ one }: { readonly one: RegisterSources }) {
  const { name, total, sources, loads } = one
  return (
    <section className="card">
      <h2>{name} ← {sources.length} 个来源，{total.toLocaleString('zh-CN')} 条</h2>
      <LineageGraph one={one} />
      <Table size="small" rowKey="source" dataSource={sources} pagination={false} scroll={{ x: 480 }} onRow={focusableRows}
        columns={[
          { title: '来源', dataIndex: 'name' },
          { title: '条数', dataIndex: 'entries', align: 'right', render: (entries: number) => entries.toLocaleString('zh-CN') },
          { title: '占比', dataIndex: 'entries', key: 'share', width: 160, render: (entries: number) => <Progress size="small" percent={Math.round((100 * entries) / total)} aria-label="占比" /> },
          { title: '数据日期', dataIndex: 'from', render: (from: string, { to }) => (from === to ? from : `${from} 至 ${to}`) },
        ]} />
      {loads.length > 0 ? <ul className="timeline">{loads.map(({ id, title, fileName, by, at, entries }) => <li key={id}><p className="timeline-line">{fileName === null ? title : `文件《${fileName}》`}　{entries.toLocaleString('zh-CN')} 条</p><p className="timeline-text soft">{title}，{by}，<When at={at} /></p></li>)}</ul> : null}
    </section>
  )
}
