/** Who connects, before it is known whether it may. */
export interface Caller {
  readonly name: string
  readonly secret: Buffer
  readonly clientId: string
  readonly address: string
}

/** Why somebody is not let in: the id of the connection, or name and secret. */
export type Refusal = 'identifier' | 'credentials'

/** One message as it arrived. */
export interface MqttMessage {
  readonly topic: string
  readonly payload: Buffer
}

/** The message must not be acknowledged: the connection ends. */
export class MessageRefused extends Error {}

/** Whether the house can take more now. */
export interface Room {
  isFull(): boolean
  /** Told once when there is room again; who was told first may fill it. */
  whenFree(tell: () => void): void
}

/** What the house behind a broker decides. `S` is what it remembers of a connection. */
export interface Door<S> {
  /** Lets a caller in or says why not. Throws when it cannot tell now (then: server unavailable). */
  signIn(caller: Caller): Promise<{ readonly session: S } | { readonly refused: Refusal }>
  /**
   * Takes a message. It is acknowledged when the promise resolves, so that must mean: kept.
   * @throws MessageRefused to end the connection
   */
  take(session: S, message: MqttMessage): Promise<void>
  /** While it is full nothing is read: messages wait with those who send them. */
  readonly room: Room
  /** Whether this topic may be subscribed; wildcards come as they are written. */
  maySubscribe(session: S, topic: string): boolean
  /** Told when somebody has subscribed. */
  subscribed(session: S, topic: string): void
}
