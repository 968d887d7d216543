/** The tables this service owns. */
export type ResidentTables = 'service_item' | 'service_booking'
