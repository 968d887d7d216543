import { answerOwnProposal, eraseOwnProposer, type OwnProposal } from '../../api.ts'
import { Line } from '../../ui/answers.tsx'
import { Box, Button, Heading, Status, Text } from '../../ui/base'
import { Looks } from '../../ui/looks.tsx'
import { SureButton } from '../../ui/sure-button.tsx'
import { useSending } from '../../use-sending.ts'

interface OwnPartProps {
  own: OwnProposal
  queryCode: string
  onDone: () => Promise<void>
}

const ANSWERED = { waiting: '', agreed: '您已经同意合并，等对方答复。', refused: '您没有同意合并，两件分开议。' } as const

/** What is asked of the author: to be put together with another one or not; and the way back. */
export function OwnPart({ own: { number, mergeQuestion, canWithdraw, contact, looks }, queryCode, onDone }: OwnPartProps) {
  const { isSending, problem, said, send } = useSending()
  const answer = async (word: 'agree' | 'refuse' | 'withdraw') => {
    if (await send(() => answerOwnProposal(number, { queryCode, answer: word, ...(mergeQuestion && { with: mergeQuestion.with }) }), () => '✓ 记下了。')) await onDone()
  }
  const erase = async () => {
    if (await send(() => eraseOwnProposer(number, queryCode), () => '✓ 称呼和电话已经抹去。')) await onDone()
  }
  return (
    <Box as="section" className="card">
      <Heading level={2}>这是您提的</Heading>
      <Text block>换手机查，要用编号 {number} 和查询码 {queryCode}。您的称呼和电话不公开。</Text>
      {mergeQuestion && (
        <>
          <Text block>
            社区想把它和「{mergeQuestion.title}」合在一起议：{mergeQuestion.reason}。那一件说的是：{mergeQuestion.text}
          </Text>
          {mergeQuestion.answer === 'waiting' ? (
            <Box className="pair">
              <Button kind="primary" onPress={() => void answer('agree')} disabled={isSending}>
                同意合并
              </Button>
              <Button onPress={() => void answer('refuse')} disabled={isSending}>
                不同意
              </Button>
            </Box>
          ) : (
            <>
              <Text block>{ANSWERED[mergeQuestion.answer]}</Text>
              {canWithdraw && (
                <Button onPress={() => void answer(mergeQuestion.answer === 'agreed' ? 'refuse' : 'agree')} disabled={isSending}>
                  {mergeQuestion.answer === 'agreed' ? '改主意：不同意合并' : '改主意：同意合并'}
                </Button>
              )}
            </>
          )}
        </>
      )}
      <Line question="存着的称呼和电话" answer={contact ? `${contact.name} ${contact.phone}` : '已经抹去'} />
      <Looks looks={looks} />
      <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      <Status className="status good">{said}</Status>
      {canWithdraw && <SureButton words="撤回这件提议" question="撤回后不再征求支持，也不上会；要再提得重新写。" onSure={() => void answer('withdraw')} />}
      {contact && <SureButton words="抹去我的称呼和电话" question="抹去后找不回来，提议照常议，只是没法再打给您。真的抹去吗？" onSure={() => void erase()} />}
    </Box>
  )
}
