import type { DutyDraftRow, DutyRuleForm } from '@yihu/contracts'

const RELATIVE = ['communityOf', 'gridOf', 'propertyOf'] as const

/** The kinds of target as people choose them. */
export const TARGET_KINDS = [
  ['unit', '指定单位'],
  ['communityOf', '事发地所在社区'],
  ['gridOf', '事发地所在网格'],
  ['propertyOf', '事发小区的物业'],
] as const
type TargetKind = (typeof TARGET_KINDS)[number][0]

/** What the form holds while somebody writes. */
export interface RuleValues {
  readonly classPrefix?: string | undefined
  readonly areaPath?: string | undefined
  readonly hours: 'always' | 'service'
  readonly targetKind: TargetKind
  readonly unitId?: string | undefined
  readonly priority: number | null
  readonly isAuto: boolean
  readonly note: string
}

/** A rule as form values; a new one begins with the whole street. */
export function valuesOf(row: DutyDraftRow | null, street: string): RuleValues {
  if (!row) return { areaPath: street, hours: 'always', targetKind: 'unit', priority: 10, isAuto: false, note: '' }
  const relative = RELATIVE.find((kind) => kind === row.target)
  return {
    ...(row.classPrefix === '' ? {} : { classPrefix: row.classPrefix }), areaPath: row.areaPath, hours: row.hours, targetKind: relative ?? 'unit',
    ...(relative ? {} : { unitId: row.target }), priority: row.priority, isAuto: row.isAuto, note: row.note,
  }
}

/** Form values as the wire takes them; what is missing is left for the server to name. */
export function bodyOf({ classPrefix, areaPath, hours, targetKind, unitId, priority, isAuto, note }: RuleValues): DutyRuleForm {
  return {
    classPrefix: classPrefix ?? '', areaPath: areaPath ?? '', hours, priority: priority ?? 0, isAuto, note,
    target: targetKind === 'unit' ? { kind: 'unit', unitId: unitId ?? '' } : { kind: targetKind },
  }
}

/** Messages of the wire at the fields of the form. */
export function messagesOf(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).map(([path, message]) => {
    const name = path.replace(/^rule\./u, '')
    return [name.startsWith('target') ? 'unitId' : name, message]
  }))
}
