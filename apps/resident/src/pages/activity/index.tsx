import { fetchActivity } from '../../api.ts'
import { goTo } from '../../go.ts'
import { usePageParams } from '../../go-params.ts'
import { slotWords } from '../../model/words.ts'
import { Line } from '../../ui/answers.tsx'
import { Box, Button, Heading, Status, Text } from '../../ui/base'
import { ReadAloud } from '../../ui/read-aloud.tsx'
import { Shell } from '../../ui/shell.tsx'
import { useFetched } from '../../use-fetched.ts'
import { useSignedIn } from '../../use-signed-in.ts'
import { SignUpPart } from './sign-up-part.tsx'

/** One activity: when, where, for whom, how many seats; signing up for it and giving the seat back. */
export default function Activity() {
  const id = usePageParams()['id'] ?? ''
  const isIn = useSignedIn()
  const { data, problem, isLoading, refresh } = useFetched(() => fetchActivity(id))
  const storyId = data?.storyId
  return (
    <Shell title={data?.title ?? '活动'} {...(data && { lead: data.areaName })}>
      <Status className="status">{isLoading && !data ? '正在取…' : ''}</Status>
      <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      {data && (
        <>
          <ReadAloud words={`${data.title}。${slotWords(data)}，在${data.place}。${data.audience}。${data.body}`} />
          <Box as="section" className="card">
            <Text block className="big">
              {slotWords(data)}
            </Text>
            <Line question="在哪儿" answer={data.place} />
            <Line question="谁能来" answer={data.audience} />
            {data.seats > 0 && <Line question="参加" answer={`${data.seats} 个名额，还有 ${data.seatsFree} 个`} />}
            {data.volunteerSeats > 0 && <Line question="志愿者" answer={`${data.volunteerSeats} 个名额，还有 ${data.volunteersFree} 个`} />}
            <Text block className="own-words">
              {data.body}
            </Text>
            {storyId !== undefined && storyId !== null && <Button onPress={() => goTo('story', { id: storyId })}>看看现场</Button>}
          </Box>
          {isIn ? <SignUpPart activity={data} onChanged={() => void refresh()} /> : data.isOpen && <WayIn id={id} />}
          {!data.isOpen && <Text block className="muted">活动已经开始，报名截止了。</Text>}
        </>
      )}
    </Shell>
  )
}

function WayIn({ id }: { id: string }) {
  return (
    <Box as="section" className="card">
      <Heading level={2}>报名</Heading>
      <Text block>报名要用手机号登录：一个手机号占一个名额，有变动好告诉您。不会用手机的，请社区或家人代报。</Text>
      <Button kind="primary" onPress={() => goTo('sign-in', { back: 'activity', id })}>
        登录报名
      </Button>
    </Box>
  )
}
