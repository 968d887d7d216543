/** The tables this service owns. */
export type IntelligenceTables = 'text_model' | 'text_model_use' | 'case_cluster' | 'case_cluster_member'
