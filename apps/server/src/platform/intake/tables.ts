/** The tables of what comes in: claims of cameras, letters that could not be read, ids of messages without a time. */
export type IntakeTables = 'sighting' | 'dead_letter' | 'message_seen'
