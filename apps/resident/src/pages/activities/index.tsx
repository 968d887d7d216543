import { type ActivityLine, fetchActivities, fetchOwnSignups } from '../../api.ts'
import { goTo, pageUrl } from '../../go.ts'
import { clockWords, dayOf, dayWords } from '../../model/words.ts'
import { Box, Button, Heading, Item, Link, Status, Text } from '../../ui/base'
import { Shell } from '../../ui/shell.tsx'
import { useFetched } from '../../use-fetched.ts'
import { useSignedIn } from '../../use-signed-in.ts'

/** 活动: what is to come, day by day, what was; and one's own sign-ups with the hours served. */
export default function Activities() {
  const { data, problem, isLoading } = useFetched(fetchActivities)
  const isIn = useSignedIn()
  const activities = data?.activities ?? []
  const open = activities.filter(({ isOpen }) => isOpen)
  const days = [...new Set(open.map(({ startsAt }) => dayOf(startsAt)))]
  const past = activities.filter(({ isOpen }) => !isOpen)
  return (
    <Shell title="活动" lead="社区里的义诊、志愿服务、节日活动，用手机号登录就能报名。">
      <Status className="status">{isLoading && !data ? '正在取…' : ''}</Status>
      <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      {data && days.length === 0 && (
        <Box className="card">
          <Text block>近期没有可以报名的活动。有了会登在这里。</Text>
        </Box>
      )}
      {days.map((day) => (
        <Box as="section" className="day" key={day} label={dayWords(day)}>
          <Heading level={2}>{dayWords(day)}</Heading>
          <Lines activities={open.filter(({ startsAt }) => dayOf(startsAt) === day)} />
        </Box>
      ))}
      {isIn ? <Own /> : <WayIn />}
      {past.length > 0 && (
        <Box as="section" className="day" label="已经开始的和办过的">
          <Heading level={2}>已经开始的和办过的</Heading>
          <Lines activities={past} />
        </Box>
      )}
    </Shell>
  )
}

function Lines({ activities }: { activities: readonly ActivityLine[] }) {
  return (
    <Box as="ul" className="list">
      {activities.map((activity) => (
        <Item className="list-item" key={activity.id}>
          <Link href={pageUrl('activity', { id: activity.id })} onPress={() => goTo('activity', { id: activity.id })} className="card list-link">
            <Text className="list-text">{activity.title}</Text>
            <Text>{seatsWords(activity)}</Text>
            <Text className="muted">
              {activity.isOpen ? clockWords(activity) : dayWords(dayOf(activity.startsAt))} · {activity.place} · {activity.areaName}
            </Text>
          </Link>
        </Item>
      ))}
    </Box>
  )
}

function seatsWords({ isOpen, storyId, seats, seatsFree, volunteerSeats, volunteersFree }: ActivityLine): string {
  if (!isOpen) return storyId === null ? '报名已经截止' : '办完了，看看现场'
  const words = (free: number) => (free > 0 ? `还有 ${free} 个名额` : '名额满了')
  return [...(seats > 0 ? [`参加${words(seatsFree)}`] : []), ...(volunteerSeats > 0 ? [`志愿者${words(volunteersFree)}`] : [])].join('，')
}

function WayIn() {
  return (
    <Box as="section" className="card">
      <Heading level={2}>我的活动</Heading>
      <Text block>登录后，报了哪些、志愿服务几小时，都在这里。</Text>
      <Button onPress={() => goTo('sign-in', { back: 'activities' })}>用手机号登录</Button>
    </Box>
  )
}

function Own() {
  const { data, problem } = useFetched(fetchOwnSignups)
  return (
    <Box as="section" className="card">
      <Heading level={2}>我的活动</Heading>
      <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      {data && data.hours > 0 && <Text block className="big">志愿服务一共 {data.hours} 小时</Text>}
      {data?.signups.length === 0 && <Text block>还没有报过名。</Text>}
      <Box as="ul" className="list" label="我报的活动">
        {(data?.signups ?? []).map(({ activityId, title, startsAt, partName, stateText, hours }) => (
          <Item className="list-item" key={`${activityId} ${stateText} ${partName}`}>
            <Link href={pageUrl('activity', { id: activityId })} onPress={() => goTo('activity', { id: activityId })} className="list-link">
              <Text className="list-text">{title}</Text>
              <Text className="muted">
                {dayWords(dayOf(startsAt))} · {partName} · {stateText}
                {hours === null ? '' : ` · ${hours} 小时`}
              </Text>
            </Link>
          </Item>
        ))}
      </Box>
      {data?.isCut === true && <Text block className="muted">只列最近 {data.signups.length} 次。</Text>}
    </Box>
  )
}
