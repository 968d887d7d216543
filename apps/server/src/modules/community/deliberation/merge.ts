import { Fault } from '@yihu/contracts'
import type { Tx } from '../../../kernel/db/index.ts'
import type { DeliberationCore, Effect, MergeSide } from './core.ts'
import { carrySupports, findDeliberation } from './repo.ts'
import type { DeliberationRecord } from './repo.ts'

const TAKES_IN: readonly string[] = ['received', 'open', 'scheduled'] satisfies DeliberationCore['state'][]

/** Asks both authors whether a proposal may be put together with another one of the community. @throws input-invalid */
export async function askMerge(tx: Tx, record: DeliberationRecord, { into, reason }: { readonly into: string; readonly reason: string }): Promise<Effect> {
  const target = await requireTarget(tx, record, into)
  const before = record.core.merge
  // Asked again the same, an author who has answered in person has answered.
  const inPerson = before?.into === into ? (before.inPerson ?? []) : []
  const answerOf = (side: MergeSide) => (before && inPerson.includes(side) ? before[side] : 'waiting')
  return { change: { merge: { into, intoTitle: target.title, reason, own: answerOf('own'), other: answerOf('other'), notes: inPerson.length > 0 ? (before?.notes ?? []) : [], inPerson } }, text: `社区想把它和“${target.title}”合在一起议：${reason}。等两位提议人同意。` }
}

async function requireTarget(tx: Tx, { id, path }: DeliberationRecord, into: string): Promise<DeliberationRecord> {
  const target = into === id ? undefined : await findDeliberation(tx, into)
  if (!target?.published_at || target.path !== path || !TAKES_IN.includes(target.core.state)) throw new Fault('input-invalid', { fields: { into: '要合到的那一件不在本社区、还没有公开，或者已经走到表决以后，请另选' } })
  return target
}

interface MergeAnswer {
  readonly side: MergeSide
  readonly agrees: boolean
  readonly note: string
  /** By the author's own query code; else the desk writes down what it was told. */
  readonly isInPerson?: boolean
}

/** What one author said. @throws merge-answered where the desk would change what the author has said in person */
export function answerMerge({ merge }: DeliberationCore, { side, agrees, note, isInPerson = false }: MergeAnswer): Effect {
  if (!merge) return {} // the flow refuses it
  const inPerson = merge.inPerson ?? []
  if (!isInPerson && inPerson.includes(side)) throw new Fault('merge-answered')
  const who = side === 'own' ? '本件提议人' : `“${merge.intoTitle}”的提议人`
  const says = `${who}${agrees ? '同意' : '不同意'}合并`
  return { change: { merge: { ...merge, [side]: agrees ? 'agreed' : 'refused', notes: [...merge.notes, `${says}（${note}）`], inPerson: isInPerson ? [...new Set([...inPerson, side])] : inPerson } }, title: '答复合并', text: says }
}

/** Puts a proposal into the other: whoever supports it supports that one from now on. Both have been asked; the flow has checked it. @throws input-invalid */
export async function mergeInto(tx: Tx, record: DeliberationRecord): Promise<Effect> {
  const { merge } = record.core
  if (!merge) return {} // the flow has refused it
  const target = await requireTarget(tx, record, merge.into)
  await carrySupports(tx, { from: record.id, into: target.id })
  return { title: '合并', text: `两位提议人都同意，合到“${target.title}”一起议；支持的人一并算上。` }
}
