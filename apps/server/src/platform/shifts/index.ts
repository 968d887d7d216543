/**
 * Shifts: who is on duty when, and what one shift hands to the next.
 * Owns `shift`, `shift_person`, `shift_month`, `handover`. Raises `shift.changed`; hears nothing.
 * A brief is made of the sections that modules give (`BriefSource`); what is given stays as it was.
 */
import { defineModule } from '../../kernel/module.ts'
import type { Module } from '../../kernel/module.ts'
import type { BriefSource } from './brief.ts'
import { closeShifts } from './close.ts'
import { routes } from './routes.ts'

export type { BriefSource } from './brief.ts'
export { caseBriefs } from './case-brief.ts'
export { shiftAt } from './repo.ts'
export { writeRoster } from './roster.ts'

/** Manifest of the module, given the sections of the brief in their order. */
export function shifts({ briefs }: { readonly briefs: readonly BriefSource[] }): Module {
  return defineModule({
    id: 'shifts',
    name: '值班',
    permissions: { 'shift.read': '查看值班表和交接班', 'shift.edit': '编排值班表', 'shift.handover': '交班和接班' },
    routes: routes(briefs),
    jobs: [{ name: 'shifts.close', cron: '* * * * *', run: (context) => closeShifts(context, briefs) }],
  })
}
