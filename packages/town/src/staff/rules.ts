import type { DutyRule, DutyTarget, RoleId } from '../staff-types.ts'
import { DUTIES } from './duties.ts'
import type { Trade } from './duties.ts'
import { departmentOf, DEPARTMENTS } from './units.ts'

/** Classes that cannot wait for office hours. */
const AT_ONCE = ['S04', 'S0115', 'S2101', 'S2103', 'S2110', 'B0210', 'A010601', 'A010701', 'A010801', 'A010802', 'A080402', 'A090102', 'A100402']

/** Classes that the grid worker can settle on the spot. */
const GRID_FIRST = ['S0201', 'S0506', 'S0511', 'S2110', 'A080205', 'A080705']

/** Classes of which the machine is sure enough to send them without a dispatcher's look. */
const CERTAIN = ['B01', 'B03', 'S0102', 'S0104', 'S0112', 'S0201', 'S0504', 'S0505', 'S2105', 'A0106', 'A0107', 'A0108', 'A0109', 'A011103']

/** The dispatch table of the street: one rule per class prefix and a default for everything. */
export function buildDutyRules(streetPath: string): DutyRule[] {
  const rules: DutyRule[] = []
  // Object.entries of a literal table: its keys are the trades.
  for (const [trade, text] of Object.entries(DUTIES) as [Trade, string][]) {
    for (const word of text.split(' ')) {
      const [, prefix = '', name = ''] = /^([A-Z]\d+)(.*)$/u.exec(word) ?? []
      rules.push(tradeRule(trade, { prefix, name, streetPath }))
    }
  }
  for (const prefix of GRID_FIRST) rules.push(gridRule(prefix, streetPath))
  rules.sort((a, b) => a.priority - b.priority || a.classPrefix.localeCompare(b.classPrefix))
  return [defaultRule(streetPath), ...rules].map((rule, i) => ({ ...rule, id: `rule-${String(i).padStart(3, '0')}` }))
}

function startsWithAny(prefix: string, list: readonly string[]): boolean {
  return list.some((p) => prefix.startsWith(p))
}

function tradeRule(trade: Trade, { prefix, name, streetPath }: { prefix: string; name: string; streetPath: string }): DutyRule {
  const { target, role, who } = targetOf(trade, prefix)
  return {
    id: '',
    classPrefix: prefix,
    areaPath: streetPath,
    hours: startsWithAny(prefix, AT_ONCE) ? 'always' : 'service',
    target,
    role,
    priority: prefix.length * 10,
    auto: startsWithAny(prefix, CERTAIN),
    note: `「${name}」由${who}办理`,
  }
}

function targetOf(trade: Trade, prefix: string): { target: DutyTarget; role: RoleId; who: string } {
  if (trade === 'community') return { target: { communityOf: true }, role: 'community', who: '所在社区' }
  if (trade === 'property') return { target: { propertyOf: true }, role: 'property', who: '小区物业（没有物业的楼栋由社区代管）' }
  if (trade === 'street') {
    const isLegal = prefix.startsWith('A0909') || prefix.startsWith('A0910')
    const who = isLegal ? '综合治调中心' : '多元联动办公室'
    return { target: { unitId: isLegal ? 'office-mediation' : 'office-linkage' }, role: 'department', who }
  }
  return { target: { unitId: departmentOf(trade) }, role: 'department', who: DEPARTMENTS[trade]?.[0] ?? trade }
}

function gridRule(prefix: string, streetPath: string): DutyRule {
  return {
    id: '', classPrefix: prefix, areaPath: streetPath, hours: 'service', target: { gridOf: true }, role: 'grid-worker',
    priority: prefix.length * 10 + 5, auto: false, note: '网格员先到现场，当场能办的自处理，办不了的再派遣',
  }
}

function defaultRule(streetPath: string): DutyRule {
  return {
    id: '', classPrefix: '', areaPath: streetPath, hours: 'always', target: { communityOf: true }, role: 'community',
    priority: 0, auto: false, note: '没有规则匹配时先交所在社区，由派遣员复核',
  }
}
