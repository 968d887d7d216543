import { Aedes } from 'aedes'
import type { Client, PublishPacket } from 'aedes'

type Done = (error?: Error) => void

/** What devices say is for the house alone: nothing of it is handed on to other clients. */
export class QuietBroker extends Aedes {
  override publish(packet: PublishPacket, from: Client | Done | null, done?: Done): void {
    if (typeof from === 'function') super.publish(packet, from)
    else done?.()
  }
}
