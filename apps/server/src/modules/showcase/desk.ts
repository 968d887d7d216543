import { Fault, STORY_STATES } from '@yihu/contracts'
import type { AnswerOf, BodyOf, DeskStory, listDeskStories, saveStory, StoryForm, StoryPicture } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { areasOf } from '../../platform/areas/index.ts'
import type { AreaIndex } from '../../platform/areas/index.ts'
import { record } from '../../platform/audit/index.ts'
import { homeOf } from '../../platform/imports/index.ts'
import { mayChange, possibleActs } from './flow.ts'
import type { StoryActor } from './flow.ts'
import { namesIn } from './personal.ts'
import { keepPictures, uploadedPhotos } from './pictures.ts'
import { picturesOf } from './repo-picture.ts'
import { deskStories, insertStories, lockStory, updateStory } from './repo.ts'
import type { StoredStory } from './repo.ts'

const SHOWN = 200

/** Pieces of one's own area, whatever became of them. */
export async function listDesk(context: Context, actor: Actor): Promise<AnswerOf<typeof listDeskStories>> {
  const areas = await areasOf(context)
  return context.db.transact(actor.scope, async (tx) => {
    const stories = await deskStories(tx, SHOWN)
    const pictures = await picturesOf(tx, stories.map(({ id }) => id), 'story-desk')
    return { stories: stories.map((story) => onDesk(story, { actor, areas, pictures: pictures.get(story.id) ?? [] })) }
  })
}

/** Begins a piece as a draft of the writer's own area. */
export async function write(context: Context, actor: Actor, { form: { pictures: asked, ...form }, ip }: { readonly form: StoryForm; readonly ip: string }): Promise<DeskStory> {
  const [areas, path, at, uploaded] = [await areasOf(context), await homeOf(context, actor.scope), context.clock.now(), await uploadedPhotos(context, asked)]
  const story: StoredStory = {
    id: newId(at), path, form, state: 'draft', version: 1, writtenBy: actor.userId, writtenName: actor.name, decidedName: null, note: '', changedAt: new Date(at), publishedAt: null,
  }
  return context.db.transact(actor.scope, async (tx) => {
    await insertStories(tx, [story])
    const pictures = await keepPictures(tx, { storyId: story.id, pictures: asked, uploaded, now: at })
    await record(tx, { at, by: actor, action: 'story.write', object: form.title, result: 'done', ip, detail: { id: story.id } })
    return onDesk(story, { actor, areas, pictures })
  })
}

/** A change somebody asks for, of one piece. */
export interface Changing<B> {
  readonly id: string
  readonly body: B
  readonly ip: string
}

/** Changes the words of a draft; whoever does so has written it. @throws not-found, conflict, story-not-now, file-missing, file-type-refused */
export async function save(context: Context, actor: Actor, { id, body: { version, story: { pictures: asked, ...form } }, ip }: Changing<BodyOf<typeof saveStory>>): Promise<DeskStory> {
  const [areas, at, uploaded] = [await areasOf(context), context.clock.now(), await uploadedPhotos(context, asked)]
  return context.db.transact(actor.scope, async (tx) => {
    const story = await requireStory(tx, id, version)
    if (!mayChange(story.state, whoIs(actor, story))) throw new Fault('story-not-now', { details: { state: STORY_STATES[story.state] } })
    const next: StoredStory = { ...story, form, state: 'draft', version: version + 1, writtenBy: actor.userId, writtenName: actor.name, changedAt: new Date(at) }
    await updateStory(tx, next)
    const pictures = await keepPictures(tx, { storyId: id, pictures: asked, uploaded, now: at })
    await record(tx, { at, by: actor, action: 'story.save', object: form.title, result: 'done', ip, detail: { id } })
    return onDesk(next, { actor, areas, pictures })
  })
}

/** A piece in sight in the version somebody has before them, locked. @throws not-found, conflict */
export async function requireStory(tx: Tx, id: string, version: number): Promise<StoredStory> {
  const story = await lockStory(tx, id)
  if (!story) throw new Fault('not-found')
  if (story.version !== version) throw new Fault('conflict', { current: { version: story.version, state: story.state } })
  return story
}

/** What somebody is to a piece, or an activity. */
export function whoIs({ userId, permissions }: Actor, { writtenBy }: Pick<StoredStory, 'writtenBy'>): StoryActor {
  return { isWriter: userId === writtenBy, mayEdit: permissions.has('story.edit'), mayApprove: permissions.has('story.approve') }
}

/** A piece as somebody sees it on the desk. */
export function onDesk(story: StoredStory, { actor, areas, pictures }: { readonly actor: Actor; readonly areas: AreaIndex; readonly pictures: StoryPicture[] }): DeskStory {
  const { id, form, version, state, writtenName, decidedName, note, changedAt, publishedAt, path } = story
  const who = whoIs(actor, story)
  return {
    ...form, pictures, id, version, state, areaName: areas.nameOf(path), writtenBy: writtenName, decidedBy: decidedName, note, changedAt: changedAt.toISOString(), publishedAt: publishedAt?.toISOString() ?? null,
    names: namesIn([form.title, form.body, ...pictures.map(({ alt }) => alt)].join('\n')), acts: possibleActs(state, who), canEdit: mayChange(state, who),
  }
}
