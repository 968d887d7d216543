import type { DisputeKind, MediationOrigin, MediationStep } from '@yihu/contracts'
import { localDate } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/db/index.ts'
import { newId } from '../../../kernel/id.ts'
import { consentOf, newMediation, nextMediation } from './flow.ts'
import type { MediationCore } from './flow.ts'
import { monthAfter, numberOf } from './number.ts'
import { findMediation, insertMediation, insertParties, takeNumber, updateMediation } from './repo.ts'
import type { PartyIdentity } from './repo.ts'
import { performDayOf } from './perform-day.ts'

/** A mediation that was led elsewhere or before, with everything that was done to it, oldest first. */
export interface PastMediation {
  readonly at: number
  readonly by: { readonly id: string; readonly name: string }
  readonly street: { readonly path: string; readonly name: string }
  readonly area: { readonly path: string; readonly name: string }
  readonly title: string
  readonly kind: DisputeKind
  readonly origin: MediationOrigin
  readonly facts: string
  readonly mediators: readonly string[]
  readonly parties: readonly (Omit<PartyIdentity, 'id'> & { readonly agrees: boolean | undefined })[]
  readonly steps: readonly { readonly at: number; readonly step: MediationStep }[]
}

/** Brings in mediations by the same flow and numbers as those opened here; `tx` must see everything. */
export async function bringInMediations(tx: Tx, context: Context, files: readonly PastMediation[]): Promise<void> {
  for (const file of files.toSorted((a, b) => a.at - b.at)) await bringIn(tx, context, file)
}

async function bringIn(tx: Tx, context: Context, file: PastMediation): Promise<void> {
  const { at, by, street, area } = file
  const id = newId(at)
  const year = Number(localDate(at).slice(0, 4))
  const parties = file.parties.map(({ agrees, ...party }) => ({ ...party, id: newId(at), consent: consentOf(agrees) }))
  const opened = newMediation(parties, { mediators: file.mediators, now: at, by: by.name })
  const core = file.steps.reduce<MediationCore>((present, { at: now, step }) => {
    const next = nextMediation(present, step, { now, by: by.name, newId: newId(now) })
    if (!next.ok) throw new Error(`${file.title}: ${step.step} is refused (${next.code})`)
    return next.core
  }, opened)
  await insertMediation(tx, {
    id, street: street.path, number: numberOf(street.name, { year, serial: await takeNumber(tx, { street: street.path, year }) }), areaPath: area.path, areaName: area.name,
    caseId: null, caseNumber: null, title: file.title, kind: file.kind, origin: file.origin, facts: file.facts, core, dueDay: monthAfter(localDate(at)), at: new Date(at), byId: by.id, byName: by.name,
  })
  await insertParties(tx, context, { fileId: id, parties })
  const performDay = performDayOf(core)
  const record = performDay === null ? undefined : await findMediation(tx, id)
  if (record) await updateMediation(tx, record, { core, performDay, words: record })
}
