import { YES_NO } from '@yihu/domain'
import type { Photos } from '../model/form.ts'
import type { Filled } from '../model/handed-in.ts'
import type { Checklist } from '../store/phone.ts'
import { Choices, Field } from '../ui/parts.tsx'
import { PhotoField } from '../ui/photo-field.tsx'

interface Props {
  readonly item: Checklist['items'][number]
  readonly filled: Filled
  readonly isDanger: boolean
  readonly error: string | undefined
  readonly onChange: (change: Partial<Omit<Filled, 'photos'>>) => void
  readonly onPhotos: (change: (photos: Photos) => Photos) => void
}

/** One question with its answer; a danger asks for words and, where the list says so, a photo. */
export function CheckItem({ item, filled, isDanger, error, onChange, onPhotos }: Props) {
  const needsPhoto = item.photo === 'always' || (item.photo === 'danger' && isDanger)
  return (
    <>
      <Answer item={item} filled={filled} error={error} onChange={onChange} />
      {isDanger && <p className="mark" data-tone="red">▲ 隐患</p>}
      {isDanger && <Field label="哪里、怎么样">{(at) => <input {...at} type="text" value={filled.note} onChange={({ target }) => onChange({ note: target.value })} />}</Field>}
      {(needsPhoto || filled.photos.length > 0) && <PhotoField label={`${item.text}的照片`} photos={filled.photos} most={6} onChange={onPhotos} />}
    </>
  )
}

function Answer({ item, filled: { value }, error, onChange }: Omit<Props, 'isDanger' | 'onPhotos'>) {
  const options = item.kind === 'yes-no' ? YES_NO : item.kind === 'choice' ? Object.fromEntries((item.choices ?? []).map((choice) => [choice, choice])) : null
  if (options) {
    return (
      <>
        <Choices legend={item.text} options={options} value={typeof value === 'string' && value !== '' ? value : null} onChoose={(chosen: string) => onChange({ value: chosen })} />
        {error && <p className="wrong">{error}</p>}
      </>
    )
  }
  const label = item.unit ? `${item.text}（${item.unit}）` : item.text
  if (item.kind === 'number') return <Field label={label} error={error}>{(at) => <input {...at} type="number" step="any" inputMode="decimal" value={value} onChange={({ target }) => onChange({ value: target.value === '' ? '' : target.valueAsNumber })} />}</Field>
  return <Field label={label} error={error}>{(at) => <textarea {...at} value={value} onChange={({ target }) => onChange({ value: target.value })} />}</Field>
}
