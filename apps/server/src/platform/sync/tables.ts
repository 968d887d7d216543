/** The tables this module owns. */
export type SyncTables = 'offline_action' | 'patrol_device' | 'patrol_photo'
