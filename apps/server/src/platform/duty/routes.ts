import { listDutyRules } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { may } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { catalogueOf } from '../catalogue/index.ts'
import { TARGET_TEXT } from './choose.ts'
import type { DutyRule } from './choose.ts'
import { readRules } from './repo.ts'

/** What the rules must ask of the units, which another module owns. */
export interface DutyPorts {
  /** Names of all units by id. */
  readonly unitNames: (context: Context) => Promise<ReadonlyMap<string, string>>
}

/** Contract → use case. */
export function routes({ unitNames }: DutyPorts): (router: Router, context: Context) => void {
  return (router, context) => {
    router.on(listDutyRules, may('duty.read'), async ({ actor }) => {
      const [rules, names, areas, catalogue] = await Promise.all([
        context.db.transact(actor.scope, readRules), unitNames(context), areasOf(context), catalogueOf(context),
      ])
      return {
        rules: rules.map(({ target, ...rule }) => {
          const targetName = target.kind === 'unit' ? (names.get(target.unitId) ?? `${target.unitId}（已停用）`) : TARGET_TEXT[target.kind]
          const className = rule.classPrefix === '' ? '' : (catalogue.find(rule.classPrefix)?.fullName ?? rule.classPrefix)
          const text = sayRule(rule, { targetName, className, areaName: areas.nameOf(rule.areaPath) })
          return { ...rule, target: target.kind === 'unit' ? target.unitId : target.kind, targetName, text }
        }),
      }
    })
  }
}

/** A rule as one sentence that a dispatcher would say. */
function sayRule(rule: Omit<DutyRule, 'target'>, names: { targetName: string; className: string; areaName: string }): string {
  const matter = names.className === '' ? '各类事项' : `“${names.className}”`
  const when = rule.hours === 'service' ? '工作时间' : '任何时间'
  const how = rule.isAuto ? '系统直接派遣' : '由派遣员确认后派遣'
  return `${names.areaName}的${matter}，${when}派给${names.targetName}，${how}。`
}
