import { Form, Input, Radio, Select } from 'antd'
import { doorField, doorKey, LOOKED } from '@yihu/domain'
import type { DoorKnown, Looked, LookedAt, VisitSubject } from '@yihu/domain'
import { optionsOf } from '../../app/options.ts'

interface DoorFieldsProps {
  readonly kind: VisitSubject
  readonly known: readonly DoorKnown[]
  readonly looked: LookedAt
  readonly faults: Readonly<Record<string, string>>
  readonly onLook: (key: string, looked: Looked) => void
}

/** What is registered, one by one, as on the phone: right, changed to what, or in doubt; what was not looked at is left alone. */
export function DoorFields({ kind, known, looked, faults, onLook }: DoorFieldsProps) {
  return (
    <section className="grid-door" aria-label="逐项核对">
      <p className="soft">没看的不用选。改了的只在这里写一次，各张表都用它。</p>
      {known.map((one) => {
        const [key, label] = [doorKey(one), `${one.person ? `${one.person.name} ` : ''}${one.label}`]
        const said = looked[key]
        return (
          <Form.Item key={key} label={`${label}：${one.text || '没有登记'}`} validateStatus={faults[key] ? 'error' : ''} help={faults[key]}>
            <Radio.Group aria-label={label} value={said?.as ?? null} onChange={({ target }) => onLook(key, { as: target.value as Looked['as'], value: said?.value ?? '' })} /* of these options */
              options={optionsOf(one.text === '' ? { changed: '补上' } : LOOKED)} />
            {said?.as === 'changed' ? <NewValue field={doorField(kind, one)} label={`现在的${label}`} value={said.value} onChange={(value) => onLook(key, { as: 'changed', value })} /> : null}
          </Form.Item>
        )
      })}
    </section>
  )
}

function NewValue({ field: { kind, codes }, label, value, onChange }: { readonly field: ReturnType<typeof doorField>; readonly label: string; readonly value: string; readonly onChange: (value: string) => void }) {
  if (codes) return <Select aria-label={label} className="grid-door-value" placeholder="请选择" value={value || null} options={optionsOf(codes)} onChange={(code: string) => onChange(code)} />
  return <Input aria-label={label} className="grid-door-value" type={kind === 'day' ? 'date' : 'text'} autoComplete="off" value={value} onChange={({ target }) => onChange(target.value)} />
}
