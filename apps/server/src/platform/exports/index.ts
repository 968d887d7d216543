/**
 * Exports: lists leave the house as sheets, also as those of other offices (12345, 民政, 综治), masked unless a second person
 * approved otherwise; case files for print. Owns `export_job`, `sheet_template`; keeps files sealed until they expire. Raises `export.progress`; hears `sensitive.ended`: what left of such a register ends with it.
 * Whoever keeps visits hands in how they are written (`exportVisitsWith`). A killed export begins anew; a file is fetched by its maker only, and each fetching is on record.
 */
import { defineModule } from '../../kernel/module.ts'
import type { Module } from '../../kernel/module.ts'
import type { FigureReader } from './request.ts'
import { hearEnded, resumeExports, tidyExports } from './resume.ts'
import { routes } from './routes.ts'

export { exportVisitsWith } from './visits.ts'
export type { TakingVisits, VisitSource } from './visits.ts'
export { listAt } from './list-address.ts'
export { countFilledSheets } from './repo-template.ts'
export { describe, mayClear } from './subject.ts'
export { fileStream } from './write-sheet.ts'

/** Manifest of the module, given how a figure is read whose list is taken out. */
export const caseExports = ({ figureOf }: { readonly figureOf: FigureReader }): Module => defineModule({
  id: 'exports',
  name: '导出',
  permissions: { 'export.make': '导出案件和台账', 'export.approve': '批准不脱敏的导出', 'export.template': '修改报表的填法' },
  routes: (router, context) => routes(router, context, figureOf),
  handlers: { 'sensitive.ended': hearEnded },
  jobs: [
    { name: 'exports.resume', cron: '* * * * *', run: resumeExports },
    { name: 'exports.tidy', cron: '*/10 * * * *', run: tidyExports },
  ],
})
