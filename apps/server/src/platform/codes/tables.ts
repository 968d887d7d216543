/** The tables this module owns. */
export type CodeTables = 'place_code' | 'code_scan'
