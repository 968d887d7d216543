import { useState } from 'react'
import { type Door, type DoorResult, reportFromOwnDoor, visitOwnDoor } from '../../doors.ts'
import { timeWords } from '../../model/words.ts'
import { showReceipt } from '../../show-receipt.ts'
import { Box, Button, Field, Heading, Status, Text } from '../../ui/base'
import { ProblemBox } from '../../ui/problem-box.tsx'
import { useAttempt } from '../../use-attempt.ts'
import { useSending } from '../../use-sending.ts'

const RESULTS: readonly { readonly value: DoorResult; readonly word: string }[] = [{ value: 'met', word: '见到' }, { value: 'nobody', word: '没见到' }, { value: 'later', word: '约好再来' }]

/** One door: one tap says what came of it; a line may be written first, or what is wrong reported. */
export function DoorCard({ door, onVisited }: { door: Door; onVisited: () => void }) {
  const [note, setNote] = useState('')
  const [open, setOpen] = useState<'note' | 'report'>()
  const [taken, setTaken] = useState(0)
  const { isSending, problem, said, send } = useSending()
  const idFor = useAttempt()
  const visit = async (result: DoorResult) => {
    const written = note.trim()
    const id = await idFor([door.id, result, written, taken])
    const isDone = await send(() => visitOwnDoor(door.id, { id, result, ...(written !== '' && { note: written }) }), ({ resultName }) => `✓ 记下了：${resultName}。`)
    if (!isDone) return
    setTaken(taken + 1)
    setNote('')
    setOpen(undefined)
    onVisited()
  }
  return (
    <Box as="section" className="card" label={door.place}>
      <Heading level={2}>{door.place}</Heading>
      <Text block className="muted">{door.lastVisit ? `${timeWords(door.lastVisit.at, Date.now())}您去过，${door.lastVisit.resultName}` : '您还没有记过'}</Text>
      {open === 'note' && <Field id={`note-${door.id}`} label="说明（可不写）" lines={2} hint="只写看到的，别写病情、家事；电话、证件号和认得出的姓名不会存。" value={note} onChange={setNote} readOnly={isSending} />}
      {problem !== undefined && <ProblemBox id={`problem-${door.id}`} message={problem} attempt={0} />}
      <Box className="pair">
        {RESULTS.map(({ value, word }) => (
          <Button key={value} disabled={isSending} label={`${door.place}：${word}`} onPress={() => void visit(value)}>
            {word}
          </Button>
        ))}
      </Box>
      <Status className="status good">{said}</Status>
      {open === 'report' && <ReportForm door={door} />}
      <Box className="pair">
        {open !== 'note' && <Button kind="quiet" label={`${door.place}：写一句说明`} onPress={() => setOpen('note')}>写一句</Button>}
        {open !== 'report' && <Button kind="quiet" label={`${door.place}：替他反映`} onPress={() => setOpen('report')}>替他反映</Button>}
      </Box>
    </Box>
  )
}

function ReportForm({ door }: { door: Door }) {
  const [text, setText] = useState('')
  const [missing, setMissing] = useState<string>()
  const { isSending, problem, send } = useSending()
  const idFor = useAttempt()
  const report = async () => {
    const written = text.trim()
    setMissing(written === '' ? '请写什么事。' : undefined)
    if (written === '') return
    const clientId = await idFor([door.id, written])
    await send(async () => showReceipt(await reportFromOwnDoor(door.id, { text: written, clientId }), written), () => '')
  }
  return (
    <>
      <Field id={`report-${door.id}`} label="什么事" lines={3} hint={`地点写 ${door.place}，报事人写您，来源写楼长、中心户`} value={text} onChange={setText} error={missing} readOnly={isSending} />
      {problem !== undefined && <ProblemBox id={`report-problem-${door.id}`} message={problem} attempt={0} />}
      <Button kind="primary" disabled={isSending} onPress={() => void report()}>
        {isSending ? '正在提交…' : '提交'}
      </Button>
    </>
  )
}
