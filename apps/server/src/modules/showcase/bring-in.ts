import type { Tx } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { insertStories } from './repo.ts'
import type { StoryForm } from './repo.ts'

/** A piece published elsewhere before. */
export interface PastStory {
  readonly at: number
  readonly path: string
  readonly form: StoryForm
  readonly writer: { readonly id: string; readonly name: string }
  readonly approver: string
}

/** Brings in pieces that were written and approved before. */
export async function bringInStories(tx: Tx, stories: readonly PastStory[]): Promise<void> {
  if (stories.length === 0) return
  await insertStories(tx, stories.map(({ at, path, form, writer, approver }) => ({
    id: newId(at), path, form, state: 'published', version: 3, writtenBy: writer.id, writtenName: writer.name, decidedName: approver, note: '', changedAt: new Date(at), publishedAt: new Date(at),
  })))
}
