import { Fault, STORY_ACTS, STORY_STATES } from '@yihu/contracts'
import type { actOnStory, BodyOf, DeskStory } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../../platform/areas/index.ts'
import { record } from '../../platform/audit/index.ts'
import { onDesk, requireStory, whoIs } from './desk.ts'
import type { Changing } from './desk.ts'
import { nextStory } from './flow.ts'
import { refusePersonal } from './personal.ts'
import { picturesOf } from './repo-picture.ts'
import { updateStory } from './repo.ts'
import type { StoredStory } from './repo.ts'

/**
 * Hands a piece in, publishes it as a second person, gives it back or takes it down.
 * @throws not-found, conflict, input-invalid, permission-missing, approver-is-requester, story-not-now, story-personal
 */
export async function act(context: Context, actor: Actor, { id, body: { version, act: name, note = '' }, ip }: Changing<BodyOf<typeof actOnStory>>): Promise<DeskStory> {
  if ((name === 'return' || name === 'withdraw') && note.trim() === '') throw new Fault('input-invalid', { fields: { note: '请写明原因，写稿的人看得到' } })
  const [areas, at] = [await areasOf(context), context.clock.now()]
  return context.db.transact(actor.scope, async (tx) => {
    const story = await requireStory(tx, id, version)
    const next = nextStory(story.state, name, whoIs(actor, story))
    if ('code' in next) throw new Fault(next.code, { details: { state: STORY_STATES[story.state], permission: '审核发布' } })
    const pictures = (await picturesOf(tx, [id], 'story-desk')).get(id) ?? []
    if (next.to === 'waiting' || next.to === 'published') refusePersonal([story.form.title, story.form.body, ...pictures.map(({ alt }) => alt)].join('\n'))
    const after: StoredStory = {
      ...story, state: next.to, version: version + 1, note, changedAt: new Date(at), publishedAt: next.to === 'published' ? new Date(at) : story.publishedAt,
      decidedName: name === 'submit' ? null : actor.name,
    }
    await updateStory(tx, after)
    await record(tx, { at, by: actor, action: `story.${name}`, object: story.form.title, result: 'done', ip, detail: { id, from: STORY_STATES[story.state], act: STORY_ACTS[name], note } })
    return onDesk(after, { actor, areas, pictures })
  })
}
