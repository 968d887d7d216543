/** The tables this module owns. */
export type CalendarTables = 'calendar_year' | 'service_hours'
