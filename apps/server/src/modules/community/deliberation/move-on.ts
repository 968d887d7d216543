import { settlePaper } from '@yihu/domain'
import type { DeliberationAct } from '@yihu/domain'
import type { Tx } from '../../../kernel/db/index.ts'
import { emit } from '../../../kernel/events/index.ts'
import { advance } from './core.ts'
import type { DeliberationCore, Effect, Known } from './core.ts'
import { updateDeliberation } from './repo.ts'
import type { DeliberationRecord } from './repo.ts'
import { countRoll, paperEntries } from './repo-vote.ts'

/** What the flow has to know from the tables. */
export async function knownOf(tx: Tx, id: string): Promise<Known> {
  const [{ voters, withoutArea }, entries] = [await countRoll(tx, id), await paperEntries(tx, id)]
  const { state } = settlePaper(entries)
  return { voters, withoutArea, isPaperOpen: state === 'waiting' || state === 'mismatch' }
}

interface Moving {
  readonly act: DeliberationAct
  readonly now: number
  readonly by: string
  readonly effect: Effect
  /** Shown to everybody from now on. */
  readonly isPublished?: boolean
}

/** Writes the next state of a locked proposal and tells pages that show it. @throws the refusals of the flow */
export async function moveOn(tx: Tx, record: DeliberationRecord, { act, now, by, effect, isPublished = false }: Moving): Promise<DeliberationCore> {
  const core = advance(record.core, { act, now, by, effect, known: await knownOf(tx, record.id) })
  await updateDeliberation(tx, record, { core, publishedAt: record.published_at ?? (isPublished ? new Date(now) : null) })
  await emit(tx, { topic: 'deliberation.changed', scopePath: record.path, payload: { id: record.id } })
  return core
}
