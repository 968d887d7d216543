import { useState } from 'react'
import { goTo, replaceWith } from '../../go.ts'
import { usePageParams } from '../../go-params.ts'
import { copyText } from '../../platform/device'
import { keptReceipt } from '../../receipts.ts'
import { Answers, spoken } from '../../ui/answers.tsx'
import { Box, Button, Status, Text } from '../../ui/base'
import { ReadAloud } from '../../ui/read-aloud.tsx'
import { Shell } from '../../ui/shell.tsx'
import { useProgress } from '../../use-progress.ts'
import { ToldPart } from './told-part.tsx'

/** 回执: the two things to keep, and what happens now. */
export default function Receipt() {
  const { number = '', queryCode, helping } = usePageParams()
  return helping === undefined ? <OwnReceipt number={number} queryCode={queryCode ?? keptReceipt(number)?.queryCode ?? ''} /> : <HelpedReceipt number={number} helping={helping} />
}

/** What was sent for a parent: it is theirs, and whoever helps reads it as long as they agree. */
function HelpedReceipt({ number, helping }: { number: string; helping: string }) {
  return (
    <Shell
      title="收到了，谢谢您"
      lead="记在家人名下。家人同意您帮办的时候，您在「替家人看」里看得到。"
      action={
        <Button kind="primary" onPress={() => goTo('helped', { id: helping, number })}>
          看办到哪一步
        </Button>
      }
    >
      <Box as="section" className="card numbers" label="编号">
        <Box className="line">
          <Text className="question">编号</Text>
          <Text className="big">{number}</Text>
        </Box>
      </Box>
      <ReadAloud words={`收到了。编号 ${number}`} />
      <Button onPress={() => replaceWith('report')}>再报一件事</Button>
    </Shell>
  )
}

function OwnReceipt({ number, queryCode }: { number: string; queryCode: string }) {
  const { progress, problem, isLoading } = useProgress(number, queryCode)
  return (
    <Shell
      title="收到了，谢谢您"
      lead="已经存到这台手机的「我报的事」里。换手机查，要用下面的编号和查询码。"
      action={
        <Button kind="primary" onPress={() => goTo('progress', { number })}>
          看办到哪一步
        </Button>
      }
    >
      <Numbers number={number} queryCode={queryCode} />
      {progress && <Answers progress={progress} />}
      <Status className="status">
        {isLoading && !progress ? '正在看谁来办…' : ''}
        {problem}
      </Status>
      <ReadAloud words={progress ? spoken(progress) : `收到了。编号 ${number}`} />
      <ToldPart number={number} queryCode={queryCode} />
      <Button onPress={() => replaceWith('report')}>再报一件事</Button>
    </Shell>
  )
}

function Numbers({ number, queryCode }: { number: string; queryCode: string }) {
  const [copied, setCopied] = useState('')
  const copy = async () => {
    const isDone = await copyText(`i雪宫 编号 ${number} 查询码 ${queryCode}`)
    setCopied(isDone ? '✓ 已复制，可以粘贴到微信里保存。' : '▲ 手机没让复制，请截图或抄下来。')
  }
  return (
    <Box as="section" className="card numbers" label="编号和查询码">
      <Box className="line">
        <Text className="question">编号</Text>
        <Text className="big">{number}</Text>
      </Box>
      <Box className="line">
        <Text className="question">查询码</Text>
        <Text className="big">{queryCode}</Text>
      </Box>
      <Button onPress={() => void copy()}>复制编号和查询码</Button>
      <Status className="status">{copied}</Status>
    </Box>
  )
}
