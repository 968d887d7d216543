import { Fault, STORY_KINDS } from '@yihu/contracts'
import type { AnswerOf, listStories, showStory, StoryLine } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { areasOf } from '../../platform/areas/index.ts'
import type { AreaIndex } from '../../platform/areas/index.ts'
import { streetOf } from '../../platform/imports/index.ts'
import { picturesOf } from './repo-picture.ts'
import { publishedStories, publishedStory } from './repo.ts'
import type { StoredStory } from './repo.ts'

const SHOWN = 50
const LEAD_LENGTH = 60

/** What everybody may read, the latest first. */
export async function listPublished(context: Context): Promise<AnswerOf<typeof listStories>> {
  const [areas, street] = [await areasOf(context), await streetOf(context)]
  const stories = await context.db.transact(systemScope, (tx) => publishedStories(tx, { street, limit: SHOWN }))
  return { stories: stories.map((story) => lineOf(story, areas)) }
}

/** One piece everybody may read. @throws not-found */
export async function showPublished(context: Context, id: string): Promise<AnswerOf<typeof showStory>> {
  const [areas, street] = [await areasOf(context), await streetOf(context)]
  return context.db.transact(systemScope, async (tx) => {
    const story = await publishedStory(tx, { street, id })
    if (!story) throw new Fault('story-gone')
    return { ...lineOf(story, areas), body: story.form.body, pictures: (await picturesOf(tx, [id], 'stories')).get(id) ?? [] }
  })
}

function lineOf({ id, form: { kind, title, body }, path, changedAt, publishedAt }: StoredStory, areas: AreaIndex): StoryLine {
  const [first = ''] = body.split('\n')
  return {
    id, kind, kindName: STORY_KINDS[kind], title, lead: first.length > LEAD_LENGTH ? `${first.slice(0, LEAD_LENGTH)}…` : first, areaName: areas.nameOf(path),
    publishedAt: (publishedAt ?? changedAt).toISOString(),
  }
}
