/** The tables this module owns, and the views by which it reads what became of cases. */
export type DutyTables = 'duty_rule' | 'duty_rule_count' | 'duty_version' | 'duty_draft' | 'duty_past_case' | 'duty_past_hop'
