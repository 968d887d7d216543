import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Table } from 'antd'
import { useState } from 'react'
import { ALARM_SEVERITIES, dryRunScenario } from '@yihu/contracts'
import type { AlarmSeverity, ScenarioDetail } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { exactText } from '../../app/time.ts'
import { SEVERITY_MARKS } from '../alarms/alarm-mark.tsx'
import { DryRunMap, ringKey } from './dry-run-map.tsx'
import type { Ring } from './dry-run-map.tsx'
import type { Settings } from './setting-values.ts'

/** How often it would have rung with these settings, and where; nothing comes of it. */
export function DryRun({ scenario: { id, own }, settings }: { readonly scenario: ScenarioDetail; readonly settings: Settings }) {
  const run = useQuery({
    queryKey: ['dry-run', id, own.path, settings],
    queryFn: ({ signal }) => api.call(dryRunScenario, { params: { id }, body: { area: own.path, settings, days: 30 }, signal }),
    staleTime: Infinity, gcTime: 0, retry: false,
  })
  return (
    <section className="card" aria-label="试跑" aria-busy={run.isFetching}>
      <h2>试跑过去 30 天</h2>
      {run.isPending ? <p role="status">正在把存下的读数重走一遍…</p> : null}
      {run.isError ? <Alert type="error" showIcon role="alert" title={textOf(run.error)} /> : null}
      {run.data ? (
        <>
          <p role="status"><strong className="scenario-says">{run.data.says}</strong>{run.data.present ? `　现行设置是 ${run.data.present.count} 次` : '　现在关着'}</p>
          <p className="soft">{exactText(run.data.from)} 至 {exactText(run.data.to)}，{run.data.devices} 台设备的 {run.data.readings} 个读数；没有任何效果。{run.data.isCut ? '其余的设备消息太多，没有走。' : ''}</p>
          {run.data.rings.length > 0 ? <Rings rings={run.data.rings} /> : null}
        </>
      ) : null}
    </section>
  )
}

function Rings({ rings }: { readonly rings: readonly Ring[] }) {
  const [here, setHere] = useState<readonly string[] | null>(null)
  const shown = here ? rings.filter((ring) => here.includes(ringKey(ring))) : rings
  return (
    <>
      <DryRunMap rings={rings} onPress={setHere} />
      {here ? <p>只看这里的 {shown.length} 次<Button type="link" size="small" onClick={() => setHere(null)}>看全部 {rings.length} 次</Button></p> : null}
      <Table<Ring> rowKey={ringKey} size="small" dataSource={shown} pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }} scroll={{ x: 640 }}
        columns={[
          { title: '响起', dataIndex: 'at', width: 150, render: (at: string) => exactText(at) },
          { title: '级别', dataIndex: 'severity', width: 80, render: (severity: AlarmSeverity) => <span className={`tone-${SEVERITY_MARKS[severity].tone}`}>{SEVERITY_MARKS[severity].shape} {ALARM_SEVERITIES[severity]}</span> },
          { title: '什么事', dataIndex: 'what' },
          { title: '设备', dataIndex: 'device', render: ({ id: device, name }: Ring['device']) => <Link to="/devices" search={{ at: device }}>{name}</Link> },
          { title: '解除', dataIndex: 'clearedAt', width: 150, render: (at: string | null) => (at ? exactText(at) : '一直没有') },
        ]} />
    </>
  )
}
