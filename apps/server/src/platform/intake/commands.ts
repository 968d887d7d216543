import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import type { MqttMessage } from '../../kernel/broker/index.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { OVERFLOW } from '../../kernel/events/index.ts'
import { answerCommand, devicesWaiting, messageOf, noteDelivered, noteHeard, takeCommands } from '../devices/index.ts'
import type { KnownDevice } from '../devices/index.ts'
import { EMPTY, letterOf } from './parcel.ts'
import type { Stream } from './stream.ts'

/** The topic a device hears its commands on. */
export function commandTopic(id: string): string {
  return `d/${id}/command`
}

/** The topic a device answers its commands on. */
export function replyTopic(id: string): string {
  return `d/${id}/reply`
}

/** `{"id": command, "ok"?: whether it was done, "text"?: what it has to say}` */
const Reply = z.object({ id: z.uuid(), ok: z.boolean().default(true), text: z.string().max(200).nullish() })

/** Takes a device's answer to a command; one that cannot be read, or is to no command, becomes a letter. */
export async function takeReply(context: Context, { device, message: { topic, payload }, stream }: { device: KnownDevice; message: MqttMessage; stream: Stream }): Promise<void> {
  const at = context.clock.now()
  const reply = readReply(payload)
  const isKnown = reply && (await context.db.transact(systemScope, async (tx) => {
    // Who answers lives; of its points it says nothing.
    await noteHeard(tx, [{ no: device.no, at: new Date(at) }])
    return answerCommand(tx, { deviceId: device.id, id: reply.id, isDone: reply.ok, answer: reply.text ?? null, at: new Date(at) })
  }))
  if (isKnown) return
  const problem = { reason: 'wrong-form', detail: reply ? '没有这条命令' : '回执要写明 id（命令编号）' } as const
  await stream.take({ ...EMPTY, device, letters: letterOf([problem], { path: device.path, source: 'mqtt', sender: device.id, topic, payload, at }) })
}

function readReply(payload: Buffer): z.infer<typeof Reply> | null {
  try {
    return Reply.parse(JSON.parse(payload.toString('utf8')))
  } catch {
    return null
  }
}

interface Post {
  /** Whether somebody may be there to hear a device's commands. */
  hears(id: string): boolean
  /** @returns whether the device is known to have it */
  send(id: string, message: string): Promise<boolean>
}

/** Brings commands to devices. */
export interface CommandRunner {
  /** Sends what waits for a device that has just begun to listen, also what was sent and did not reach it. */
  greet(id: string): void
  /** Sends whatever waits for anybody. */
  sendAll(): void
  stop(): void
}

/** Sends commands as they are queued anywhere; a device that comes later gets them when it listens. */
export function runCommands(context: Pick<Context, 'db' | 'clock' | 'live' | 'log'>, post: Post): CommandRunner {
  const { db, clock, live, log } = context
  const serve = async (id: string, again: boolean): Promise<void> => {
    if (!post.hears(id)) return
    const commands = await db.transact(systemScope, (tx) => takeCommands(tx, { deviceId: id, at: new Date(clock.now()), again }))
    await Promise.all(commands.map(async (command) => {
      if (await post.send(id, messageOf(command))) await db.transact(systemScope, (tx) => noteDelivered(tx, { id: command.id, at: new Date(clock.now()) }))
    }))
  }
  const soon = (work: Promise<void>): void => {
    work.catch((error: unknown) => { log.warn({ err: error }, 'commands wait for their devices') })
  }
  const all = async (): Promise<void> => {
    for (const id of await db.transact(systemScope, (tx) => devicesWaiting(tx, new Date(clock.now())))) await serve(id, false)
  }
  const stop = live.subscribe(({ topic, payload }) => {
    if (topic === OVERFLOW) soon(all())
    if (topic !== 'command.queued' || !Array.isArray(payload['ids'])) return
    for (const id of payload['ids']) if (typeof id === 'string') soon(serve(id, false))
  })
  return { greet: (id) => { soon(serve(id, true)) }, sendAll: () => { soon(all()) }, stop }
}
