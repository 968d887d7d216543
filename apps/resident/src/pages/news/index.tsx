import { useState } from 'react'
import { fetchStories, type StoryLine } from '../../api.ts'
import { goTo, pageUrl } from '../../go.ts'
import { timeWords } from '../../model/words.ts'
import { Box, Button, Choice, Item, Link, Status, Text } from '../../ui/base'
import { Shell } from '../../ui/shell.tsx'
import { useFetched } from '../../use-fetched.ts'

const KINDS = [
  { value: 'all', word: '全部' },
  { value: 'announcement', word: '通知公告' },
  { value: 'story', word: '今朝风采' },
] as const

/** 通知和风采: what the street tells everybody, the latest first. */
export default function News() {
  const [kind, setKind] = useState<(typeof KINDS)[number]['value']>('all')
  const { data, problem, isLoading } = useFetched(fetchStories)
  const stories = (data?.stories ?? []).filter((story) => kind === 'all' || story.kind === kind)
  return (
    <Shell title="通知和风采">
      <Button onPress={() => goTo('activities')}>活动：报名、当志愿者</Button>
      <Choice id="news-kind" label="看哪一栏" options={KINDS} value={kind} onChange={setKind} />
      <Status className="status">{isLoading && !data ? '正在取…' : ''}</Status>
      <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      {data && stories.length === 0 && (
        <Box className="card">
          <Text block>街道和社区的通知、好人好事会登在这里。现在还没有。</Text>
        </Box>
      )}
      <Box as="ul" className="list" label="通知和风采">
        {stories.map((story) => (
          <Line key={story.id} story={story} />
        ))}
      </Box>
    </Shell>
  )
}

function Line({ story: { id, title, lead, kindName, areaName, publishedAt } }: { story: StoryLine }) {
  return (
    <Item className="list-item">
      <Link href={pageUrl('story', { id })} onPress={() => goTo('story', { id })} className="card list-link">
        <Text className="list-text">{title}</Text>
        <Text>{lead}</Text>
        <Text className="muted" time={publishedAt}>
          {kindName} · {areaName} · {timeWords(publishedAt, Date.now())}
        </Text>
      </Link>
    </Item>
  )
}
