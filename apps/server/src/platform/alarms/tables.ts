/** The tables of scenarios in use and their alarms. */
export type AlarmTables = 'scenario_setting' | 'campaign_request' | 'trigger_memory' | 'alarm' | 'alarm_event' | 'alarm_run' | 'alarm_step' | 'alarm_file'
