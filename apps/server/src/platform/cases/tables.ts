/** The tables this module owns. */
export type CaseTables = 'case_file' | 'case_event' | 'case_reporter' | 'case_counter' | 'attachment' | 'desk_setting'
