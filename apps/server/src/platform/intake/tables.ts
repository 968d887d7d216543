/** The tables of what comes in: claims of cameras with their pictures, catalogues of platforms, letters that could not be read, ids of messages without a time. */
export type IntakeTables = 'sighting' | 'sighting_picture' | 'camera_channel' | 'dead_letter' | 'message_seen'
