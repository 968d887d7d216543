import { useQuery } from '@tanstack/react-query'
import { Select, Table } from 'antd'
import { useState } from 'react'
import type { AlarmDetail } from '@yihu/contracts'
import { Loading } from '../../app/conditions.tsx'
import { serverNow } from '../../app/server-time.ts'
import { exactText } from '../../app/time.ts'
import { LineChart } from '../../chart/line-chart.tsx'
import { chartQuery, deviceQuery, productsQuery } from '../devices/device-queries.ts'

const DAY_HOURS = 24
const AFTER_MS = 3_600_000

/** Why it rang: what was heard, the rule in words, the curve around it. */
export function Why({ alarm }: { readonly alarm: AlarmDetail }) {
  const { why: { rule, reasons, readings, settings } } = alarm
  const changed = settings.values.filter(({ isChanged }) => isChanged)
  return (
    <section className="card" aria-label="为什么响">
      <h2>为什么响</h2>
      <ul className="alarm-reasons">{reasons.map((reason) => <li key={reason}><strong>{reason}</strong></li>)}</ul>
      <Around alarm={alarm} />
      {readings.length > 0 ? (
        <Table className="alarm-readings" rowKey={({ at, device, what }) => `${at} ${device} ${what}`} size="small" pagination={false} dataSource={readings}
          columns={[{ title: '时间', dataIndex: 'at', render: (at: string) => exactText(at) }, { title: '设备', dataIndex: 'device' }, { title: '测点', dataIndex: 'what' }, { title: '值', dataIndex: 'value', align: 'right' }]} />
      ) : null}
      <details className="fold">
        <summary>规则</summary>
        <ul>{rule.map((line) => <li key={line}>{line}</li>)}</ul>
        <p className="soft">{settings.areaName ? `按${settings.areaName}第 ${settings.version} 版设置` : '按默认设置'}{changed.length > 0 ? `：${changed.map(({ label, value }) => `${label} ${value}`).join('，')}` : ''}</p>
      </details>
    </section>
  )
}

function Around({ alarm: { device: { id }, raisedAt, cleared } }: { readonly alarm: AlarmDetail }) {
  const [chosen, setPoint] = useState<string>()
  const device = useQuery({ ...deviceQuery(id), retry: false }).data
  const product = useQuery(productsQuery).data?.products.find((one) => one.id === device?.productId)
  const heard = device?.values.filter(({ value }) => value !== null) ?? []
  const value = heard.find(({ point }) => point === chosen) ?? heard[0]
  const until = new Date(Math.min(serverNow().getTime(), Date.parse(cleared?.at ?? raisedAt) + AFTER_MS)).toISOString()
  // To the minute: a chart of the past is asked for once, not at every look.
  const chart = useQuery({ ...chartQuery(id, { point: value?.point ?? '', hours: DAY_HOURS, until: `${until.slice(0, 16)}:00.000Z` }), enabled: value !== undefined })
  if (!value) return null
  if (!chart.data) return chart.isError ? null : <Loading rows={3} />
  const words = product?.points.find(({ name }) => name === value.point)?.words ?? {}
  return (
    <>
      {heard.length > 1 ? <Select size="small" aria-label="测点" value={value.point} onChange={setPoint} options={heard.map(({ point, title }) => ({ value: point, label: title }))} /> : null}
      <LineChart title={value.title} unit={value.unit} samples={chart.data.samples} from={chart.data.from} to={chart.data.to} words={words} marks={[{ at: Date.parse(raisedAt), word: '响' }]} />
    </>
  )
}
