import { agreeToOwnPost, fetchDoors, fetchDoorVisits, fetchOwnPost, leaveOwnPost, type PostStanding } from '../../doors.ts'
import { goTo } from '../../go.ts'
import { timeWords } from '../../model/words.ts'
import { Box, Button, Heading, Item, Status, Text } from '../../ui/base'
import { ProblemBox } from '../../ui/problem-box.tsx'
import { ReadAloud } from '../../ui/read-aloud.tsx'
import { Shell } from '../../ui/shell.tsx'
import { SureButton } from '../../ui/sure-button.tsx'
import { useFetched } from '../../use-fetched.ts'
import { useSending } from '../../use-sending.ts'
import { useOwnPhone } from '../../use-signed-in.ts'
import { DoorCard } from './door-card.tsx'

/** 我的联系户: for building chiefs, group leaders and Party-member households; doors and nothing of who lives behind them. */
export default function DoorsPage() {
  const isIn = useOwnPhone()
  return (
    <Shell title="我的联系户" lead="楼长、党小组长、党员中心户上门看看，记一笔；邻居有事，替他反映。">
      {isIn ? <Signed /> : (
        <Box className="card">
          <Text block>请用社区登记的手机号登录，这样才知道是您。</Text>
          <Button kind="primary" onPress={() => goTo('sign-in', { back: 'doors' })}>用手机号登录</Button>
        </Box>
      )}
    </Shell>
  )
}

function Signed() {
  const { data, problem, isLoading, refresh } = useFetched(fetchOwnPost)
  return (
    <>
      <Status className="status">{isLoading && !data ? '正在看…' : ''}</Status>
      <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      {data && (data.state === 'none' || data.state === 'shared') && <Nobody state={data.state} />}
      {data?.state === 'asked' && <Notice standing={data} onAgreed={() => void refresh()} />}
      {data?.state === 'open' && <Open standing={data} onLeft={() => void refresh()} />}
    </>
  )
}

function Nobody({ state }: { state: 'none' | 'shared' }) {
  return (
    <Box className="card">
      <Text block>
        {state === 'shared' ? '这个手机号在社区登记在几个人名下，认不出是哪一位，所以谁也不给看。请找社区书记改成您自己的号码。' : '这个手机号现在没有楼长、党小组长、党员中心户的任职。刚任职的，请社区书记核对登记的手机号；已经换届的，这一页就没有了。'}
      </Text>
    </Box>
  )
}

const postWords = ({ posts }: PostStanding) => posts.map(({ role, place }) => `${place}${role}`).join('、')

function Facts({ notice }: Pick<PostStanding, 'notice'>) {
  return (
    <>
      {notice.map(({ title, text }) => (
        <Box className="line" key={title}>
          <Text className="question">{title}</Text>
          <Text className="answer">{text}</Text>
        </Box>
      ))}
    </>
  )
}

function Notice({ standing, onAgreed }: { standing: PostStanding; onAgreed: () => void }) {
  const { isSending, problem, send } = useSending()
  const agree = () => void send(agreeToOwnPost, () => '').then((isDone) => isDone && onAgreed())
  return (
    <>
      <ReadAloud words={standing.notice.map(({ title, text }) => `${title}。${text}`).join('')} />
      <Box as="section" className="card">
        <Heading level={2}>先看清楚，再同意</Heading>
        <Text block>您现在是{postWords(standing)}。</Text>
        <Facts notice={standing.notice} />
        {problem !== undefined && <ProblemBox id="post-problem" message={problem} attempt={0} />}
        <Button kind="primary" disabled={isSending} onPress={agree}>
          {isSending ? '正在记…' : '我看清楚了，同意'}
        </Button>
      </Box>
    </>
  )
}

function Open({ standing, onLeft }: { standing: PostStanding; onLeft: () => void }) {
  const doors = useFetched(fetchDoors)
  const visits = useFetched(fetchDoorVisits)
  const leaving = useSending()
  const list = doors.data?.doors ?? []
  const homeless = doors.data?.homeless ?? 0
  return (
    <>
      <Text block className="muted">您是{postWords(standing)}。只有门，看不到住的是谁。</Text>
      <Status className="status warn">{doors.problem !== undefined && `▲ ${doors.problem}`}</Status>
      {doors.data && list.length === 0 && (
        <Box className="card">
          <Text block>社区还没有给您登记联系户，登记了就列在这里。</Text>
        </Box>
      )}
      {homeless > 0 && <Text block className="muted">还有 {homeless} 位联系的人没有登记住处，请社区补上。</Text>}
      <Box as="ul" className="list" label="联系的门">
        {list.map((door) => (
          <Item className="list-item" key={door.id}>
            <DoorCard door={door} onVisited={() => void Promise.all([doors.refresh(), visits.refresh()])} />
          </Item>
        ))}
      </Box>
      <Box as="section" className="card">
        <Heading level={2}>我上过的门</Heading>
        {visits.data && visits.data.visits.length === 0 && <Text block className="muted">还没有记过。</Text>}
        {(visits.data?.visits ?? []).map(({ id, at, place, resultName, note }) => (
          <Text block key={id} className="own-words">
            {timeWords(at, Date.now())} {place} {resultName}
            {note === '' ? '' : `：${note}`}
          </Text>
        ))}
      </Box>
      <Box as="section" className="card">
        <Heading level={2}>说清楚</Heading>
        <Facts notice={standing.notice} />
        {leaving.problem !== undefined && <ProblemBox id="leave-problem" message={leaving.problem} attempt={0} />}
        <SureButton words="不再用" question="真的不再用吗？马上就看不到联系户了，以后还能再同意。" onSure={() => void leaving.send(leaveOwnPost, () => '').then((isDone) => isDone && onLeft())} />
      </Box>
    </>
  )
}
