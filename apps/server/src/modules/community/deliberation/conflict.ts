import { Fault } from '@yihu/contracts'
import { writtenKey } from '@yihu/domain'
import type { Actor } from '../../../kernel/http/index.ts'
import type { DeliberationCore } from './core.ts'

/** Who sits at the table with an interest of their own neither counts papers nor votes, nor closes the matter. @throws deliberation-conflicted */
export function refuseConflicted({ meeting }: DeliberationCore, { name }: Pick<Actor, 'name'>): void {
  const person = meeting?.people.find((one) => one.conflict && writtenKey(one.name) === writtenKey(name))
  if (person) throw new Fault('deliberation-conflicted', { details: { conflict: person.conflict ?? '' } })
}
