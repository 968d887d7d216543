import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { AnswerOf, DeskStory, listDeskStories, listStories, showStory } from '@yihu/contracts'
import { useApp } from '../../../test/app.ts'

const app = useApp()
type Refusal = { error?: { code: string; message: string; fields?: object } }
const FORM = { kind: 'announcement', title: '端午节停水通知', body: '6 月 19 日夜里检修管道，桑家小区停水四小时，请提前接水。\n咨询电话 0533-2180000。' }

const write = async (as: string, form: object = FORM) => (await app().request<DeskStory>('POST', 'story-desk', { as, body: form })).body
const act = (as: string, { id, version }: { id: string; version: number }, name: string, note?: string) => app().request<DeskStory & Refusal>('POST', `story-desk/${id}/acts`, { as, body: { version, act: name, note } })
const published = async () => (await app().request<AnswerOf<typeof listStories>>('GET', 'stories')).body.stories

test('社区写、送审，另一个人审过才发布，居民马上看到；自己不能审自己的；撤下要写原因，撤下后居民看不到', async () => {
  const draft = await write('community01')
  expect(draft).toMatchObject({ state: 'draft', areaName: '桑家社区', acts: ['submit'], canEdit: true })
  const waiting = (await act('community01', draft, 'submit')).body
  expect((await act('community01', waiting, 'approve')).body.error?.code).toBe('permission-missing')
  expect(await published()).toEqual([])
  const { body: shown } = await act('duty', waiting, 'approve')
  expect(shown).toMatchObject({ state: 'published', decidedBy: '汤值班', canEdit: false })
  expect(await published()).toMatchObject([{ id: draft.id, title: FORM.title, kindName: '通知公告', areaName: '桑家社区' }])
  expect((await app().request<AnswerOf<typeof showStory>>('GET', `stories/${draft.id}`)).body.body).toBe(FORM.body)
  expect((await act('duty', waiting, 'withdraw', '停水取消')).body.error?.code).toBe('conflict')
  expect((await act('community01', shown, 'withdraw')).body.error?.fields).toHaveProperty('note')
  expect((await act('community01', shown, 'withdraw', '停水取消')).body).toMatchObject({ state: 'withdrawn', note: '停水取消' })
  expect(await published()).toEqual([])
  expect((await app().request<Refusal>('GET', `stories/${draft.id}`)).body.error?.code).toBe('story-gone')

  const own = (await act('duty', await write('duty'), 'submit')).body
  expect((await act('duty', own, 'approve')).body.error?.code).toBe('approver-is-requester')
  expect((await act('duty2', own, 'return', '写明哪一片')).body).toMatchObject({ state: 'draft', note: '写明哪一片' })
})

test('谁最后改的字，谁就不能自己审；写着手机号的不能送审；像姓名的提醒审的人；别的社区和没有权限的岗位看不到稿子', async () => {
  const draft = await write('community01', { kind: 'story', title: '好邻居', body: '热心居民王桂兰，常年义务扫楼道，有事打 13800138000 找她。' })
  expect((await act('community01', draft, 'submit')).body.error?.code).toBe('story-personal')
  const save = (as: string, version: number, body: string) => app().request<DeskStory & Refusal>('PUT', `story-desk/${draft.id}`, { as, body: { version, story: { kind: 'story', title: '好邻居', body } } })
  const { body: clean } = await save('duty', 1, '热心居民王桂兰，常年义务扫楼道。')
  expect(clean).toMatchObject({ names: ['王桂兰'], writtenBy: '汤值班' })
  const waiting = (await act('community01', clean, 'submit')).body
  expect((await save('community01', waiting.version, '改一改')).body.error?.code).toBe('story-not-now')
  expect((await act('duty', waiting, 'approve')).body.error?.code).toBe('approver-is-requester')
  expect((await act('duty2', waiting, 'approve')).body.state).toBe('published')
  expect((await app().request<AnswerOf<typeof listDeskStories>>('GET', 'story-desk', { as: 'community02' })).body.stories).toEqual([])
  expect((await app().request('GET', 'story-desk', { as: 'urban' })).status).toBe(403)
})

test('图片要写说明，上传时已去掉拍摄信息；只有发布了的居民才看得到；改稿时留下的还在，去掉的就没有了', async () => {
  const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#39c' } }).withExif({ IFD0: { Make: 'Yihu' } }).jpeg().toBuffer()
  const upload = async () => (await app().upload({ bytes }, { as: 'community01' })).body.id
  const [first, second] = [await upload(), await upload()]
  const story = { kind: 'story', title: '楼道里的画', body: '孩子们给楼道画了一面墙。' }
  expect((await app().request<Refusal>('POST', 'story-desk', { as: 'community01', body: { ...story, pictures: [{ id: first, alt: ' ' }] } })).body.error?.fields).toHaveProperty('pictures.0.alt')
  const draft = await write('community01', { ...story, pictures: [{ id: first, alt: '一面彩色的墙' }, { id: second, alt: '三个孩子在画' }] })
  expect(draft.pictures.map(({ alt }) => alt)).toEqual(['一面彩色的墙', '三个孩子在画'])
  const { body: saved } = await app().request<DeskStory>('PUT', `story-desk/${draft.id}`, { as: 'community01', body: { version: 1, story: { ...story, pictures: [{ id: draft.pictures[1]?.id, alt: '三个孩子在画' }] } } })
  const picture = async (door: string) => (await app().request('GET', `${door}/${draft.id}/pictures/${draft.pictures[1]?.id}?size=thumbnail`, door === 'stories' ? {} : { as: 'duty' })).status
  expect([await picture('stories'), await picture('story-desk')]).toEqual([404, 200])
  await act('duty', (await act('community01', saved, 'submit')).body, 'approve')
  const { body: shown } = await app().request<AnswerOf<typeof showStory>>('GET', `stories/${draft.id}`)
  expect(shown.pictures).toMatchObject([{ id: draft.pictures[1]?.id, alt: '三个孩子在画' }])
  expect(await picture('stories')).toBe(200)
  expect((await app().request<Refusal>('POST', 'story-desk', { as: 'community01', body: { ...story, pictures: [{ id: draft.id, alt: '没有的' }] } })).body.error?.code).toBe('file-missing')
})
