import { ancestorAt } from '@yihu/domain'
import type { Rung } from '@yihu/scenarios'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { careContactsFor, careSelfFor } from '../care/index.ts'
import { groundOf } from '../cases/index.ts'
import { namesOf, usersOf } from '../identity/index.ts'
import { shiftAt } from '../shifts/index.ts'
import type { StoredAlarm } from './repo.ts'
import { scenarioOf } from './watch.ts'

/** Who a rung of the ladder means at a place and time. */
export interface Reached {
  readonly userIds: readonly string[]
  readonly names: readonly string[]
  /** A cared-for person and contacts of theirs without an account, masked: whoever is told telephones them. */
  readonly toPhone: readonly string[]
}

/** Whose contacts these rungs are, in care's words. */
const CONTACTS: Readonly<Partial<Record<Rung['role'], readonly string[]>>> = { family: ['family'], 'building-chief': ['building-chief', 'neighbour'] }

/**
 * The people of a rung; empty where nobody is known. A cared-for person and contacts who have no account are telephoned by
 * the officer on duty, who is told so. Needs the system's scope.
 */
export async function reach(tx: Tx, context: Context, { rung, alarm }: { rung: Rung; alarm: StoredAlarm }): Promise<Reached> {
  const kinds = CONTACTS[rung.role]
  const contacts = kinds ? (await careContactsFor(tx, context, alarm.device_id)).filter(({ kind }) => kinds.includes(kind)) : []
  const self = rung.role === 'person' ? await careSelfFor(tx, context, alarm.device_id) : null
  const toPhone = [...contacts.filter(({ userId }) => userId === null), ...(self ? [self] : [])].map(({ name, phone }) => `${name}（${phone}）`)
  const own = contacts.flatMap(({ userId }) => userId ?? [])
  const desk = toPhone.length > 0 ? await onDuty(tx, context, alarm.path) : []
  const userIds = [...new Set([...own, ...desk, ...(await usersFor(tx, context, { rung, alarm }))])]
  return { userIds, names: [...(await namesOf(tx, userIds)).values()], toPhone }
}

async function usersFor(tx: Tx, context: Context, { rung: { role }, alarm }: { rung: Rung; alarm: StoredAlarm }): Promise<string[]> {
  const { path, unit_id: unitId } = alarm
  switch (role) {
    case 'duty-officer': return onDuty(tx, context, path)
    case 'grid-worker':
    case 'community':
    case 'property': return usersOf(tx, { role, path })
    case 'keeper':
    case 'enterprise': return unitId === null ? [] : usersOf(tx, { unitId })
    case 'unit': return competent(tx, context, alarm)
    case 'person':
    case 'family':
    case 'building-chief':
    case 'shop': return []
  }
}

/** The duty chief of the shift at work, else all duty chiefs. */
async function onDuty(tx: Tx, { clock }: Context, path: string): Promise<string[]> {
  const street = ancestorAt(path, 'street')
  const shift = await shiftAt(tx, { path: street, at: new Date(clock.now()) })
  const chiefs = shift?.people.flatMap(({ role, userId }) => (role === 'chief' && userId !== null ? [userId] : [])) ?? []
  return chiefs.length > 0 ? chiefs : usersOf(tx, { role: 'duty-chief', path })
}

/** The unit to which the street's rules would send the case. */
async function competent(tx: Tx, context: Context, alarm: StoredAlarm): Promise<string[]> {
  const scenario = scenarioOf(alarm.scenario)
  const choice = scenario && (await groundOf(context)).choose({ classCode: scenario.classCode, path: alarm.path, at: context.clock.now() })
  return choice ? usersOf(tx, { unitId: choice.unitId }) : []
}
