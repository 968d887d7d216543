/** The tables of what comes in: claims of cameras, catalogues of platforms, letters that could not be read, ids of messages without a time. */
export type IntakeTables = 'sighting' | 'camera_channel' | 'dead_letter' | 'message_seen'
