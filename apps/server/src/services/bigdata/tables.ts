/** The tables this service owns. */
export type BigdataTables = 'prevention_task' | 'forecast_week' | 'season' | 'stated_count' | 'count_ruling'
