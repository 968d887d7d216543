import { MOVES } from '@yihu/domain'
import type { MoveName } from '@yihu/domain'
import type { Role } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Event } from '../../kernel/events/index.ts'
import type { EventHandler, EventsHandler } from '../../kernel/module.ts'
import { usersOf } from '../identity/index.ts'
import type { Whom } from '../identity/index.ts'
import { notifyAll, phrasesOf } from '../notices/index.ts'
import type { NoticeForm, Phrases } from '../notices/index.ts'
import { maskText } from './text.ts'

interface Told {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly state: string
  readonly unitId: string | null
}

function toldOf(event: Event): Told {
  return event.payload as unknown as Told // emitted by this module alone
}

/** Who a move concerns next: the unit that now holds the case, or the desk that must decide. */
type Audience = { readonly units: readonly string[] } | { readonly role: Role }

const DESK_OF_STATE: Readonly<Record<string, Role>> = { registered: 'acceptor', verifying: 'duty-chief', filed: 'dispatcher', replied: 'acceptor', checking: 'duty-chief' }

/** Sheets are announced once, by the import itself; a preventive task by its dispatch, which follows at once. */
const QUIET_SOURCES = ['hotline', 'import', 'prevention']

/** New cases: the desk that must look at each, or the unit it went to at once. */
export const tellRaised: EventsHandler = {
  together: async (tx, events, context) => {
    await tellAll(tx, events.flatMap((event): Telling[] => {
      const told = toldOf(event)
      const audience = audienceOf(told)
      if (!audience || QUIET_SOURCES.includes(String(event.payload['source']))) return []
      return [{ event, told, audience, words: ['units' in audience ? 'case.sent' : 'case.new'] }]
    }), context)
  },
}

/** A move: the unit or desk whose turn it is. Nobody is told of their own act. */
export const tellMove: EventHandler = async (tx, event, context) => {
  const told = toldOf(event)
  const move = String(event.payload['move']) as MoveName // emitted by this module alone
  const audience = audienceOfMove(event, told, move)
  if (!audience) return
  await tell(tx, { event, told, audience, words: ['case.moved', Object.hasOwn(MOVES, move) ? MOVES[move].label : '有变化'] }, context)
}

/** A turned card: the unit that holds the case; a red one also the duty chief. */
export const tellCard: EventHandler = async (tx, event, context) => {
  const told = toldOf(event)
  const card = event.payload['card'] === 'red' ? 'red' : 'yellow'
  const words = [card === 'red' ? 'case.late' : 'case.soon'] as const
  const audience = audienceOf(told)
  if (audience) await tell(tx, { event, told, audience, words, card }, context)
  if (card === 'red') await tell(tx, { event, told, audience: { role: 'duty-chief' }, words, card }, context)
}

function audienceOf(told: Told): Audience | null {
  const role = DESK_OF_STATE[told.state]
  if (role) return { role }
  return told.unitId ? { units: [told.unitId] } : null
}

function audienceOfMove(event: Event, told: Told, move: MoveName): Audience | null {
  // Whoever has claimed or answered is not called again by a call to others.
  const called = event.payload['awaitedUnits']
  const verifier = event.payload['verifierUnit']
  if (move === 'call-all' && Array.isArray(called)) return { units: called.map(String) }
  if (move === 'ask-verification' && typeof verifier === 'string') return { units: [verifier] }
  if (move.startsWith('request-')) return { role: 'duty-chief' }
  if (move === 'claim' || move === 'record-contact' || move === 'archive' || move === 'amend') return null
  return audienceOf(told)
}

interface Telling {
  readonly event: Event
  readonly told: Told
  readonly audience: Audience
  /** The text by its key, and the move it tells of. */
  readonly words: readonly [key: Parameters<Phrases['say']>[0], move?: string]
  readonly card?: 'yellow' | 'red'
}

async function tell(tx: Tx, telling: Telling, context: Context): Promise<void> {
  await tellAll(tx, [telling], context)
}

/** Whoever is told of several things is looked up once. */
async function tellAll(tx: Tx, tellings: readonly Telling[], context: Context): Promise<void> {
  if (tellings.length === 0) return
  const phrases = await phrasesOf(context)
  const found = new Map<string, string[]>()
  const forms: NoticeForm[] = []
  for (const { event, told, audience, words: [key, move = ''], card } of tellings) {
    const by = event.payload['by']
    const userIds: string[] = []
    for (const whom of whomOf(audience, event.scopePath)) {
      const sought = JSON.stringify(whom)
      const users = found.get(sought) ?? await usersOf(tx, whom)
      found.set(sought, users)
      userIds.push(...users.filter((user) => user !== by))
    }
    if (userIds.length === 0) continue
    forms.push({
      userIds, kind: event.topic, ...phrases.say(key, { 编号: told.number, 标题: maskText(told.title), 操作: move }), caseRef: { id: told.id, number: told.number },
      ...(card ? { card } : {}), dedupeKey: `${event.id}:${key}`,
    })
  }
  await notifyAll(tx, context, forms)
}

function whomOf(audience: Audience, path: string | null): Whom[] {
  return 'role' in audience ? [{ role: audience.role, ...(path === null ? {} : { path }) }] : audience.units.map((unitId) => ({ unitId }))
}
