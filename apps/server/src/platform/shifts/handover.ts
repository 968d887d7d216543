import { createHash } from 'node:crypto'
import { Fault } from '@yihu/contracts'
import type { Handover, HandoverHead } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { canonical, record } from '../audit/index.ts'
import { ACK_MINUTES, tellWaiting } from './close.ts'
import type { HandoverRow } from './handover-row.ts'
import { findHandover, markAcknowledged, markGiven, writeNotes } from './repo-handover.ts'

/** A handover in a list. */
export function headOf(row: HandoverRow): HandoverHead {
  return {
    id: row.id, shiftName: row.shiftName, startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString(), state: row.state,
    givenAt: row.givenAt?.toISOString() ?? null, givenBy: row.givenName, acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null, acknowledgedBy: row.acknowledgedName,
  }
}

/** A handover as a person sees it, with what they may do with it. */
export async function handoverOf(context: Context, actor: Actor, id: string): Promise<Handover> {
  const row = await context.db.transact(actor.scope, (tx) => require(tx, id))
  const mayAct = actor.permissions.has('shift.handover')
  return {
    ...headOf(row), version: row.version, people: row.people, composedAt: row.composedAt.toISOString(), sections: row.brief, notes: row.notes,
    hash: row.hash?.toString('hex') ?? null, answer: row.answer, ackMinutes: ACK_MINUTES,
    may: { edit: mayAct && row.state === 'draft', acknowledge: mayAct && row.state === 'given' && row.givenBy !== actor.userId },
  }
}

async function require(tx: Tx, id: string, options: { lock?: true } = {}): Promise<HandoverRow> {
  const row = await findHandover(tx, id, options)
  if (!row) throw new Fault('not-found')
  return row
}

interface Writing {
  readonly id: string
  readonly version: number
  readonly notes: string
}

/** @throws not-found, handover-given, conflict */
async function requireDraft(tx: Tx, { id, version }: Pick<Writing, 'id' | 'version'>): Promise<HandoverRow> {
  const row = await require(tx, id, { lock: true })
  if (row.state !== 'draft') throw new Fault('handover-given')
  if (row.version !== version) throw new Fault('conflict')
  return row
}

/**
 * Keeps what the officer writes for the next shift.
 * @throws not-found, handover-given, conflict
 */
export async function note(context: Context, actor: Actor, { id, version, notes }: Writing): Promise<void> {
  await context.db.transact(actor.scope, async (tx) => {
    await requireDraft(tx, { id, version })
    await writeNotes(tx, { id, notes })
  })
}

/**
 * Hands over: from now on nothing in it changes. Its hash stands in the audit trail, so that a later change would show.
 * @throws not-found, handover-given, conflict
 */
export async function give(context: Context, actor: Actor, { id, version, notes, ip }: Writing & { readonly ip: string }): Promise<void> {
  const at = context.clock.now()
  await context.db.transact(actor.scope, async (tx) => {
    const row = await requireDraft(tx, { id, version })
    const hash = hashOf({ ...row, notes, givenAt: new Date(at), givenBy: actor.userId })
    await markGiven(tx, { id, notes, by: actor, at: new Date(at), hash })
    await emit(tx, { topic: 'shift.changed', scopePath: row.path, payload: { id } })
    await record(tx, { at, by: actor, action: 'shift.give', object: nameOf(row), result: 'done', ip, detail: { handoverId: id, sm3: hash.toString('hex') } })
  })
  // Whom to tell is found beyond the giver's own sight.
  await context.db.transact(systemScope, async (tx) => tellWaiting(tx, context, { handover: await require(tx, id), isForgotten: false }))
}

/** SM3 of the canonical form of what was handed over. */
export function hashOf(row: Pick<HandoverRow, 'shiftId' | 'shiftName' | 'startsAt' | 'endsAt' | 'people' | 'brief' | 'composedAt' | 'notes' | 'givenAt' | 'givenBy'>): Buffer {
  const { shiftId, shiftName, startsAt, endsAt, people, brief, composedAt, notes, givenAt, givenBy } = row
  return createHash('sm3').update(canonical({ shiftId, shiftName, startsAt, endsAt, people, brief, composedAt, notes, givenAt, givenBy })).digest()
}

/**
 * The next officer takes it on.
 * @throws not-found, handover-not-given, handover-done, handover-own
 */
export async function acknowledge(context: Context, actor: Actor, { id, answer, ip }: { id: string; answer: string; ip: string }): Promise<void> {
  const at = context.clock.now()
  await context.db.transact(actor.scope, async (tx) => {
    const row = await require(tx, id, { lock: true })
    if (row.state === 'draft') throw new Fault('handover-not-given')
    if (row.state === 'acknowledged') throw new Fault('handover-done', { details: { name: row.acknowledgedName ?? '' } })
    if (row.givenBy === actor.userId) throw new Fault('handover-own')
    await markAcknowledged(tx, { id, answer, by: actor, at: new Date(at) })
    await emit(tx, { topic: 'shift.changed', scopePath: row.path, payload: { id } })
    await record(tx, { at, by: actor, action: 'shift.acknowledge', object: nameOf(row), result: 'done', ip, detail: { handoverId: id } })
  })
}

function nameOf({ shiftName, startsAt }: HandoverRow): string {
  return `${localDate(startsAt.getTime())} ${shiftName}`
}
