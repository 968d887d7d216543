import { maskName } from '@yihu/domain'
import type { PersonData } from '../../kernel/module.ts'
import { record } from '../audit/index.ts'
import { leaveCare } from './away.ts'
import { contactsOf } from './repo-around.ts'
import { careOfPersons, identityOf } from './repo.ts'

/** Care of a person of the register: told to them, and ended when they are erased. */
export const personData: PersonData = {
  name: '看护',
  tell: async (tx, context, persons) => {
    const lines: string[] = []
    for (const row of await careOfPersons(tx, persons.map(({ id }) => id))) {
      const { name, phone, note, guardian } = identityOf(context, row)
      const contacts = (await contactsOf(tx, context, row.id)).map((contact) => `${contact.relation} ${maskName(contact.name)}`)
      lines.push([`${row.area_name}${row.room ?? ''}`, name, phone, note, guardian && `监护人 ${guardian}`, contacts.length > 0 && `联系人 ${contacts.join('、')}`, `${row.consent_day} 同意`].filter(Boolean).join('，'))
    }
    return lines
  },
  erase: async (tx, { clock }, persons) => {
    const now = clock.now()
    const rows = await careOfPersons(tx, persons.map(({ id }) => id), { isLocked: true })
    for (const row of rows) {
      await leaveCare(tx, { row, reason: 'other', why: '数据池抹去个人信息', at: now, by: '系统' })
      await record(tx, { at: now, by: null, action: 'care.end', object: row.id, result: 'done', ip: null, detail: { reason: 'erased' } })
    }
    return rows.map(({ id }) => id)
  },
}
