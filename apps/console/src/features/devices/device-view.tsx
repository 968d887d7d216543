import { useQuery } from '@tanstack/react-query'
import { Segmented, Select, Table } from 'antd'
import { useMemo, useState } from 'react'
import type { DeviceDetail } from '@yihu/contracts'
import { Failed, Loading } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { LineChart, numberText } from '../../chart/line-chart.tsx'
import { BaseMap } from '../../map/base-map.tsx'
import { DeviceActs } from './device-acts.tsx'
import { DeviceCommands } from './device-commands.tsx'
import { DeviceSightings } from './device-sightings.tsx'
import { chartQuery, deviceQuery, productsQuery, SPANS } from './device-queries.ts'
import type { Span } from './device-queries.ts'
import { HEALTH_MARKS, HealthMark } from './health.tsx'
import '../case/case.css'

/** One device: how it is, what it says now and said lately, where it stands and who keeps it. */
export function DeviceView({ id }: { readonly id: string }) {
  const found = useQuery(deviceQuery(id))
  if (found.isPending) return <Loading rows={12} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const device = found.data
  return (
    <article className="case" aria-label={`设备 ${device.name}`}>
      <header className="case-head">
        <div className="case-title">
          <h1>{device.name}</h1>
          <p className="soft"><HealthMark health={device.health} />　{device.productName}　编号 {device.id}</p>
        </div>
        {device.mayEdit ? <DeviceActs device={device} /> : null}
      </header>
      <Marks device={device} />
      <section className="card" aria-label="最新读数"><h2>最新读数</h2><Values values={device.values} /></section>
      <Curve device={device} />
      <DeviceSightings id={device.id} kind={device.kind} />
      <Facts device={device} />
      <DeviceCommands id={device.id} name={device.name} />
    </article>
  )
}

function Marks({ device: { maintenance, fault, refused, health, lastAt, values } }: { readonly device: DeviceDetail }) {
  const late = values.filter(({ isLate }) => isLate).map(({ title }) => `“${title}”`)
  return (
    <>
      {maintenance ? <p className="device-note">‖ 维护中，到 <When at={maintenance.until} />：{maintenance.note}</p> : null}
      {fault ? <p className="device-note tone-amber">◆ <When at={fault.at} /> 标记故障：{fault.note}</p> : null}
      {health === 'silent' && lastAt ? <p className="device-note tone-red">▲ {late.length > 0 ? `${late.join('、')}超过三个上报周期没有声音` : '超过三个上报周期没有声音'}；最后一条消息是 <When at={lastAt} isRelative />。</p> : null}
      {refused ? <p className="device-note">△ <When at={refused.at} isRelative /> 有一次没让连上：{refused.reason}</p> : null}
    </>
  )
}

type Value = DeviceDetail['values'][number]

function Values({ values }: { readonly values: readonly Value[] }) {
  return (
    <Table<Value> rowKey="point" size="small" dataSource={values} pagination={false}
      columns={[
        { title: '测点', dataIndex: 'title' },
        { title: '值', dataIndex: 'value', align: 'right', render: (value: number | null, { word, unit }) => (value === null ? <span className="soft">还没有</span> : <strong>{word ?? `${numberText(value)} ${unit}`}</strong>) },
        { title: '时间', dataIndex: 'at', render: (at: string | null, { isLate }) => (at ? <span className={isLate ? 'tone-red' : ''}>{isLate ? '▲ ' : ''}<When at={at} isRelative /></span> : '') },
      ]} />
  )
}

function Curve({ device }: { readonly device: DeviceDetail }) {
  const [chosen, setPoint] = useState<string>()
  const [span, setSpan] = useState<Span>(24)
  const heard = device.values.filter(({ value }) => value !== null)
  const point = chosen ?? heard[0]?.point ?? device.values[0]?.point ?? ''
  const value = device.values.find((one) => one.point === point)
  const chart = useQuery({ ...chartQuery(device.id, { point, hours: span }), enabled: point !== '' })
  const product = useQuery(productsQuery).data?.products.find(({ id }) => id === device.productId)
  const form = product?.points.find(({ name }) => name === point)
  return (
    <section className="card" aria-label="曲线">
      <div className="device-curve-head">
        <h2>曲线</h2>
        {device.values.length > 1 ? <Select aria-label="测点" value={point} onChange={setPoint} options={device.values.map((one) => ({ value: one.point, label: one.title }))} /> : <span>{value?.title}</span>}
        <Segmented<Span> aria-label="时段" value={span} onChange={setSpan} options={Object.entries(SPANS).map(([hours, label]) => ({ value: Number(hours) as Span, label }))} // keys of a literal table
        />
      </div>
      {chart.isError ? <Failed error={chart.error} retry={() => void chart.refetch()} /> : null}
      {chart.isPending ? <Loading rows={4} /> : null}
      {chart.data ? <LineChart title={value?.title ?? ''} unit={value?.unit ?? ''} samples={chart.data.samples} from={chart.data.from} to={chart.data.to} {...(form && Object.keys(form.words).length > 0 ? { words: form.words } : {})} /> : null}
      {chart.data?.isCut ? <p className="soft">读数太多，只画了前面的 9000 个；换一个长时段按小时看。</p> : null}
    </section>
  )
}

function Facts({ device }: { readonly device: DeviceDetail }) {
  const { point, areaName, address, unit, keeper, createdAt, hasSecret, secretAt, health } = device
  const points = useMemo(() => (point ? [{ id: device.id, ...point, ...HEALTH_MARKS[health], title: device.name, isBad: false }] : []), [point, device.id, device.name, health])
  return (
    <section className="card device-place" aria-label="位置和责任">
      <dl className="facts">
        <div className="fact"><dt>区域</dt><dd>{areaName}</dd></div>
        <div className="fact"><dt>地址</dt><dd>{address ?? '没有填写'}</dd></div>
        <div className="fact"><dt>责任单位</dt><dd>{unit?.name ?? '没有指定'}</dd></div>
        <div className="fact"><dt>负责人</dt><dd>{keeper ?? '没有填写'}</dd></div>
        <div className="fact"><dt>登记</dt><dd><When at={createdAt} /></dd></div>
        <div className="fact"><dt>密钥</dt><dd>{hasSecret && secretAt ? <><When at={secretAt} /> 设的</> : '没有'}</dd></div>
      </dl>
      {point ? <div className="device-map"><BaseMap centre={point} zoom={16} points={points} label={`${device.name}的位置`} /></div> : <p className="soft">没有地图位置</p>}
    </section>
  )
}
