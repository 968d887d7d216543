import { useState } from 'react'
import { sayStillThere } from '../../api.ts'
import { toProblem } from '../../model/problem.ts'
import { focusOn } from '../../platform/device'
import { Box, Button, Field, Heading, Status, Text } from '../../ui/base'

interface StillTherePartProps {
  number: string
  queryCode: string
  canSay: boolean
  onDone: () => Promise<void>
}

/** 「问题还在」: one sentence sends a false "done" back. */
export function StillTherePart({ number, queryCode, canSay, onDone }: StillTherePartProps) {
  const [isOpen, setOpen] = useState(false)
  const [note, setNote] = useState('')
  const [wrong, setWrong] = useState<string>()
  const [isSending, setSending] = useState(false)
  const [said, setSaid] = useState('')

  const send = async () => {
    if (note.trim() === '') {
      setWrong('请写一句现在是什么样，例如「灯又不亮了」。')
      focusOn('still-note')
      return
    }
    setSending(true)
    setWrong(undefined)
    const answer = await sayStillThere(number, { queryCode, note: note.trim() }).catch(toProblem)
    setSending(false)
    if (answer instanceof Error) {
      setWrong(answer.kind === 'offline' ? '没有网络，还没交上。您写的还在，有网后再点一次。' : answer.message)
      return
    }
    setSaid('✓ 已记下：问题还在。会让办事的人再去看，进展在这一页。')
    setOpen(false)
    await onDone()
  }

  // The words of thanks stay although the server now says that it was said.
  if (!canSay && said === '') return null
  return (
    <Box as="section" className="card">
      <Heading level={2}>问题还在？</Heading>
      {said === '' && !isOpen && <Text block>如果说办好了其实没好，点一下告诉我们。</Text>}
      {said === '' && (
        <Button onPress={() => setOpen(!isOpen)} expanded={isOpen}>
          问题还在
        </Button>
      )}
      {isOpen && (
        <>
          <Field id="still-note" label="现在是什么样" lines={2} value={note} onChange={setNote} error={wrong} readOnly={isSending} />
          <Button onPress={() => void send()} disabled={isSending}>
            {isSending ? '正在交…' : '告诉他们'}
          </Button>
        </>
      )}
      <Status className="status good">{said}</Status>
    </Box>
  )
}
