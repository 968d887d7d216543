/**
 * Working calendar: one row a year of the State Council's notice, seeded from the shipped ones, and the service hours.
 * What a change would do to open deadlines is shown before it is saved. Owns `calendar_year`, `service_hours`. Raises `calendar.changed`; hears nothing; servers notice changes by the table's revision.
 */
import { defineModule } from '../../kernel/module.ts'
import type { Module } from '../../kernel/module.ts'
import { routes } from './routes.ts'
import type { CalendarPorts } from './routes.ts'

export { calendarOf, seedCalendar } from './current.ts'
export type { CalendarPorts } from './routes.ts'

/** Manifest of the module, given what it must ask of the cases above it. */
export function calendar(ports: CalendarPorts): Module {
  return defineModule({
    id: 'calendar',
    name: '工作日历',
    permissions: { 'calendar.edit': '装入和更正放假安排、服务时间' },
    routes: routes(ports),
  })
}
