/**
 * Imports: sheets of the 12345 hotline become signals, sheets and GeoJSON of registers become entries of the pool, each row once.
 * Owns `import_job`, `import_row_error`; keeps uploads sealed until they are in. Raises `import.progress`; hears nothing.
 * A killed import goes on after its last committed batch; rows that fail come back as a sheet with the reasons.
 */
import { defineModule } from '../../kernel/module.ts'
import { resumeImports, tidyImports } from './resume.ts'
import { routes } from './routes.ts'

export { homeOf, streetOf } from './home.ts'
export { importFile } from './import-file.ts'
export { CellRefused, refusedBy } from './cell-refused.ts'
export { codeOfCell } from './code-cell.ts'
export type { FieldTable } from './fields.ts'
export { readInstant } from './instant.ts'
export type { ImportKind, Opening, Outcome, Refused } from './kind.ts'
export { importKindsWith } from './kinds.ts'
export { columnsOf } from './mapping.ts'
export { HOME } from './registers/columns.ts'
export { doorOf } from './registers/draft.ts'
export { placesOf } from './registers/kind.ts'
export type { SheetRow } from './sheet/read-sheet.ts'
export { neutralise } from './sheet/cell-text.ts'
export { readSheet } from './sheet/read-sheet.ts'
export { inflate, readZip } from './sheet/zip.ts'

/** Manifest of the module. */
export const imports = defineModule({
  id: 'imports',
  name: '导入',
  permissions: { 'import.run': '导入表格' },
  routes,
  jobs: [
    { name: 'imports.resume', cron: '* * * * *', run: resumeImports },
    { name: 'imports.tidy', cron: '40 3 * * *', isMadeUp: true, run: tidyImports },
  ],
})
