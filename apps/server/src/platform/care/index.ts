/**
 * Care of people who live alone: consent, contacts in order, devices, absences, reminders, the monthly test call.
 * Owns `care_person`, `care_contact`, `care_device`, `care_event`, `care_reminder`, `care_test_call`. Raises
 * `care.changed`, `care.away` (person and devices with the span, null when back); hears nothing. Alarms ask `careContactsFor`, `careSelfFor`, `absencesOf`, `homesOf`.
 */
import { defineModule } from '../../kernel/module.ts'
import type { Module } from '../../kernel/module.ts'
import { indicators } from './indicators.ts'
import { personData } from './person-data.ts'
import { sendReminders } from './remind.ts'
import { routes } from './routes.ts'
import type { AlarmsOfDevices } from './show.ts'
import { callForTest, noteTestAnswers } from './test-call.ts'

export { bringInCare } from './bring-in.ts'
export { homesOf } from './homes.ts'
export type { Home, Homes } from './homes.ts'
export { absencesOf, careContactsFor, careSelfFor } from './ladder.ts'
export type { Absence } from './ladder.ts'
export { CARE_COLUMNS, careLength, careRows } from './people-sheet.ts'
export { careSheet } from './sheet.ts'
export { releaseDevices } from './repo-around.ts'
export { callForTest, noteTestAnswers, sendReminders }

/** The module; `alarmsOf` tells why alarms of some devices rang. */
export function care({ alarmsOf }: { readonly alarmsOf: AlarmsOfDevices }): Module {
  return defineModule({
    id: 'care',
    name: '看护',
    permissions: { 'care.read': '查看看护对象', 'care.edit': '登记和修改看护对象', 'care.reveal': '查看看护对象的姓名电话' },
    routes: (router, context) => { routes(router, context, alarmsOf) },
    indicators,
    personData,
    jobs: [
      { name: 'care.remind', cron: '* * * * *', run: sendReminders },
      { name: 'care.test-call', cron: '5 10 * * *', run: callForTest },
      { name: 'care.test-answers', cron: '20 * * * *', run: noteTestAnswers },
    ],
  })
}
