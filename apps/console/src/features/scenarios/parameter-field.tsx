import { Button, Input, InputNumber, Radio, Select } from 'antd'
import type { ScenarioParameter } from '@yihu/contracts'
import type { SettingValue } from './setting-values.ts'

interface ParameterFieldProps {
  readonly parameter: ScenarioParameter
  readonly id?: string
  readonly value?: SettingValue
  readonly onChange?: (value: SettingValue) => void
}

interface Span {
  readonly from: string
  readonly to: string
}

const isSpan = (value: unknown): value is Span => typeof value === 'object' && value !== null && 'from' in value
const spansOf = (value: SettingValue | undefined): Span[] => (Array.isArray(value) ? value.filter(isSpan) : isSpan(value) ? [value] : [])

/** The field that a parameter's kind asks for. */
export function ParameterField({ parameter, id, value, onChange }: ParameterFieldProps) {
  const { kind, unit, min, max, step, options, label } = parameter
  const named = id ? { id } : {}
  switch (kind) {
    case 'number':
    case 'duration':
      return <InputNumber {...named} value={typeof value === 'number' ? value : null} onChange={(next) => { if (next !== null) onChange?.(next) }} {...(min === null ? {} : { min })} {...(max === null ? {} : { max })} {...(step === null ? {} : { step })} suffix={unit} className="scenario-number" />
    case 'choice':
      return <Radio.Group {...named} value={value} onChange={(event) => onChange?.(String(event.target.value))} options={options} />
    case 'words':
      return <Select {...named} mode="tags" tokenSeparators={['、', '，', ' ']} value={Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []} onChange={(words) => onChange?.(words)} open={false} suffixIcon={null} />
    case 'season':
      return <SpanField {...named} label={label} span={spansOf(value)[0] ?? { from: '', to: '' }} hint="06-01" onChange={(span) => onChange?.(span)} />
    case 'hours':
      return <HoursField {...named} label={label} spans={spansOf(value)} onChange={(spans) => onChange?.(spans)} />
  }
}

function SpanField({ id, label, span, hint, onChange }: { readonly id?: string; readonly label: string; readonly span: Span; readonly hint: string; readonly onChange: (span: Span) => void }) {
  return (
    <span className="scenario-span">
      <Input {...(id ? { id } : {})} value={span.from} maxLength={5} placeholder={hint} aria-label={`${label}从`} onChange={(event) => onChange({ ...span, from: event.target.value })} /> 至
      <Input value={span.to} maxLength={5} placeholder={hint} aria-label={`${label}到`} onChange={(event) => onChange({ ...span, to: event.target.value })} />
    </span>
  )
}

function HoursField({ id, label, spans, onChange }: { readonly id?: string; readonly label: string; readonly spans: readonly Span[]; readonly onChange: (spans: Span[]) => void }) {
  return (
    <span className="scenario-hours">
      {spans.map((span, index) => (
        // Hours have no name of their own: their place is what they are.
        <span key={index} className="scenario-span">
          <SpanField {...(id && index === 0 ? { id } : {})} label={`${label}${index + 1}`} span={span} hint="22:00" onChange={(next) => onChange(spans.map((one, i) => (i === index ? next : one)))} />
          {spans.length > 1 ? <Button size="small" aria-label={`去掉第 ${index + 1} 段`} onClick={() => onChange(spans.filter((_, i) => i !== index))}>去掉</Button> : null}
        </span>
      ))}
      <Button size="small" onClick={() => onChange([...spans, { from: '', to: '' }])}>加一段</Button>
    </span>
  )
}
