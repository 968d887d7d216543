/** The tables this module owns. */
export type DutyTables = 'duty_rule' | 'duty_rule_count'
