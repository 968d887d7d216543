import { sendWish } from '../../api.ts'
import { toProblem } from '../../model/problem.ts'
import { agreeToBeTold, canBeTold } from '../../platform/told'
import { Box, Button, Status, Text } from '../../ui/base'
import { useState } from 'react'

/** 办完告诉我: one message in WeChat when the report is done, where the mini-program can. */
export function ToldPart({ number, queryCode }: { number: string; queryCode: string }) {
  const [said, setSaid] = useState('')
  const [isAsking, setAsking] = useState(false)
  if (!canBeTold()) return null
  const ask = async () => {
    setAsking(true)
    const answer = await agreeToBeTold().then(async (code) => {
      if (code === undefined) return '好的，不发消息。随时可以在「我报的事」里看。'
      await sendWish(number, { queryCode, code })
      return '✓ 办完会在微信里告诉您一次。'
    }).catch(toProblem)
    setAsking(false)
    setSaid(answer instanceof Error ? `▲ ${answer.message}` : answer)
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
