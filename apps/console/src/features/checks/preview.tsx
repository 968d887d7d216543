import { Input, InputNumber, Radio } from 'antd'
import { useState } from 'react'
import type { ChecklistForm, ChecklistItem } from '@yihu/contracts'
import { judge, YES_NO } from '@yihu/domain'

type Values = Readonly<Record<string, string | number>>

interface PreviewProps {
  readonly form: ChecklistForm
  readonly classNames: Readonly<Record<string, string>>
}

/** How the phone shows it: can be tried out; what would become a case says so. */
export function Preview({ form, classNames }: PreviewProps) {
  const [values, setValues] = useState<Values>({})
  const answers = Object.entries(values).map(([itemId, value]) => ({ itemId, value, photos: ['preview'] }))
  const { dangers, asked, passed } = judge(form.items, answers)
  return (
    <section className="checks-preview" aria-label="手机上的样子">
      <h2>手机上的样子 <span className="soft">可以点着试</span></h2>
      <p className="soft" role="status">{asked === 0 ? '还没有答' : `${asked} 项里 ${passed} 项合格${dangers.length > 0 ? `，${dangers.length} 处隐患会立案` : ''}`}</p>
      <div className="checks-phone">
        {form.items.map((item, at) => (
          <fieldset key={item.id} className="checks-question">
            <legend>{item.group !== '' && item.group !== form.items[at - 1]?.group ? <strong>{item.group}　</strong> : null}{at + 1}. {item.text}{item.unit ? `（${item.unit}）` : ''}</legend>
            <Field item={item} value={values[item.id]} onChange={(value) => setValues((last) => ({ ...last, [item.id]: value }))} />
            {dangers.includes(item.id) ? <p className="tone-red">▲ 隐患{item.photo === 'none' ? '' : '，要拍照'}：立案“{item.classCode ? (classNames[item.classCode] ?? item.classCode) : '还没选分类'}”</p> : null}
          </fieldset>
        ))}
      </div>
    </section>
  )
}

interface FieldProps {
  readonly item: ChecklistItem
  readonly value: string | number | undefined
  readonly onChange: (value: string | number) => void
}

function Field({ item, value, onChange }: FieldProps) {
  const label = item.text
  if (item.kind === 'number') return <InputNumber aria-label={label} value={typeof value === 'number' ? value : null} min={item.min ?? -1e9} max={item.max ?? 1e9} onChange={(next) => onChange(next ?? '')} />
  if (item.kind === 'text') return <Input aria-label={label} value={String(value ?? '')} onChange={({ target }) => onChange(target.value)} />
  const choices = item.kind === 'yes-no' ? Object.entries(YES_NO).map(([one, text]) => ({ value: one, label: text })) : (item.choices ?? []).map((one) => ({ value: one, label: one }))
  return <Radio.Group aria-label={label} optionType="button" size="small" options={choices} value={value ?? null} onChange={({ target }) => onChange(String(target.value))} />
}
