import { discard, doAgain, enqueue, nextBatch, settle, withoutPauses } from './outbox.ts'
import type { Answered, Outbox, OutboxItem } from './outbox.ts'

/** What a simulated worker does next. */
export type Deed = Pick<OutboxItem, 'kind' | 'key' | 'body'>

export interface Street {
  readonly phones: number
  /** Deeds of each phone. */
  readonly deeds: number
  /** 0…1, from the seed. */
  readonly random: () => number
  readonly newId: () => string
  readonly deed: (phone: number) => Deed
  /** One exchange with the server: answers for each action it took, in any order. */
  readonly send: (phone: number, actions: readonly OutboxItem[]) => Promise<readonly Answered[]>
  /** What a person does about a clash or refusal: the new body, or null to let it be. */
  readonly decide: (item: OutboxItem) => OutboxItem['body'] | null
}

export interface Ended {
  /** Every outbox at the end: all are final. */
  readonly outboxes: readonly Outbox[]
  readonly exchanges: number
  /** Ids that a person let be. */
  readonly dropped: readonly string[]
}

interface Phone {
  readonly number: number
  outbox: Outbox
  left: number
}

/**
 * Lets phones work under bad luck until each has told the server everything: no network for a while, answers lost on the
 * way, batches cut short, doubled and turned round, the app killed between the sending and the answer.
 */
export async function simulatePhones(street: Street): Promise<Ended> {
  const { random } = street
  const phones: Phone[] = Array.from({ length: street.phones }, (_, number) => ({ number, outbox: [], left: street.deeds }))
  const dropped: string[] = []
  let exchanges = 0
  for (let round = 0; phones.some(isBusy); round += 1) {
    const isCalm = round > MOST_ROUNDS
    for (const phone of phones) {
      const isCutOff = !isCalm && random() < 0.4
      if (phone.left > 0) doSomething(phone, street)
      if (isCutOff) continue
      exchanges += 1
      await exchange(phone, street, isCalm)
      for (const item of phone.outbox) settleByHand(phone, item, { street, dropped, isCalm })
    }
  }
  return { outboxes: phones.map(({ outbox }) => outbox), exchanges, dropped }
}

/** After so many rounds the network holds and nobody changes their mind again. */
const MOST_ROUNDS = 60

function isBusy({ left, outbox }: Phone): boolean {
  return left > 0 || outbox.some(({ state }) => state !== 'applied')
}

function doSomething(phone: Phone, { newId, deed }: Street): void {
  phone.left -= 1
  Object.assign(phone, { outbox: enqueue(phone.outbox, { id: newId(), at: new Date(0).toISOString(), ...deed(phone.number) }) })
}

/** One attempt; what is kept on the phone is all that survives it. */
async function exchange(phone: Phone, { random, send }: Street, isCalm: boolean): Promise<void> {
  Object.assign(phone, { outbox: withoutPauses(phone.outbox) })
  const batch = nextBatch(phone.outbox, { now: 0, limit: 100 })
  if (batch.length === 0) return
  const luck = isCalm ? 1 : random()
  if (luck < 0.1) return
  const arrives = luck < 0.25 ? batch.slice(0, Math.ceil(batch.length * random())) : luck < 0.4 ? [...batch, ...batch.toReversed()] : luck < 0.5 ? batch.toReversed() : batch
  const fates = await send(phone.number, arrives)
  // The answer is lost, or the app was killed before it: the phone knows nothing of it.
  if (luck > 0.8 && luck < 1) return
  Object.assign(phone, { outbox: settle(phone.outbox, { sent: batch, fates, now: 0 }) })
}

function settleByHand(phone: Phone, item: OutboxItem, { street, dropped, isCalm }: { street: Street; dropped: string[]; isCalm: boolean }): void {
  if (item.state !== 'clash' && item.state !== 'refused') return
  const body = isCalm ? null : street.decide(item)
  if (body) Object.assign(phone, { outbox: doAgain(phone.outbox, item.id, { newId: street.newId(), at: item.at, body }) })
  else {
    const kept = discard(phone.outbox, item.id)
    dropped.push(...phone.outbox.filter((one) => !kept.includes(one)).map(({ id }) => id))
    Object.assign(phone, { outbox: kept })
  }
}
