import type { Message } from '@yihu/domain'
import type { Scenario } from '../define/shape.ts'
import { isSwitch, nameOf, numberText, switchText, unitOf } from './rule.ts'

/** What a message says, in words: what it is about and its value. */
export function messageText(message: Message, { startedBy: sources }: Pick<Scenario, 'startedBy'>): { readonly what: string; readonly value: string } {
  switch (message.kind) {
    case 'value': return { what: nameOf(message.point, sources), value: isSwitch(message.point, sources) ? switchText(message.value > 0.5) : `${numberText(message.value)}${unitOf(message.point, sources)}` }
    case 'seen': return { what: `看到${nameOf(message.label, sources)}`, value: message.zone === null ? '' : nameOf(message.zone, sources) }
    case 'said': return { what: '说', value: message.text }
    case 'away': return { what: '登记', value: message.isAway ? '外出' : '回来' }
  }
}
