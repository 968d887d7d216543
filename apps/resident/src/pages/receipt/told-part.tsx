import { useState } from 'react'
import { sendWish } from '../../api.ts'
import { toProblem } from '../../model/problem.ts'
import { agreeToBeTold, canBeTold } from '../../platform/told'
import { Box, Button, Status, Text } from '../../ui/base'

const NOT_TOLD = {
  declined: '好的，不发消息。随时可以在「我报的事」里看。',
  'not-let': '▲ 微信没有让发消息，可能是手机里关着订阅消息。事已经收到，照常办，随时可以在「我报的事」里看。',
} as const

/** After these the same button may do; whatever else is refused, the server says why and what stands. */
const MAY_TRY_AGAIN: readonly string[] = ['offline', 'wechat-refused', 'wechat-unreachable']

/** 办完告诉我: one message in WeChat when the report is done, where the mini-program can. The report stands whatever comes of it. */
export function ToldPart({ number, queryCode }: { number: string; queryCode: string }) {
  const [said, setSaid] = useState('')
  const [isAsking, setAsking] = useState(false)
  if (!canBeTold() || queryCode === '') return null
  const ask = async () => {
    setAsking(true)
    const answer = await agreeToBeTold().then(async (given) => {
      if (typeof given === 'string') return NOT_TOLD[given]
      await sendWish(number, { queryCode, code: given.code })
      return '✓ 办完会在微信里告诉您一次。'
    }).catch(toProblem)
    setAsking(false)
    if (!(answer instanceof Error)) setSaid(answer)
    else setSaid(`▲ 微信消息没有约上：${answer.kind === 'offline' ? '没有网络，可以再点一次。' : answer.message}${MAY_TRY_AGAIN.includes(answer.code) ? '事已经收到，照常办。' : ''}`)
  }
  return (
    <Box as="section" className="card">
      <Text block>办完时在微信里告诉您一次，只说编号和办完了，不说什么事。</Text>
      <Button disabled={isAsking} onPress={() => void ask()}>
        办完告诉我
      </Button>
      <Status className="status">{said}</Status>
    </Box>
  )
}
