/** The tables this module owns. */
export type ImportTables = 'import_job' | 'import_row_error'
