/** The tables this module owns. */
export type TrackTables = 'track_session' | 'track_point' | 'track_coverage'
