import type { ChecklistItem } from '@yihu/contracts'

/** An item as the dialog holds it. */
export interface TypedItem {
  readonly text: string
  readonly group: string
  readonly kind: ChecklistItem['kind']
  readonly unit?: string
  readonly min?: number | null
  readonly max?: number | null
  readonly choices?: readonly string[]
  readonly isNeeded: boolean
  readonly isDanger?: boolean
  readonly is?: readonly string[]
  readonly below?: number | null
  readonly above?: number | null
  readonly classCode?: string
  readonly photo: ChecklistItem['photo']
}

/** What the dialog begins with. */
export function typedOf(item: ChecklistItem | null, group: string): TypedItem {
  if (!item) return { text: '', group, kind: 'yes-no', isNeeded: true, isDanger: true, is: ['no'], photo: 'danger' }
  const { dangerWhen, choices, unit, min, max, classCode, ...rest } = item
  return {
    ...rest, isDanger: dangerWhen !== undefined, ...(unit ? { unit } : {}), min: min ?? null, max: max ?? null, choices: choices ?? [], ...(classCode ? { classCode } : {}),
    ...(dangerWhen && 'is' in dangerWhen ? { is: dangerWhen.is } : { below: dangerWhen?.below ?? null, above: dangerWhen?.above ?? null }),
  }
}

/** What the dialog holds as an item; only what its kind has. */
export function itemOf(typed: TypedItem, id: string): Record<string, unknown> {
  const { text, group, kind, isNeeded, photo, unit, min, max, choices, classCode } = typed
  const isDanger = typed.isDanger === true && kind !== 'text'
  const { below, above } = typed
  const when = kind === 'number' ? { below: below ?? undefined, above: above ?? undefined } : { is: [...(typed.is ?? [])] }
  return {
    id, text, group, kind, isNeeded, photo: isDanger || photo !== 'danger' ? photo : 'none',
    ...(kind === 'number' ? { unit: unit || undefined, min: min ?? undefined, max: max ?? undefined } : {}), ...(kind === 'choice' ? { choices: [...(choices ?? [])] } : {}), ...(isDanger ? { dangerWhen: when, classCode } : {}),
  }
}
