/**
 * MQTT: a broker of our own within the process, or links to somebody else's. Both hand each message to a door and
 * acknowledge it when the door has taken it. Knows no device.
 */
export { createBucket } from './bucket.ts'
export type { Bucket } from './bucket.ts'
export { MessageRefused } from './door.ts'
export type { Door, MqttMessage, Refusal, Room } from './door.ts'
export { startBroker } from './embedded.ts'
export type { Broker } from './embedded.ts'
export { linkBroker } from './external.ts'
