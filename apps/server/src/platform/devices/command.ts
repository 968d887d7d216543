import { DEVICE_COMMANDS, Fault } from '@yihu/contracts'
import type { BodyOf, DeviceCommand, DeviceCommandKind, sendDeviceCommand } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { inSlices } from '../../kernel/db/index.ts'
import type { JsonInput, Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { record } from '../audit/index.ts'
import { dropCommands, insertCommands, listCommands } from './repo-command.ts'
import type { StoredCommand } from './repo-command.ts'
import { findDevice } from './repo-device.ts'

const DAY_MS = 86_400_000
/** A command of a person to a device that stays away so long is out of date. */
const STAFF_COMMAND_MS = DAY_MS
const SHOWN = 50
const KEPT_DAYS = 400

/** A command to one device. */
export interface Order {
  readonly deviceId: string
  /** Where the device stands, for who hears of it. */
  readonly path: string
  readonly kind: DeviceCommandKind
  readonly payload: JsonInput
}

/** Queues commands; each is sent when its device is connected, and is void after `lastsMs`. @returns their ids, in the same order */
export async function queueCommands(tx: Tx, orders: readonly Order[], { at, by, lastsMs }: { at: number; by: string; lastsMs: number }): Promise<string[]> {
  const commands = orders.map(({ deviceId, kind, payload }) => ({ id: newId(at), deviceId, kind, payload, by, at: new Date(at), expiresAt: new Date(at + lastsMs) }))
  await insertCommands(tx, commands)
  const byPath = Map.groupBy(orders, ({ path }) => path)
  await emit(tx, [...byPath].map(([scopePath, some]) => ({ topic: 'command.queued', scopePath, payload: { ids: some.map(({ deviceId }) => deviceId) } })))
  return commands.map(({ id }) => id)
}

/** What goes out on `d/{device}/command`. */
export function messageOf({ id, kind, payload, expires_at: until }: StoredCommand): string {
  return JSON.stringify({ id, kind, until: until.toISOString(), ...(typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? payload : {}) })
}

/** Sends a command for somebody. @throws not-found */
export async function sendCommand(context: Context, actor: Actor, { id, body, ip }: { id: string; body: BodyOf<typeof sendDeviceCommand>; ip: string }): Promise<DeviceCommand> {
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const device = await findDevice(tx, id)
    if (!device) throw new Fault('not-found')
    const { kind, ...payload } = body
    await queueCommands(tx, [{ deviceId: id, path: device.area_path, kind, payload }], { at: now, by: actor.name, lastsMs: STAFF_COMMAND_MS })
    const [sent] = await listCommands(tx, id, 1)
    if (!sent) throw new Error('a command just queued must be there')
    await record(tx, { at: now, by: actor, action: 'device.command', object: device.name, result: 'done', ip, detail: { id, kind } })
    return shown(sent, now)
  })
}

/** The latest commands of a device in sight. @throws not-found */
export async function commandsOf(context: Context, actor: Actor, id: string): Promise<DeviceCommand[]> {
  return context.db.transact(actor.scope, async (tx) => {
    if (!(await findDevice(tx, id))) throw new Fault('not-found')
    return (await listCommands(tx, id, SHOWN)).map((row) => shown(row, context.clock.now()))
  })
}

const STATES = { waiting: '等设备连上', sent: '已发出，等回执', done: '设备已执行', refused: '设备没有执行', expired: '过期作废' } as const

function stateOf({ answered_at: answered, is_done: isDone, sent_at: sent, expires_at: expires }: StoredCommand, now: number): keyof typeof STATES {
  if (answered) return isDone === false ? 'refused' : 'done'
  if (expires.getTime() <= now) return 'expired'
  return sent ? 'sent' : 'waiting'
}

function shown(row: StoredCommand, now: number): DeviceCommand {
  const state = stateOf(row, now)
  const { payload } = row
  const said = typeof payload === 'object' && payload !== null && 'text' in payload && typeof payload.text === 'string' ? payload.text : JSON.stringify(payload)
  return {
    id: row.id, kind: row.kind, kindName: Object.hasOwn(DEVICE_COMMANDS, row.kind) ? DEVICE_COMMANDS[row.kind as DeviceCommandKind] : row.kind, // checked on the left
    text: said === '{}' ? '' : said, queuedAt: row.queued_at.toISOString(), queuedBy: row.queued_by, expiresAt: row.expires_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null, answeredAt: row.answered_at?.toISOString() ?? null, state, stateName: STATES[state], answer: row.answer,
  }
}

/** Forgets commands of long ago. */
export async function forgetCommands({ db, clock }: Context): Promise<void> {
  await inSlices(db, (tx, most) => dropCommands(tx, new Date(clock.now() - KEPT_DAYS * DAY_MS), most))
}
