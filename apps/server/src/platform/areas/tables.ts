/** The tables this module owns. */
export type AreaTables = 'area' | 'area_history' | 'base_feature'
