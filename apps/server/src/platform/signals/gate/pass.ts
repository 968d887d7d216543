import { hash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { Fault } from '@yihu/contracts'
import type { AnswerOf, BodyOf, raiseAppeal } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import { queryCodeOf } from '../../cases/index.ts'
import type { Signal } from '../take.ts'
import { takenAs } from '../take-within.ts'
import { keepHeld } from './hold.ts'
import { isProof, puzzleFor } from './proof.ts'
import { heldBySender } from './repo-held.ts'
import { createWatch } from './watch.ts'
import type { Sending, SideDoor, Watch } from './watch.ts'

type Receipt = AnswerOf<typeof raiseAppeal>

const watches = new WeakMap<Context, Watch>()

/** From now on this server watches how much comes from whom. */
export function watchReports(context: Context, limits: { readonly floodPerMinute: number }): void {
  watches.set(context, createWatch(limits))
}

/** Whether whoever sent a request has shown their telephone. */
type KnownBy = (context: Context, request: FastifyRequest) => Promise<boolean>

const knownBy = new WeakMap<Context, KnownBy>()

/** From now on whoever has signed in as a resident passes without a puzzle: how an upper floor helps without being known here. */
export function knowResidents(context: Context, known: KnownBy): void {
  knownBy.set(context, known)
}

interface Passing {
  readonly signal: Signal
  readonly body: BodyOf<typeof raiseAppeal>
  readonly request: FastifyRequest
}

interface Entering {
  readonly door: SideDoor
  readonly request: FastifyRequest
  /** One work for one act: what the proof must be about. */
  readonly subject: () => string
  readonly device?: string | undefined
  readonly proof?: BodyOf<typeof raiseAppeal>['proof']
  /** Whether this very thing was taken before and is sent again; default: as a signal of this sender's id. */
  readonly wasTaken?: () => Promise<boolean>
}

/**
 * The gate at a door beside that for reports. Within the measure nobody notices it; beyond, the device works first; beyond
 * twice the measure work is not enough (a script can work): a code sent to the telephone is, or a call to the hotline.
 * Whoever has signed in by such a code goes through.
 * @throws proof-needed with the puzzle, phone-code-needed
 */
export async function enter(context: Context, { door, request, subject, device, proof, wasTaken = () => isTaken(context, subject()) }: Entering): Promise<void> {
  const watch = watches.get(context)
  if (!watch) return
  const sending = { at: context.clock.now(), ...sentBy(context, { device, ip: request.ip }) }
  const asked = watch.ask(door, sending)
  if (asked !== 'free' && ((await knownBy.get(context)?.(context, request)) || (door !== 'file' && (await wasTaken())))) return
  // No telephone hangs on a photo: the form it belongs to asks for one.
  if (asked === 'code' && door !== 'file') throw new Fault('phone-code-needed')
  if (asked !== 'free') needProof(context, { subject: `${door} ${subject()}`, proof })
  watch.enter(door, sending)
}

/**
 * Nothing for a report within the measure: it goes to the desk. Beyond it, or while the street is flooded, the device has
 * to work first; then a report that comes again and again is kept for a clerk, with a receipt like any other.
 * @throws proof-needed with the puzzle
 */
export async function holdIfBeyond(context: Context, { signal, body, request }: Passing): Promise<Receipt | null> {
  const watch = watches.get(context)
  if (!watch) return null
  const isFlood = watch.knock(context.clock.now())
  const sending = sendingOf(context, { signal, body, ip: request.ip })
  // In a flood words are compared by their likeness, which costs: only those of who has worked.
  const early = isFlood ? await receiptOrProof(context, { signal, body, request }) : null
  if (early) return early
  const judged = watch.judge(sending, { isFlood })
  const late = judged.isBusy && !isFlood ? await receiptOrProof(context, { signal, body, request }) : null
  if (late) return late
  watch.hear(sending, { isFlood })
  if (judged.hold?.isForAddress && (await knownBy.get(context)?.(context, request))) return null
  return judged.hold && keepHeld(context, { signal, sender: sending.sender, reason: judged.hold.reason, heap: `${judged.hold.reason}:${hash('sm3', judged.hold.heap, 'hex').slice(0, 32)}` })
}

/** The receipt that a report sent again has; null: the device has worked, or the telephone is known. @throws proof-needed with the puzzle */
async function receiptOrProof(context: Context, { signal, body: { clientId, proof }, request }: Passing): Promise<Receipt | null> {
  const before = await receiptBefore(context, signal)
  if (before) return before
  if (!proof && (await knownBy.get(context)?.(context, request))) return null
  needProof(context, { subject: clientId ?? signal.text, proof })
  return null
}

/** The gate at a door where every device works, also for the first time. @throws proof-needed with the puzzle */
export function workAlways(context: Context, about: Parameters<typeof needProof>[1]): void {
  if (watches.has(context)) needProof(context, about)
}

/** Nothing where the device has worked for this subject; else it is given the puzzle. @throws proof-needed with the puzzle */
export function needProof(context: Context, { subject, proof }: { readonly subject: string; readonly proof: BodyOf<typeof raiseAppeal>['proof'] }): void {
  const about = { subject, at: context.clock.now() }
  if (!proof || !isProof(context.vault, proof, about)) throw new Fault('proof-needed', { current: puzzleFor(context.vault, about) })
}

/** What the residents' page writes for who only spoke: it says nothing of the matter. Without a recording it is what anybody can type. */
const SPOKEN = /^（录音 \d+ 秒，请听录音）$/u

/** Who sends, as keyed hashes: nobody can tell from them who it was. */
function sendingOf(context: Context, { signal, body, ip }: Pick<Passing, 'signal' | 'body'> & { readonly ip: string }): Sending {
  return { at: context.clock.now(), ...sentBy(context, { device: body.device, ip }), code: body.code ?? null, text: signal.files?.length && SPOKEN.test(signal.text) ? signal.senderId : signal.text }
}

function sentBy({ vault }: Context, { device, ip }: { readonly device: string | undefined; readonly ip: string }): Pick<Sending, 'sender' | 'address'> {
  const keyed = (kind: string, value: string) => vault.index(`report-${kind}`, value).toString('hex')
  const address = keyed('address', isIPv6(ip) ? ip.split(':').slice(0, 4).join(':') : ip)
  return { sender: device === undefined ? address : keyed('device', device), address }
}

/** Sent again after a lost answer: whoever took it gives the receipt of then. */
async function isTaken(context: Context, clientId: string): Promise<boolean> {
  return context.db.transact(systemScope, async (tx) => (await takenAs(tx, 'resident', [clientId])).has(clientId))
}

/** A report sent again gets the receipt it has. */
async function receiptBefore(context: Context, { source, senderId }: Signal): Promise<Receipt | null> {
  return context.db.transact(systemScope, async (tx) => {
    const taken = (await takenAs(tx, source, [senderId])).get(senderId)
    if (taken) return { number: taken.number, queryCode: queryCodeOf(context, taken.caseId) }
    const held = await heldBySender(tx, { source, senderId })
    return held ? { number: held.number, queryCode: queryCodeOf(context, held.id) } : null
  })
}
