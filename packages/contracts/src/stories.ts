import { z } from 'zod'
import { Id, Instant, optionalText, text } from './common.ts'
import { contract } from './contract.ts'

export const STORY_KINDS = { announcement: '通知公告', story: '今朝风采' } as const
export type StoryKind = keyof typeof STORY_KINDS
const KindWord = z.enum(Object.keys(STORY_KINDS) as [StoryKind, ...StoryKind[]], { error: '请选择栏目' }) // keys of a literal table

export const STORY_STATES = { draft: '草稿', waiting: '待审', published: '已发布', withdrawn: '已撤下' } as const
export type StoryState = keyof typeof STORY_STATES
export const StoryStateWord = z.enum(Object.keys(STORY_STATES) as [StoryState, ...StoryState[]]) // keys of a literal table

export const STORY_ACTS = { submit: '送审', approve: '审过并发布', return: '退回修改', withdraw: '撤下' } as const
export type StoryAct = keyof typeof STORY_ACTS
export const StoryActWord = z.enum(Object.keys(STORY_ACTS) as [StoryAct, ...StoryAct[]], { error: '没有这个操作' }) // keys of a literal table

const PICTURES_MOST = 4
/** Of the upload door, or of the piece itself; whoever does not see it reads `alt`. */
const PictureForm = z.object({ id: Id, alt: text(100, '图片说明') })

export const StoryForm = z.object({ kind: KindWord, title: text(60, '标题'), body: text(10_000, '正文'), pictures: z.array(PictureForm).max(PICTURES_MOST, `最多 ${PICTURES_MOST} 张图片`).default([]) })
export type StoryForm = z.output<typeof StoryForm>

/** A picture of a piece as pages show it. */
export const StoryPicture = z.object({ id: Id, alt: z.string(), url: z.string(), thumbnailUrl: z.string() })
export type StoryPicture = z.infer<typeof StoryPicture>

const Line = z.object({ id: Id, kind: KindWord, kindName: z.string(), title: z.string(), lead: z.string(), areaName: z.string(), publishedAt: Instant })
export type StoryLine = z.infer<typeof Line>
const ById = z.object({ id: Id })
const Version = z.number().int().min(1)
const TAG = '今朝风采'

export const listStories = contract({ method: 'GET', path: '/stories', tag: TAG, summary: '已发布的通知公告和今朝风采，新的在前', answer: z.object({ stories: z.array(Line) }) })

export const showStory = contract({ method: 'GET', path: '/stories/:id', tag: TAG, summary: '一篇已发布的文章', params: ById, answer: Line.extend({ body: z.string(), pictures: z.array(StoryPicture) }) })

const PictureOf = ById.extend({ picture: Id })
const Size = z.object({ size: z.enum(['full', 'thumbnail']).default('full') })
export const storyPicture = contract({ method: 'GET', path: '/stories/:id/pictures/:picture', tag: TAG, summary: '已发布文章的一张图片', params: PictureOf, query: Size, raw: 'download', answer: z.unknown() })
export const deskStoryPicture = contract({ method: 'GET', path: '/story-desk/:id/pictures/:picture', tag: TAG, summary: '稿件的一张图片', params: PictureOf, query: Size, raw: 'download', answer: z.unknown() })

/** A piece as the desk sees it. */
export const DeskStory = StoryForm.extend({
  pictures: z.array(StoryPicture),
  id: Id, version: z.number(), state: StoryStateWord, areaName: z.string(), writtenBy: z.string(), decidedBy: z.string().nullable(), note: z.string(), changedAt: Instant, publishedAt: Instant.nullable(),
  /** What reads like somebody's name: the second person looks at these. */
  names: z.array(z.string()), acts: z.array(StoryActWord), canEdit: z.boolean(),
})
export type DeskStory = z.infer<typeof DeskStory>

export const listDeskStories = contract({ method: 'GET', path: '/story-desk', tag: TAG, summary: '稿件：自己辖区写的，最近改的在前', answer: z.object({ stories: z.array(DeskStory) }) })
export const writeStory = contract({ method: 'POST', path: '/story-desk', tag: TAG, summary: '写一篇，存为草稿', status: 201, body: StoryForm, answer: DeskStory })
export const saveStory = contract({
  method: 'PUT', path: '/story-desk/:id', tag: TAG, summary: '修改草稿；版本不符不覆盖别人的修改', params: ById, body: z.object({ version: Version, story: StoryForm }), answer: DeskStory,
})
export const actOnStory = contract({
  method: 'POST', path: '/story-desk/:id/acts', tag: TAG, summary: '送审、审过发布（须另一个人）、退回、撤下；退回和撤下要写原因',
  params: ById, body: z.object({ version: Version, act: StoryActWord, note: optionalText(300, '原因') }), answer: DeskStory,
})
