import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber, Radio, Select } from 'antd'
import type { KeyboardEvent } from 'react'
import { CARD_WIDTHS, THRESHOLD_TONES } from '@yihu/contracts'
import type { AnswerOf, CardWidth, DashboardCard, indicatorBook, Threshold } from '@yihu/contracts'

type About = AnswerOf<typeof indicatorBook>['indicators'][number]

interface CardEditorProps {
  readonly card: DashboardCard
  /** What the figure is; undefined while it is fetched, or when it is no more. */
  readonly about: About | undefined
  readonly place: { readonly at: number; readonly of: number }
  readonly onChange: (card: DashboardCard) => void
  readonly onMove: (by: -1 | 1) => void
  readonly onRemove: () => void
}

const WIDTHS = ([1, 2, 4] as const).map((value: CardWidth) => ({ value, label: CARD_WIDTHS[value] }))

/** One figure of a dashboard: its width, its place (also by Alt and arrows), and what it is called beyond which value. */
export function CardEditor({ card, about, place: { at, of }, onChange, onMove, onRemove }: CardEditorProps) {
  const { indicator, width, thresholds } = card
  const name = about?.name ?? indicator
  const keys = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    onMove(event.key === 'ArrowUp' ? -1 : 1)
  }
  const put = (index: number, next: Threshold | null) => onChange({ ...card, thresholds: thresholds.flatMap((one, i) => (i === index ? (next ?? []) : one)) })
  return (
    <li className="dashboard-card" onKeyDown={keys}>
      <div className="dashboard-card-head">
        <strong>{name}</strong>
        <Radio.Group size="small" optionType="button" aria-label={`${name}的宽度`} value={width} options={WIDTHS} onChange={(event) => onChange({ ...card, width: event.target.value as CardWidth })} />
        <Button size="small" icon={<ArrowUpOutlined />} disabled={at === 0} aria-label={`${name}上移`} title="上移（Alt+↑）" onClick={() => onMove(-1)} />
        <Button size="small" icon={<ArrowDownOutlined />} disabled={at === of - 1} aria-label={`${name}下移`} title="下移（Alt+↓）" onClick={() => onMove(1)} />
        <Button size="small" icon={<DeleteOutlined />} aria-label={`去掉${name}`} onClick={onRemove} />
      </div>
      {about ? <p className="soft">{about.definition}</p> : null}
      {thresholds.map((one, index) => <ThresholdLine key={index} name={`${name}的第 ${index + 1} 条界限`} unit={about?.unit ?? ''} threshold={one} onChange={(next) => put(index, next)} />)}
      {thresholds.length < 3 ? <Button type="link" size="small" aria-label={`${name}：加一条界限`} onClick={() => onChange({ ...card, thresholds: [...thresholds, { when: 'over', value: 0, tone: 'red', word: '要办' }] })}>加一条界限</Button> : null}
    </li>
  )
}

interface ThresholdLineProps {
  readonly name: string
  readonly unit: string
  readonly threshold: Threshold
  readonly onChange: (next: Threshold | null) => void
}

function ThresholdLine({ name, unit, threshold, onChange }: ThresholdLineProps) {
  const { when, value, tone, word } = threshold
  return (
    <div className="dashboard-threshold">
      <Select size="small" aria-label={`${name}：高于还是低于`} value={when} onChange={(next) => onChange({ ...threshold, when: next })} options={[{ value: 'over', label: '高于' }, { value: 'under', label: '低于' }]} />
      <InputNumber size="small" aria-label={`${name}：多少`} value={value} onChange={(next) => onChange({ ...threshold, value: next ?? 0 })} suffix={unit} />
      <Select size="small" aria-label={`${name}：颜色`} value={tone} onChange={(next) => onChange({ ...threshold, tone: next })} options={Object.entries(THRESHOLD_TONES).map(([key, label]) => ({ value: key, label }))} />
      <Input size="small" aria-label={`${name}：说法`} value={word} maxLength={8} onChange={(event) => onChange({ ...threshold, word: event.target.value })} />
      <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={`去掉${name}`} onClick={() => onChange(null)} />
    </div>
  )
}
