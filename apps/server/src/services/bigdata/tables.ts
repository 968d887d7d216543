/** The tables this service owns. */
export type BigdataTables = 'prevention_task' | 'forecast_week' | 'season'
