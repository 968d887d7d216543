/** The tables of devices and what they measure. */
export type DeviceTables = 'product' | 'device' | 'reading' | 'reading_last' | 'reading_hour' | 'reading_rolled' | 'device_command'
