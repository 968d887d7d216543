import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Select } from 'antd'
import { linkStory, listDeskStories, STORY_STATES } from '@yihu/contracts'
import type { DeskActivity } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { ActivityPeople } from './activity-people.tsx'

/** The words of an activity, the story told of it, and who comes. */
export function ActivityDetail({ activity }: { readonly activity: DeskActivity }) {
  const can = useCan()
  const { form: { audience, body }, names, note, state } = activity
  return (
    <>
      {names.length > 0 ? <p className="tone-amber">文中像姓名的：{names.join('、')}。请确认本人同意公开。</p> : null}
      {note ? <p className="soft">原因：{note}</p> : null}
      <p>对象：{audience}</p>
      <p style={{ whiteSpace: 'pre-wrap' }}>{body}</p>
      {activity.story || (activity.hasBegun && state === 'published') ? <StoryLink activity={activity} /> : null}
      {can('activity.people') ? <ActivityPeople activity={activity} /> : null}
    </>
  )
}

/** Joins a published story to the activity it tells of; what is joined may be taken off at any time. */
function StoryLink({ activity: { id, version, state: activityState, hasBegun, story } }: { readonly activity: DeskActivity }) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const isOpen = hasBegun && activityState === 'published'
  const stories = useQuery({ queryKey: ['stories'], queryFn: ({ signal }) => api.call(listDeskStories, { signal }), enabled: isOpen })
  const link = useMutation({
    mutationFn: (chosen: string | null) => api.call(linkStory, { params: { id }, body: { version, storyId: chosen } }),
    onSuccess: () => void message.success('已保存'),
    onError: (error) => void message.error(textOf(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['activities'] }),
  })
  const options = (stories.data?.stories ?? []).filter(({ state, kind }) => state === 'published' && kind === 'story').map(({ id: value, title: label }) => ({ value, label }))
  // The list is of the latest; the one that is joined may be older.
  if (story?.state === 'published' && !options.some(({ value }) => value === story.id)) options.unshift({ value: story.id, label: story.title ?? '' })
  return (
    <p>
      {isOpen ? <label>现场的今朝风采 <Select aria-label="现场的今朝风采" style={{ width: 320 }} allowClear placeholder="选一篇已发布的" options={options} value={story?.state === 'published' ? story.id : null} loading={stories.isPending || link.isPending} onChange={(chosen: string | undefined) => link.mutate(chosen ?? null)} /></label> : null}
      {story && !(isOpen && story.state === 'published') ? <> <span className="tone-amber">{wordsOf(story)}</span> <Button size="small" loading={link.isPending} onClick={() => link.mutate(null)}>去掉</Button></> : null}
    </p>
  )
}

function wordsOf({ title, state }: NonNullable<DeskActivity['story']>): string {
  if (state === null) return '连着的那一篇不在您的辖区。'
  return state === 'published' ? `连着《${title}》。` : `连着的《${title}》现在是“${STORY_STATES[state]}”，居民看不到。`
}
