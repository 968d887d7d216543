/** The tables of 五步议事. */
export type DeliberationTables =
  | 'deliberation' | 'deliberation_hall' | 'deliberation_counter' | 'deliberation_support' | 'deliberation_case' | 'deliberation_household' | 'deliberation_tally' | 'deliberation_paper' | 'deliberation_rating'
