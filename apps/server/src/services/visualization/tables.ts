/** The tables this service owns. */
export type VisualizationTables = 'indicator_day' | 'raster_map' | 'raster_tile' | 'dashboard' | 'bulletin'
