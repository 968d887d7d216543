import { TARGET_TEXT } from './choose.ts'
import type { DutyTarget, RuleContent } from './choose.ts'

/** Chinese names of everything a rule names. */
export interface Names {
  /** Any unit that ever was. */
  unit(id: string): string
  area(path: string): string
  /** Full name of a class, else its code. */
  class(code: string): string
}

/** A rule as one sentence that a dispatcher would say. */
export function sayRule(rule: RuleContent, names: Names): string {
  const when = rule.hours === 'service' ? '工作时间' : '任何时间'
  const how = rule.isAuto ? '系统直接派遣' : '由派遣员确认后派遣'
  return `${sayMatter(rule, names)}，${when}派给${sayTarget(rule.target, names)}，${how}。`
}

/** What a rule is about: where and which class. */
export function sayMatter({ classPrefix, areaPath }: Pick<RuleContent, 'classPrefix' | 'areaPath'>, names: Names): string {
  return `${names.area(areaPath)}的${classPrefix === '' ? '各类事项' : `“${names.class(classPrefix)}”`}`
}

/** Whom a rule names. */
export function sayTarget(target: DutyTarget, names: Names): string {
  return target.kind === 'unit' ? names.unit(target.unitId) : TARGET_TEXT[target.kind]
}
