/**
 * Events: `emit` writes them into the outbox within the transaction that made them true; a dispatcher per server hands
 * them to consumers (exactly once across servers, in the consumer's own transaction) and to live listeners (SSE).
 */
export { emit } from './emit.ts'
export type { Event } from './emit.ts'
export type { Consumer } from './consume.ts'
export { startDispatcher } from './dispatcher.ts'
export type { Dispatcher } from './dispatcher.ts'
export { OVERFLOW } from './live.ts'
export type { LiveBus } from './live.ts'
export { forgetEvents, sweepOutbox } from './sweep.ts'
