import { Fault } from '@yihu/contracts'
import type { AnswerOf, AppealProgress, raiseAppeal } from '@yihu/contracts'
import { localDate, STEPS } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { newId } from '../../../kernel/id.ts'
import { findCase, groundOf, isQueryCode, prepare, queryCodeOf } from '../../cases/index.ts'
import type { CaseRecord, RaiseInput } from '../../cases/index.ts'
import type { Signal } from '../take.ts'
import { heldByNumber, insertHeld } from './repo-held.ts'
import type { HeldRow } from './repo-held.ts'
import type { HoldReason } from './watch.ts'

/** What becomes a case when a clerk takes it; name and telephone are sealed apart. */
export type HeldForm = Pick<RaiseInput, 'source' | 'text' | 'title' | 'point' | 'address' | 'areaPath' | 'placeSource' | 'files'> & { readonly senderId: string }

interface Holding {
  readonly signal: Signal
  readonly sender: string
  readonly reason: HoldReason
  readonly heap: string
}

/** Keeps a report whole for a clerk; its receipt opens the case it may become. @throws coordinates-implausible */
export async function keepHeld(context: Context, { signal, sender, reason, heap }: Holding): Promise<AnswerOf<typeof raiseAppeal>> {
  const { source, senderId, text, title, point, address, areaPath, placeSource, files, contact, at } = signal
  const id = newId(at)
  const prepared = prepare({ ...signal, id }, await groundOf(context))
  const form: HeldForm = { source, senderId, text, ...defined({ title, point, address, areaPath, placeSource, files }) }
  const held = await context.db.transact(systemScope, (tx) => insertHeld(tx, {
    id, number: `H${localDate(at).replaceAll('-', '')}-${queryCodeOf(context, `number ${id}`)}`, path: prepared.place.path, areaName: prepared.place.areaName, heap, reason, sender, source, senderId,
    title: prepared.title, text, form: { ...form }, contact: contact ? context.vault.seal('held.contact', JSON.stringify(contact)) : null, at: new Date(at),
  }))
  return { number: held.number, queryCode: queryCodeOf(context, held.id) }
}

function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T> // a part of what was given
}

/** The report behind a held receipt. */
export async function heldOf(tx: Tx, context: Context, { number, queryCode }: { readonly number: string; readonly queryCode: string }): Promise<HeldRow | undefined> {
  const held = await heldByNumber(tx, number.trim().toUpperCase())
  return held && isQueryCode(context, held.id, queryCode) ? held : undefined
}

/** The case a held report has become. @throws report-held while a clerk has not taken it */
export async function caseOfHeld(tx: Tx, { id, state, note }: HeldRow): Promise<CaseRecord> {
  const record = state === 'taken' ? await findCase(tx, id) : undefined
  if (!record) throw new Fault('report-held', { details: { state: state === 'dropped' ? `没有受理：${note}` : '工作人员正在核对' } })
  return record
}

/** What a reporter reads while the report waits, or when it was not taken. */
export function progressOfHeld({ number, title, text, form, at, state, note, decided_at: decidedAt }: HeldRow): AppealProgress {
  const { address } = form as HeldForm // written by this module alone
  const isDropped = state === 'dropped'
  return {
    number, through: null, title, text, address: address ?? null, state: isDropped ? 'void' : 'registered', stateText: isDropped ? '没有受理，原因见下' : '收到了，工作人员正在核对', step: 1, stepName: STEPS[1], unitName: null,
    nextText: isDropped ? '事情还在的话，请说明情况再报一次，或者拨打 12345。' : '刚才报上来的事太多，您这一条没有丢：工作人员看过就受理，编号和查询码不变。急事请直接拨打 12345 或 110。',
    dueAt: null, dueText: null, timeline: [
      { at: at.toISOString(), title: '收到您的反映', text: '', unitName: null },
      ...(isDropped && decidedAt ? [{ at: decidedAt.toISOString(), title: '没有受理', text: note, unitName: null }] : []),
    ],
    reply: null, photos: [], voices: [], canRate: false, canSayStillThere: false, rating: null, mergedInto: null,
  }
}
