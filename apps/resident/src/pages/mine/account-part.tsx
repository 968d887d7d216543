import { fetchMe } from '../../api.ts'
import { fetchOwnPost } from '../../doors.ts'
import { goTo } from '../../go.ts'
import { keptReceipts } from '../../receipts.ts'
import { Box, Button, Heading, Status, Text } from '../../ui/base'
import { ReportItem } from '../../ui/report-item.tsx'
import { useFetched } from '../../use-fetched.ts'
import { useSignedIn } from '../../use-signed-in.ts'

/** What carries one's telephone, from whatever device; or the way to sign in. */
export function AccountPart() {
  if (useSignedIn()) return <OfAccount />
  return (
    <Box as="section" className="card">
      <Heading level={2}>换了手机也想看，替家人办</Heading>
      <Text block>用手机号登录，留过电话的报事和预约就都在这儿。不登录也照样报、照样查。</Text>
      <Button onPress={() => goTo('sign-in')}>登录</Button>
    </Box>
  )
}

function OfAccount() {
  const { data, problem, isLoading } = useFetched(fetchMe)
  const post = useFetched(fetchOwnPost)
  const here = new Set(keptReceipts().map(({ number }) => number))
  const others = (data?.reports ?? []).filter(({ number }) => !here.has(number))
  return (
    <Box as="section" className="card">
      <Heading level={2}>我名下的（{data ? (data.phone ?? '微信登录') : '已登录'}）</Heading>
      <Status className="status">{isLoading && !data ? '正在看…' : ''}</Status>
      <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      {data && others.length === 0 && <Text block>别的手机上没有报过的事，这台手机上的都在上面。</Text>}
      <Box as="ul" className="list" label="别的手机上报的，或家人替我报的">
        {others.map((line) => (
          <ReportItem key={line.number} line={line} page="progress" params={{ number: line.number, queryCode: line.queryCode ?? '' }} />
        ))}
      </Box>
      <Button onPress={() => goTo('family')}>家人帮办</Button>
      {(post.data?.state === 'asked' || post.data?.state === 'open') && <Button onPress={() => goTo('doors')}>我的联系户</Button>}
    </Box>
  )
}
