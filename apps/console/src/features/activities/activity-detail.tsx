import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Select } from 'antd'
import { linkStory, listDeskStories } from '@yihu/contracts'
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
      {activity.hasBegun && state === 'published' ? <StoryLink activity={activity} /> : null}
      {can('activity.people') ? <ActivityPeople activity={activity} /> : null}
    </>
  )
}

/** Joins a published story to the activity it tells of. */
function StoryLink({ activity: { id, version, storyId } }: { readonly activity: DeskActivity }) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const stories = useQuery({ queryKey: ['stories'], queryFn: ({ signal }) => api.call(listDeskStories, { signal }) })
  const link = useMutation({
    mutationFn: (chosen: string | null) => api.call(linkStory, { params: { id }, body: { version, storyId: chosen } }),
    onSuccess: () => void message.success('已保存'),
    onError: (error) => void message.error(textOf(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['activities'] }),
  })
  const options = (stories.data?.stories ?? []).filter(({ state, kind }) => state === 'published' && kind === 'story').map(({ id: value, title: label }) => ({ value, label }))
  const isShown = options.some(({ value }) => value === storyId)
  return (
    <p><label>现场的今朝风采 <Select aria-label="现场的今朝风采" style={{ width: 320 }} allowClear placeholder="选一篇已发布的" options={options} value={isShown ? storyId : null} loading={stories.isPending || link.isPending} onChange={(chosen: string | undefined) => link.mutate(chosen ?? null)} /></label>{storyId !== null && stories.data && !isShown ? <span className="tone-amber"> 连着的那一篇已经撤下，或者不在您的辖区，请另选一篇。</span> : null}</p>
  )
}
