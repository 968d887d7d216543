/** The tables this module owns. */
export type ShiftTables = 'shift' | 'shift_person' | 'shift_month' | 'handover'
