/** The tables this module owns. */
export type CheckTables = 'checklist' | 'checklist_version' | 'check_sheet' | 'check_photo' | 'check_danger' | 'check_refusal' | 'check_sanction'
