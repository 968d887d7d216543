import type { DueItem } from '@yihu/contracts'
import { doorField, doorKey, LOOKED } from '@yihu/domain'
import type { DoorKnown, Looked, LookedAt } from '@yihu/domain'
import { Choices, Field } from '../ui/parts.tsx'

interface Props {
  readonly kind: DueItem['subject']['kind']
  readonly known: readonly DoorKnown[]
  readonly looked: LookedAt
  readonly faults: Readonly<Record<string, string>>
  readonly onLook: (key: string, looked: Looked) => void
}

/** What is registered, one by one: right, changed to what, or in doubt; what was not looked at is left alone. */
export function DoorFields({ kind, known, looked, faults, onLook }: Props) {
  return (
    <section className="card stack" aria-label="逐项核对">
      <p className="soft">没看的不用选。改了的只在这里写一次，各张表都用它。</p>
      {known.map((one) => {
        const key = doorKey(one)
        const said = looked[key]
        const label = `${one.person ? `${one.person.name} ` : ''}${one.label}`
        return (
          <div key={key}>
            <Choices<Looked['as']> legend={`${label}：${one.text || '没有登记'}`} options={one.text === '' ? { changed: '补上' } : LOOKED} value={said?.as ?? null} onChoose={(as) => onLook(key, { as, value: said?.value ?? '' })} />
            {said?.as === 'changed' && <NewValue field={doorField(kind, one)} label={`现在的${label}`} value={said.value} error={faults[key]} onChange={(value) => onLook(key, { as: 'changed', value })} />}
          </div>
        )
      })}
    </section>
  )
}

interface NewValueProps {
  readonly field: ReturnType<typeof doorField>
  readonly label: string
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (value: string) => void
}

const INPUTS = { phone: { type: 'tel', inputMode: 'tel' }, day: { type: 'date' }, number: { type: 'text', inputMode: 'decimal' }, whole: { type: 'text', inputMode: 'numeric' } } as const

function NewValue({ field: { kind, codes }, label, value, error, onChange }: NewValueProps) {
  if (codes) return <Field label={label} error={error}>{(at) => <select {...at} value={value} onChange={({ target }) => onChange(target.value)}><option value="">请选择</option>{Object.entries(codes).map(([code, name]) => <option key={code} value={code}>{name}</option>)}</select>}</Field>
  const input = Object.hasOwn(INPUTS, kind) ? INPUTS[kind as keyof typeof INPUTS] : { type: 'text' } // checked on the left
  return <Field label={label} error={error}>{(at) => <input {...at} {...input} value={value} onChange={({ target }) => onChange(target.value)} />}</Field>
}
