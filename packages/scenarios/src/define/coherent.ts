import type { Trigger } from '@yihu/domain'
import type { SettingFault } from './parameters.ts'

/** Settings that are each within their range and yet do not go together, seen from the trigger that they make. */
export function incoherence(trigger: Trigger): SettingFault[] {
  switch (trigger.kind) {
    case 'all':
    case 'any': return trigger.of.flatMap(incoherence)
    case 'then': return [trigger.first, trigger.second].flatMap(incoherence)
    case 'within-hours':
    case 'quiet-hours':
    case 'in-season':
    case 'unless-away':
    case 'while-away': return incoherence(trigger.of)
    case 'over': return (trigger.clear ?? trigger.limit) > trigger.limit ? [fault('解除的数不能高于报的数', trigger)] : []
    case 'under': return (trigger.clear ?? trigger.limit) < trigger.limit ? [fault('解除的数不能低于报的数', trigger)] : []
    case 'seen': return trigger.holdMs <= 0 ? [{ name: null, says: '“多久没看到”要大于零' }] : []
    default: return []
  }
}

/** It would ring and clear with every reading. */
function fault(says: string, { limit, clear = limit }: { readonly limit: number; readonly clear?: number }): SettingFault {
  return { name: null, says: `${says}（现在报是 ${limit}，解除是 ${clear}），否则会来回响` }
}
