/**
 * What devices and foreign platforms send, made into typed values and events. Owns no table yet: LoRaWAN codecs and
 * camera documents, pure. Raises and hears nothing.
 */
export { codecOf } from './codec/codecs.ts'
export { decode } from './codec/decode.ts'
export { readCameraMessage } from './camera/read-message.ts'
