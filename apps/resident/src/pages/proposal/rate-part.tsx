import { useState } from 'react'
import { sendProposalRating } from '../../api.ts'
import { tidyCode } from '../../model/receipts.ts'
import { goTo, pageUrl } from '../../go.ts'
import { focusOn } from '../../platform/device'
import { Box, Button, Choice, Field, Heading, Link, Status, Text } from '../../ui/base'
import { SOLVED, STARS } from '../../ui/rating-options.ts'
import { useSending } from '../../use-sending.ts'
import { useOwnPhone } from '../../use-signed-in.ts'

const WHO = [
  { value: 'own', word: '我支持过，用登录的手机号' },
  { value: 'code', word: '我家投过票，用票码' },
] as const

/** 评事: was it done, and is one content; by whoever stood behind it or voted. */
export function RatePart({ id, onDone }: { id: string; onDone: () => Promise<void> }) {
  const [who, setWho] = useState<'own' | 'code'>('own')
  const hasPhone = useOwnPhone()
  const [key, setKey] = useState('')
  const [solved, setSolved] = useState<'yes' | 'no'>()
  const [satisfaction, setSatisfaction] = useState<number>()
  const [comment, setComment] = useState('')
  const [wrong, setWrong] = useState<{ solved?: string; satisfaction?: string; key?: string }>({})
  const { isSending, problem, said, send } = useSending()
  const rate = async () => {
    const isKnown = who === 'own' ? hasPhone : tidyCode(key) !== ''
    if (solved === undefined || satisfaction === undefined || !isKnown) {
      setWrong({
        ...(solved === undefined && { solved: '请选一个：办成了，还是没有办成。' }), ...(satisfaction === undefined && { satisfaction: '请选一个满意程度。不满意也没关系，照实选。' }),
        ...(!isKnown && { key: who === 'own' ? '请先用支持时的手机号登录。' : '请填您家投票用的票码。' }),
      })
      focusOn(solved === undefined ? 'rate-solved' : satisfaction === undefined ? 'rate-satisfaction' : who === 'own' ? 'rate-who' : 'rate-key')
      return
    }
    setWrong({})
    const form = { ...(who === 'code' && { code: tidyCode(key) }), solved: solved === 'yes', satisfaction, ...(comment.trim() !== '' && { comment: comment.trim() }) }
    if (await send(() => sendProposalRating(id, form), ({ count }) => `✓ 记下了，谢谢您。已有 ${count} 人评价。`)) await onDone()
  }
  return (
    <Box as="section" className="card">
      <Heading level={2}>请您评一评</Heading>
      <Choice id="rate-solved" label="办成了吗？" options={SOLVED} value={solved} onChange={setSolved} error={wrong.solved} />
      <Choice id="rate-satisfaction" label="满意吗？" options={STARS} value={satisfaction} onChange={setSatisfaction} error={wrong.satisfaction} />
      <Choice id="rate-who" label="您是" options={WHO} value={who} onChange={setWho} error={who === 'own' ? wrong.key : undefined} />
      {who === 'code' && <Field id="rate-key" label="票码" kind="code" value={key} onChange={setKey} error={wrong.key} readOnly={isSending} />}
      {who === 'own' && !hasPhone && (
        <>
          <Text block>知道号码的不一定是本人，所以要用支持时的手机号登录再评。</Text>
          <Link href={pageUrl('sign-in', { back: 'proposal', id })} onPress={() => goTo('sign-in', { back: 'proposal', id })}>
            用手机验证码登录
          </Link>
        </>
      )}
      <Field id="rate-comment" label="还想说什么（可不填）" lines={2} value={comment} onChange={setComment} readOnly={isSending} />
      <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      <Button kind="primary" onPress={() => void rate()} disabled={isSending}>
        {isSending ? '正在交…' : '交上评价'}
      </Button>
      <Status className="status good">{said}</Status>
    </Box>
  )
}
