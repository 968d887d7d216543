import { Fault } from '@yihu/contracts'
import type { Db, WithDb } from '../../../kernel/db/index.ts'
import type { Fact } from './facts.ts'
import { LanguageError } from './language.ts'
import type { LanguageModel } from './language.ts'

const models = new WeakMap<Db, LanguageModel>()

/** From now on drafts of this house are written by `model`; without one there are none. */
export function draftWith({ db }: WithDb, model: LanguageModel): void {
  models.set(db, model)
}

/** The model that writes drafts, by name; null: switched off. */
export function draftingModel({ db }: WithDb): string | null {
  return models.get(db)?.name ?? null
}

/** The model that writes drafts. @throws Fault draft-off */
export function modelOf({ db }: WithDb): LanguageModel {
  const model = models.get(db)
  if (!model) throw new Fault('draft-off')
  return model
}

/** What a model writes by these rules out of numbered facts alone. @throws Fault draft-failed */
export async function writeFrom(model: LanguageModel, { rules, facts }: { readonly rules: string; readonly facts: readonly Fact[] }): Promise<string> {
  try {
    return await model.write({ rules, facts: facts.map(({ number, text }) => `[${number}] ${text}`).join('\n') })
  } catch (error) {
    if (error instanceof LanguageError) throw new Fault('draft-failed', { details: { reason: error.message }, cause: error })
    throw error
  }
}
