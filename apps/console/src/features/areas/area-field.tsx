import { AreaPicker } from './area-picker.tsx'

interface AreaFieldProps {
  readonly value?: string | undefined
  readonly onChange?: (path: string | undefined) => void
  readonly none?: string
}

/** The picker of an area as a field of a form. */
export function AreaField({ value, onChange, none = '请选择' }: AreaFieldProps) {
  return <AreaPicker value={value} onChange={(path) => onChange?.(path)} none={none} />
}
