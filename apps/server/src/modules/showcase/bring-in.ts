import type { ActivityForm } from '@yihu/contracts'
import type { Tx } from '../../kernel/db/index.ts'
import { newId } from '../../kernel/id.ts'
import { insertActivities } from './activities/repo-activity.ts'
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

/** An activity published elsewhere before. */
export interface PastActivity extends Omit<PastStory, 'form'> {
  readonly form: ActivityForm
}

/** Brings in activities that were written and approved before; nobody has signed up yet. */
export async function bringInActivities(tx: Tx, activities: readonly PastActivity[]): Promise<void> {
  if (activities.length === 0) return
  await insertActivities(tx, activities.map(({ at, path, form, writer, approver }) => ({
    id: newId(at), path, form, state: 'published', version: 3, writtenBy: writer.id, writtenName: writer.name, decidedName: approver, note: '', changedAt: new Date(at), storyId: null,
  })))
}
