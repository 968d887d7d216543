import { useQuery } from '@tanstack/react-query'
import { Button, Table } from 'antd'
import { useState } from 'react'
import { actOnStory, listDeskStories, STORY_KINDS, STORY_STATES } from '@yihu/contracts'
import type { DeskStory, StoryState } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { PieceActs } from './piece-acts.tsx'
import { StoryDialog } from './story-dialog.tsx'

export const MARKS: Readonly<Record<StoryState, readonly [tone: string, shape: string]>> = { draft: ['soft', '○'], waiting: ['tone-amber', '◆'], published: ['tone-green', '●'], withdrawn: ['soft', '‖'] }

/** 今朝风采: what the street tells everybody; written by one, published by another. */
export function StoriesPage() {
  const can = useCan()
  return can('story.edit') ? <Stories /> : <NoPermission what="通知公告和今朝风采" />
}

function Stories() {
  const [edited, setEdited] = useState<DeskStory | 'new' | null>(null)
  const found = useQuery({ queryKey: ['stories'], queryFn: ({ signal }) => api.call(listDeskStories, { signal }) })
  if (found.isPending) return <Loading />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>通知公告和今朝风采</h1><Button type="primary" onClick={() => setEdited('new')}>写一篇</Button></div>
      <p className="soft">写好送审，另一位同事审过才发布到 i雪宫；发布后的字不能改，要改先撤下。</p>
      <Table<DeskStory> rowKey="id" size="small" pagination={{ pageSize: 20, hideOnSinglePage: true }} scroll={{ x: 1000 }} dataSource={found.data.stories} locale={{ emptyText: '还没有写过。点“写一篇”开始。' }} expandable={{ expandedRowRender: (story) => <Piece story={story} /> }} columns={[
        { title: '标题', render: (_, { title, kind }) => <>{title} <span className="soft">{STORY_KINDS[kind]}</span></> },
        { title: '状态', width: 110, render: (_, { state }) => <span className={MARKS[state][0]}>{MARKS[state][1]} {STORY_STATES[state]}</span> },
        { title: '哪里', width: 120, render: (_, { areaName }) => areaName },
        { title: '谁写的', width: 150, render: (_, { writtenBy, decidedBy }) => <>{writtenBy}{decidedBy ? <span className="soft">，{decidedBy}审</span> : null}</> },
        { title: '改动', width: 110, render: (_, { changedAt }) => <When at={changedAt} /> },
        { title: '操作', width: 210, render: (_, story) => <PieceActs piece={story} list="stories" send={(body) => api.call(actOnStory, { params: { id: story.id }, body: { version: story.version, ...body } })} onEdit={() => setEdited(story)} /> },
      ]} />
      {edited ? <StoryDialog story={edited === 'new' ? null : edited} onClose={() => setEdited(null)} /> : null}
    </div>
  )
}

function Piece({ story: { body, names, note, pictures } }: { readonly story: DeskStory }) {
  return (
    <>
      {names.length > 0 ? <p className="tone-amber">文中像姓名的：{names.join('、')}。请确认本人同意公开。</p> : null}
      {note ? <p className="soft">原因：{note}</p> : null}
      <p style={{ whiteSpace: 'pre-wrap' }}>{body}</p>
      {pictures.map(({ id, alt, thumbnailUrl }) => <figure key={id}><img src={thumbnailUrl} alt={alt} style={{ maxWidth: 320 }} /><figcaption className="soft">{alt}</figcaption></figure>)}
    </>
  )
}
