import { StoryForm } from '@yihu/contracts'
import { z } from 'zod'
import type { EventHandler } from '../../kernel/module.ts'
import { newId } from '../../kernel/id.ts'
import { insertStories } from './repo.ts'

const Told = z.object({ title: StoryForm.shape.title, body: StoryForm.shape.body, byId: z.uuid(), byName: z.string() })

/** A matter that went through all five steps becomes a draft of its community: whoever led it may polish and hand it in, another publishes it. */
export const draftDeliberated: EventHandler = async (tx, { payload, scopePath: path }, { clock }) => {
  const told = Told.safeParse(payload)
  if (!told.success || path === null) return
  const { title, body, byId, byName } = told.data
  const now = clock.now()
  await insertStories(tx, [{ id: newId(now), path, form: { kind: 'story', title, body }, state: 'draft', version: 1, writtenBy: byId, writtenName: byName, decidedName: null, note: '', changedAt: new Date(now), publishedAt: null }])
}
