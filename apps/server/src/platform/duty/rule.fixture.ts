import type { DutyRule } from './choose.ts'

/** A rule for tests: everything in one street to one unit, unless said otherwise. */
export function rule(given: Partial<DutyRule>): DutyRule {
  return {
    id: 'r1', classPrefix: '', areaPath: 'd1.s1', hours: 'always', target: { kind: 'unit', unitId: 'u1' }, role: '', priority: 0, isAuto: true, note: '',
    used: 0, returns: 0, version: 1, ...given,
  }
}
