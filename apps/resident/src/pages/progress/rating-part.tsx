import { useState } from 'react'
import { type Progress, sendRating } from '../../api.ts'
import { toProblem } from '../../model/problem.ts'
import { ratingWords } from '../../model/words.ts'
import { focusOn } from '../../platform/device'
import { Box, Button, Choice, Field, Heading, Status } from '../../ui/base'
import { SOLVED, STARS } from '../../ui/rating-options.ts'

interface RatingPartProps {
  number: string
  queryCode: string
  canRate: boolean
  rating: Progress['rating']
  onDone: () => Promise<void>
}

/** 解决了吗、满意吗: two questions, because closed is not solved; then the answer back in words. */
export function RatingPart(props: RatingPartProps) {
  if (props.rating) {
    return (
      <Box as="section" className="card">
        <Heading level={2}>您的评价</Heading>
        <Status className="status good">✓ 已记下：{ratingWords(props.rating)}</Status>
      </Box>
    )
  }
  return props.canRate ? <RatingForm {...props} /> : null
}

function RatingForm({ number, queryCode, onDone }: RatingPartProps) {
  const [solved, setSolved] = useState<'yes' | 'no'>()
  const [satisfaction, setSatisfaction] = useState<number>()
  const [comment, setComment] = useState('')
  const [wrong, setWrong] = useState<{ solved?: string; satisfaction?: string; all?: string }>({})
  const [said, setSaid] = useState('')
  const [isSending, setSending] = useState(false)

  const send = async () => {
    if (solved === undefined || satisfaction === undefined) {
      setWrong({
        ...(solved === undefined && { solved: '请选一个：解决了，还是没有解决。' }),
        ...(satisfaction === undefined && { satisfaction: '请选一个满意程度。不满意也没关系，照实选。' }),
      })
      focusOn(solved === undefined ? 'rating-solved' : 'rating-satisfaction')
      return
    }
    const rating = { solved: solved === 'yes', satisfaction, ...(comment.trim() !== '' && { comment: comment.trim() }) }
    setWrong({})
    setSending(true)
    const answer = await sendRating(number, { ...rating, queryCode }).catch(toProblem)
    setSending(false)
    if (answer instanceof Error) {
      setWrong({ all: answer.kind === 'offline' ? '没有网络，评价还没交上。您选的和写的还在，有网后再点一次。' : answer.message })
      return
    }
    setSaid(`✓ 已记下：${ratingWords(rating)}。谢谢您。`)
    await onDone()
  }

  return (
    <Box as="section" className="card">
      <Heading level={2}>请您评一评</Heading>
      <Choice id="rating-solved" label="解决了吗？" options={SOLVED} value={solved} onChange={setSolved} error={wrong.solved} />
      <Choice id="rating-satisfaction" label="满意吗？" options={STARS} value={satisfaction} onChange={setSatisfaction} error={wrong.satisfaction} />
      <Field id="rating-comment" label="还想说什么（可不填）" lines={2} value={comment} onChange={setComment} readOnly={isSending} />
      <Status className="status warn">{wrong.all !== undefined && `▲ ${wrong.all}`}</Status>
      <Button kind="primary" onPress={() => void send()} disabled={isSending || said !== ''}>
        {isSending ? '正在交…' : '交上评价'}
      </Button>
      <Status className="status good">{said}</Status>
    </Box>
  )
}
