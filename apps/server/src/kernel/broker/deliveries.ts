import type { Client } from 'aedes'

/** Messages to devices until they say that they have them. */
export interface Deliveries {
  /** Sends a message by QoS 1. @returns whether it was acknowledged; false: the connection ended before */
  send(client: Client, message: { readonly topic: string; readonly payload: string }): Promise<boolean>
  /** A connection has acknowledged a message: they do so in the order in which they were sent (MQTT 3.1.1, 4.6). */
  acknowledged(client: Client): void
  /** A connection has ended. */
  forget(client: Client): void
}

/** Nothing is under way yet. */
export function createDeliveries(): Deliveries {
  const under = new Map<Client, ((isDelivered: boolean) => void)[]>()
  return {
    send: (client, { topic, payload }) => new Promise((resolve) => {
      under.set(client, [...(under.get(client) ?? []), resolve])
      client.publish({ cmd: 'publish', topic, payload, qos: 1, retain: false, dup: false }, (error) => {
        if (!error) return
        // What was not sent is not acknowledged either: it must not stand for the next.
        const others = under.get(client)
        if (others) under.set(client, others.filter((one) => one !== resolve))
        resolve(false)
      })
    }),
    acknowledged(client) { under.get(client)?.shift()?.(true) },
    forget(client) {
      for (const tell of under.get(client) ?? []) tell(false)
      under.delete(client)
    },
  }
}
