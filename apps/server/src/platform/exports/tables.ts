/** The tables this module owns. */
export type ExportTables = 'export_job' | 'sheet_template'
