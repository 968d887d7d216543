import { Fault } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import { record } from '../../../platform/audit/index.ts'
import { LEAST_CLASSES, LEAST_EXAMPLES, LEAST_OF_CLASS } from '../text/train.ts'
import type { Figures, Rival } from '../text/train.ts'
import { decidedCases, lessonsOf } from './lessons.ts'
import type { Labelled } from './lessons.ts'
import { endSilent, failModel, finishModel, insertModel, lockModels, readCurrent, readModels } from './repo-model.ts'
import { trainAside } from './train-aside.ts'

/** Nothing heard for this long: the server of a training is gone. */
const SILENT_MS = 30 * 60_000
/** Newest cases of the street that a model from a file is tried on. */
const MOST_TRIED = 2000

/** Who asked for it; an `Actor` fits. */
export interface Asker {
  readonly userId: string | null
  readonly username: string
  readonly name: string
}

interface Training {
  readonly source: string
  readonly by: Asker | null
  readonly ip?: string | null
  /** Whether these are the street's own closed cases. */
  readonly isOwn: boolean
  readonly examples: () => Promise<readonly Labelled[]>
}

/**
 * Begins a training in the background; it is never switched on by itself.
 * @throws Fault model-training
 */
export async function startTraining(context: Context, { source, by, ip, isOwn, examples }: Training): Promise<{ number: number; finished: Promise<Figures> }> {
  const { db, clock } = context
  const now = clock.now()
  const number = await db.transact(systemScope, async (tx) => {
    await lockModels(tx)
    await endSilent(tx, { since: new Date(now - SILENT_MS), at: new Date(now) })
    const [newest] = await readModels(tx, 1)
    if (newest?.state === 'training') throw new Fault('model-training', { details: { number: newest.number } })
    const next = await insertModel(tx, { source, by: by?.name ?? '命令行', at: new Date(now) })
    await record(tx, { at: now, by, action: 'model.train', object: `分类模型第 ${next} 号`, result: 'done', ip: ip ?? null, detail: { source } })
    return next
  })
  return { number, finished: run(context, number, { isOwn, examples }) }
}

async function run(context: Context, number: number, { isOwn, examples }: Pick<Training, 'isOwn' | 'examples'>): Promise<Figures> {
  const { db, clock } = context
  try {
    const { lessons, strange } = await lessonsOf(context, await examples())
    const street = isOwn ? null : (await lessonsOf(context, (await decidedCases(context)).slice(0, MOST_TRIED))).lessons
    const answer = await trainAside({ lessons, rival: await rivalOf(context), street })
    if (answer.is === 'too-few') throw tooFew(answer, strange)
    const times = lessons.map(({ at }) => at)
    await db.transact(systemScope, (tx) => finishModel(tx, number, {
      at: new Date(clock.now()), weights: Buffer.from(answer.packed), figures: answer.figures,
      saidFrom: new Date(times.reduce((least, at) => Math.min(least, at), Infinity)), saidUntil: new Date(times.reduce((most, at) => Math.max(most, at), -Infinity)),
    }))
    return answer.figures
  } catch (error) {
    const problem = error instanceof Fault ? error.message : '训练没有完成，原因在服务器日志里'
    await db.transact(systemScope, (tx) => failModel(tx, number, { at: new Date(clock.now()), problem }))
    throw error
  }
}

function tooFew({ examples, classes }: { readonly examples: number; readonly classes: number }, strange: number): Fault {
  const found = `${examples} 件${strange > 0 ? `（另有 ${strange} 件的分类不在现行目录里）` : ''}`
  return new Fault('model-too-few', { details: { examples: found, classes, leastExamples: LEAST_EXAMPLES, leastClasses: LEAST_CLASSES, leastOfClass: LEAST_OF_CLASS } })
}

async function rivalOf({ db }: Context): Promise<Rival | null> {
  const current = await readCurrent(db.owner)
  return current ? { number: current.number, weights: current.weights, pool: current.figures.pool, until: current.saidUntil?.getTime() ?? Infinity } : null
}
