import { useState } from 'react'
import { eraseOwnData, fetchOwnData, type OwnData } from '../../api.ts'
import { OFFLINE_READ, toProblem } from '../../model/problem.ts'
import type { Kept } from '../../model/receipts.ts'
import { copyText } from '../../platform/device'
import { Line } from '../../ui/answers.tsx'
import { Box, Button, Heading, Status, Text } from '../../ui/base'
import { Looks } from '../../ui/looks.tsx'
import { SureButton } from '../../ui/sure-button.tsx'

/** What the street has of one report's maker; asked for only on touch. */
export function OwnReport({ kept: { number, queryCode, text } }: { kept: Kept }) {
  const [data, setData] = useState<OwnData>()
  const [said, setSaid] = useState('')
  const [wrong, setWrong] = useState<string>()

  const take = async (asking: Promise<OwnData>, done: string) => {
    setWrong(undefined)
    const answer = await asking.catch(toProblem)
    if (answer instanceof Error) setWrong(answer.kind === 'offline' ? OFFLINE_READ.replace('点「刷新」', '再点一次') : answer.message)
    else {
      setData(answer)
      setSaid(done)
    }
  }
  const copy = async () => setSaid((await copyText(data ? asText(data) : '')) ? '✓ 已复制，可以粘贴到备忘录或发给自己。' : '▲ 手机没让复制，请截图。')

  return (
    <Box as="section" className="card" label={`编号 ${number}`}>
      <Heading level={2}>{text || `编号 ${number}`}</Heading>
      <Text block className="muted">
        编号 {number}
      </Text>
      <Status className="status warn">{wrong !== undefined && `▲ ${wrong}`}</Status>
      {!data && <Button onPress={() => void take(fetchOwnData(number, queryCode), '')}>看街道存了什么、谁看过</Button>}
      {data && (
        <>
          {data.kept.map(({ what, value }) => (
            <Line key={what} question={what} answer={value} />
          ))}
          <Looks looks={data.looks} />
          <Button onPress={() => void copy()}>复制，带走这一份</Button>
          {data.canErase && (
            <SureButton words="抹去我的称呼和电话" question="抹去后找不回来，事情照常办，只是没法打电话给您。真的抹去吗？" onSure={() => void take(eraseOwnData(number, queryCode), '✓ 称呼和电话已经抹去。')} />
          )}
        </>
      )}
      <Status className="status good">{said}</Status>
    </Box>
  )
}

function asText({ number, kept, looks }: OwnData): string {
  const seen = looks.length === 0 ? ['还没有人看过'] : looks.map(({ at, by, purpose }) => `${at} ${by}：${purpose}`)
  return [`i雪宫 编号 ${number}`, ...kept.map(({ what, value }) => `${what}：${value}`), '谁看过称呼和电话：', ...seen].join('\n')
}
