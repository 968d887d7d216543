import { useState } from 'react'
import { sendVote, type VoteChoice } from '../../api.ts'
import { tidyCode } from '../../model/receipts.ts'
import { focusOn } from '../../platform/device'
import { Box, Button, Choice, Field, Heading, Status, Text } from '../../ui/base'
import { useSending } from '../../use-sending.ts'

const CHOICES = [
  { value: 'for', word: '同意', shape: '✓' },
  { value: 'against', word: '反对', shape: '✕' },
  { value: 'abstain', word: '弃权', shape: '○' },
] as const

/** 投票: a household by the code that was brought to its door. */
export function VotePart({ id, question, onDone }: { id: string; question: string; onDone: () => Promise<void> }) {
  const [code, setCode] = useState('')
  const [choice, setChoice] = useState<VoteChoice>()
  const [wrong, setWrong] = useState<{ code?: string; choice?: string }>({})
  const { isSending, problem, said, send } = useSending()
  const vote = async () => {
    const typed = tidyCode(code)
    if (typed === '' || choice === undefined) {
      setWrong({ ...(typed === '' && { code: '请填入户送达的票码，八个字母和数字。' }), ...(choice === undefined && { choice: '请选一个：同意、反对或弃权。' }) })
      focusOn(typed === '' ? 'vote-code' : 'vote-choice')
      return
    }
    setWrong({})
    if (await send(() => sendVote(id, { code: typed, choice }), ({ voted }) => `✓ 您家的票收下了。现在已有 ${voted} 户投票，截止后公布结果。`)) await onDone()
  }
  return (
    <Box as="section" className="card">
      <Heading level={2}>投票</Heading>
      <Text block>{question}。一户一票，投了不能改。只记您家投过了；投的什么只加进总数，不留单张的票，系统里没有哪一户投什么的记录。</Text>
      <Choice id="vote-choice" label="您家的意见" options={CHOICES} value={choice} onChange={setChoice} error={wrong.choice} />
      <Field id="vote-code" label="票码" kind="code" hint="写在社区送到您家的纸条上；没收到请问社区" value={code} onChange={setCode} error={wrong.code} readOnly={isSending} />
      <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      <Button kind="primary" onPress={() => void vote()} disabled={isSending || said !== ''}>
        {isSending ? '正在投…' : '投票'}
      </Button>
      <Status className="status good">{said}</Status>
    </Box>
  )
}
