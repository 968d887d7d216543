import { useState } from 'react'
import { type ActivityLine, type ActivityPart, cancelOwnSignup, fetchOwnSignups, sendSignup } from '../../api.ts'
import { Box, Button, Choice, Field, Heading, Status, Text } from '../../ui/base'
import { ProblemBox } from '../../ui/problem-box.tsx'
import { SureButton } from '../../ui/sure-button.tsx'
import { useFetched } from '../../use-fetched.ts'
import { useSending } from '../../use-sending.ts'

interface SignUpProps {
  activity: ActivityLine
  /** The seats that are left have changed. */
  onChanged: () => void
}

/** What one has of this activity, or the form that takes a seat. */
export function SignUpPart({ activity, onChanged }: SignUpProps) {
  const own = useFetched(fetchOwnSignups)
  const { isSending, problem, said, send } = useSending()
  const held = own.data?.signups.find(({ activityId, state }) => activityId === activity.id && state === 'taken')
  const after = () => {
    onChanged()
    void own.refresh()
  }
  const cancel = () => void send(() => cancelOwnSignup(activity.id), () => '取消了，名额已经让出来。').then(after)
  return (
    <Box as="section" className="card">
      <Heading level={2}>报名</Heading>
      <Status>{said}</Status>
      {problem !== undefined && <ProblemBox id="sign-up-problem" message={problem} attempt={0} />}
      {own.problem !== undefined && <Status className="status warn">▲ {own.problem}</Status>}
      {held && (
        <>
          <Text block className="state">
            ✓ {held.stateText}：{held.partName}
            {held.hours === null ? '' : `，记了 ${held.hours} 小时`}
          </Text>
          {held.canCancel && <SureButton words="取消报名" question="真的取消吗？名额马上让给别人。" onSure={cancel} />}
        </>
      )}
      {!held && own.data && activity.isOpen && (
        <SeatForm activity={activity} isSending={isSending} onSend={(part, name) => void send(() => sendSignup(activity.id, { part, name }), ({ partName }) => `报上了：${partName}。`).then(after)} />
      )}
    </Box>
  )
}

interface SeatProps {
  activity: ActivityLine
  isSending: boolean
  onSend: (part: ActivityPart, name: string) => void
}

const freeWords = (free: number) => (free > 0 ? `（还有 ${free} 个名额）` : '（名额满了）')

function SeatForm({ activity: { seats, seatsFree, volunteerSeats, volunteersFree }, isSending, onSend }: SeatProps) {
  const options = [...(seats > 0 ? [{ value: 'attendee' as const, word: `参加${freeWords(seatsFree)}` }] : []), ...(volunteerSeats > 0 ? [{ value: 'volunteer' as const, word: `当志愿者${freeWords(volunteersFree)}` }] : [])]
  const [part, setPart] = useState<ActivityPart | undefined>(options.length === 1 ? options[0]?.value : undefined)
  const [name, setName] = useState('')
  const [wrong, setWrong] = useState<{ part?: string; name?: string }>({})
  const submit = () => {
    const missing = { ...(part === undefined && { part: '请选一个。' }), ...(name.trim() === '' && { name: '请写怎么称呼您。' }) }
    setWrong(missing)
    if (part !== undefined && name.trim() !== '') onSend(part, name.trim())
  }
  return (
    <>
      <Choice id="sign-up-part" label="怎么来" options={options} value={part} onChange={setPart} error={wrong.part} />
      <Field id="sign-up-name" label="怎么称呼" hint="称呼和手机号加密保存，只有办活动的人写明用途才看得到。参加的办完 90 天销毁，志愿者的一年。" value={name} onChange={setName} error={wrong.name} />
      <Button kind="primary" disabled={isSending} onPress={submit}>
        {isSending ? '正在报名…' : '报名'}
      </Button>
    </>
  )
}
