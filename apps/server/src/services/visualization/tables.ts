/** The tables this service owns. */
export type VisualizationTables = 'indicator_day' | 'dashboard' | 'bulletin'
