/** The tables this service owns. */
export type ResidentTables = 'service_item' | 'service_booking' | 'resident_account' | 'resident_session' | 'resident_report' | 'resident_code' | 'resident_consent' | 'resident_act' | 'resident_wish'
