/** The tables of the mediation files. */
export type MediationTables = 'mediation_file' | 'mediation_party' | 'mediation_document' | 'mediation_counter'
