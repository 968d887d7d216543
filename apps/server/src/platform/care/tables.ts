/** The tables of care. */
export type CareTables = 'care_person' | 'care_contact' | 'care_device' | 'care_event' | 'care_reminder' | 'care_test_call'
