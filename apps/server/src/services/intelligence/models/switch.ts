import { Fault } from '@yihu/contracts'
import type { TextModelRow, TextModels } from '@yihu/contracts'
import { monthOf } from '@yihu/domain'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import { record } from '../../../platform/audit/index.ts'
import { readKeptSuggestions } from '../../../platform/cases/index.ts'
import { catalogueOf } from '../../../platform/catalogue/index.ts'
import type { Catalogue } from '../../../platform/catalogue/index.ts'
import { RARE } from '../text/blend.ts'
import type { Figures } from '../text/train.ts'
import { worseThan } from './compare.ts'
import type { InForce } from './compare.ts'
import { driftOf, SURE_ENOUGH } from './drift.ts'
import { insertUse, lockModels, readModels, readUses } from './repo-model.ts'
import type { StoredModel, StoredUse } from './repo-model.ts'
import type { Asker } from './train.ts'

const SHOWN = 50
const YEAR_MS = 365 * 86_400_000

/** All trainings with their figures, newest first, and which is in force. */
export async function listModels(context: Pick<Context, 'db' | 'clock'>): Promise<TextModels> {
  const catalogue = await catalogueOf(context)
  const since = new Date(context.clock.now() - YEAR_MS)
  const { models, uses, kept } = await context.db.transact(systemScope, async (tx) => ({
    models: await readModels(tx, SHOWN), uses: await readUses(tx, SHOWN), kept: await readKeptSuggestions(tx, { since, sure: SURE_ENOUGH }),
  }))
  const inForce = inForceAmong(models, uses)
  return {
    current: inForce.number,
    kept,
    drift: driftOf(kept, monthOf(context.clock.now())),
    models: models.map((model) => wireOf(model, { inForce, catalogue })),
    uses: uses.map(({ at, ...use }) => ({ ...use, at: at.toISOString() })),
  }
}

interface Switching {
  /** Null: the lexicon alone. */
  readonly number: number | null
  readonly isForced: boolean
  readonly by: Asker | null
  readonly ip?: string | null
}

/**
 * Puts a model in force at once and on every server, or none. Going back to one that was in force before is free; any
 * other must not be worse than what is in force unless it is forced.
 * @throws Fault not-found, model-unfit, model-worse
 */
export async function switchModel(context: Context, { number, isForced, by, ip }: Switching): Promise<void> {
  const { db, clock } = context
  const now = clock.now()
  await db.transact(systemScope, async (tx) => {
    await lockModels(tx)
    const [models, uses] = [await readModels(tx, SHOWN), await readUses(tx, SHOWN)]
    const inForce = inForceAmong(models, uses)
    if (inForce.number === number) return
    if (number !== null) check(models.find((model) => model.number === number), { inForce, isForced, wasInForce: uses.some((use) => use.number === number) })
    await insertUse(tx, { number, isForced, by: by?.name ?? '命令行', at: new Date(now) })
    await record(tx, {
      at: now, by, action: 'model.switch', object: number === null ? '停用分类模型' : `启用分类模型第 ${number} 号`, result: 'done', ip: ip ?? null, detail: { from: inForce.number, to: number, isForced },
    })
  })
}

function check(model: StoredModel | undefined, { inForce, isForced, wasInForce }: { readonly inForce: InForce; readonly isForced: boolean; readonly wasInForce: boolean }): void {
  if (!model) throw new Fault('not-found')
  if (model.state !== 'ready' || !model.figures) throw new Fault('model-unfit', { details: { number: model.number, problem: model.state === 'training' ? '还在训练' : '训练没有完成' } })
  const reason = isForced || wasInForce ? null : worseThan(model.figures, inForce)
  if (reason !== null) throw new Fault('model-worse', { details: { number: model.number, reason } })
}

function inForceAmong(models: readonly StoredModel[], [use]: readonly StoredUse[]): InForce {
  const number = use?.number ?? null
  return { number, figures: models.find((model) => model.number === number)?.figures ?? null }
}

function wireOf({ figures, startedAt, finishedAt, saidFrom, saidUntil, ...rest }: StoredModel, { inForce, catalogue }: { readonly inForce: InForce; readonly catalogue: Catalogue }): TextModelRow {
  return {
    ...rest, isCurrent: rest.number === inForce.number, startedAt: startedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null,
    saidFrom: saidFrom?.toISOString() ?? null, saidUntil: saidUntil?.toISOString() ?? null,
    figures: figures && named(figures, catalogue), worse: figures && rest.number !== inForce.number ? worseThan(figures, inForce) : null,
  }
}

function named(figures: Figures, catalogue: Catalogue): NonNullable<TextModelRow['figures']> {
  const nameOf = (code: string) => ({ code, name: code === '' ? '没有建议' : code === RARE ? '其余' : (catalogue.find(code)?.name ?? code) })
  return {
    ...figures,
    byClass: figures.byClass.map(({ label, ...row }) => ({ ...nameOf(label), ...row })),
    confusions: figures.confusions.map(({ truth, given, count }) => ({ truth: nameOf(truth), given: nameOf(given), count })),
  }
}
