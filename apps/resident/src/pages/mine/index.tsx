import { useDidShow } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { fetchProgress } from '../../api.ts'
import { goTo, pageUrl, replaceWith } from '../../go.ts'
import { OFFLINE_READ, toProblem } from '../../model/problem.ts'
import type { Kept } from '../../model/receipts.ts'
import { timeWords } from '../../model/words.ts'
import { keptReceipts, updateReceipt } from '../../receipts.ts'
import { Box, Button, Item, Link, Status, Text } from '../../ui/base'
import { Shell } from '../../ui/shell.tsx'
import { AccountPart } from './account-part.tsx'
import { Lookup } from './lookup.tsx'

/** How many of the newest are asked for their live state at each visit. */
const LIVE_MAX = 10

/** 我报的事: what this device remembers, each with its state of now. */
export default function Mine() {
  const { list, live, problem, isLoading } = useLiveList()
  return (
    <Shell
      title="我报的事"
      action={
        <Button kind="primary" onPress={() => replaceWith('report')}>
          报个事
        </Button>
      }
    >
      {list.length === 0 ? (
        <Box className="card">
          <Text block>您在这台手机上报过的事会列在这里，随时能看办到哪一步。</Text>
          <Text block className="muted">
            现在还没有。点下面的「报个事」开始，或者用编号和查询码查。
          </Text>
        </Box>
      ) : (
        <Box as="ul" className="list">
          {list.map((kept) => (
            <Line key={kept.number} kept={kept} isLive={live.includes(kept.number)} />
          ))}
        </Box>
      )}
      <Status className="status">
        {isLoading && list.length > 0 ? '正在看最新进展…' : ''}
        {problem}
      </Status>
      <AccountPart />
      <Lookup />
      <Box className="pair">
        <Button onPress={() => goTo('bookings')}>我的预约</Button>
        <Button onPress={() => goTo('privacy')}>我的信息</Button>
      </Box>
    </Shell>
  )
}

function Line({ kept, isLive }: { kept: Kept; isLive: boolean }) {
  const params = { number: kept.number }
  const seen = kept.stateText ?? '还没有看过进展'
  return (
    <Item className="list-item">
      <Link href={pageUrl('progress', params)} onPress={() => goTo('progress', params)} className="card list-link">
        <Text className="list-text">{kept.text || `编号 ${kept.number}`}</Text>
        <Text className="state-small">{isLive || kept.stateText === undefined ? seen : `上次看到：${seen}`}</Text>
        <Text className="muted">
          {timeWords(kept.at, Date.now())} · 编号 {kept.number}
        </Text>
      </Link>
    </Item>
  )
}

function useLiveList() {
  const [list, setList] = useState<readonly Kept[]>(keptReceipts)
  const [live, setLive] = useState<readonly string[]>([])
  const [problem, setProblem] = useState<string>()
  const [isLoading, setLoading] = useState(false)
  const visit = useRef(0)

  const load = async () => {
    visit.current += 1
    const mine = visit.current
    const kept = keptReceipts()
    setList(kept)
    setLoading(true)
    setProblem(undefined)
    for (const { number, queryCode } of kept.slice(0, LIVE_MAX)) {
      const answer = await fetchProgress(number, queryCode).catch(toProblem)
      if (mine !== visit.current) return
      if (answer instanceof Error && answer.kind === 'offline') {
        setProblem(OFFLINE_READ.replace('点「刷新」', '再打开这一页'))
        break
      }
      updateReceipt(number, { stateText: answer instanceof Error ? answer.message : answer.stateText })
      setList(keptReceipts())
      setLive((before) => [...before, number])
    }
    setLoading(false)
  }

  useDidShow(() => {
    void load()
  })
  return { list, live, problem, isLoading }
}
