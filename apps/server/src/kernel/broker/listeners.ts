import type { Client } from 'aedes'

/** Who listens to which topic at a broker, by name: a device has one topic of its own, a name mostly one connection. */
export interface Listeners {
  add(name: string, topic: string, client: Client): void
  remove(topic: string, client: Client): void
  /** A connection has ended. */
  forget(client: Client): void
  of(name: string, topic: string): readonly Client[]
}

/** Nobody listens yet. */
export function createListeners(): Listeners {
  const byTopic = new Map<string, Map<Client, string>>()
  const topicsOf = new Map<Client, Set<string>>()
  const remove = (topic: string, client: Client): void => {
    const some = byTopic.get(topic)
    some?.delete(client)
    if (some?.size === 0) byTopic.delete(topic)
  }
  return {
    add(name, topic, client) {
      byTopic.set(topic, (byTopic.get(topic) ?? new Map<Client, string>()).set(client, name))
      topicsOf.set(client, (topicsOf.get(client) ?? new Set()).add(topic))
    },
    remove(topic, client) {
      remove(topic, client)
      topicsOf.get(client)?.delete(topic)
    },
    forget(client) {
      for (const topic of topicsOf.get(client) ?? []) remove(topic, client)
      topicsOf.delete(client)
    },
    of: (name, topic) => [...(byTopic.get(topic) ?? [])].filter(([, who]) => who === name).map(([client]) => client),
  }
}
