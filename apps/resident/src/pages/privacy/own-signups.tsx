import { useState } from 'react'
import { eraseOwnSignups, fetchOwnSignups } from '../../api.ts'
import { toProblem } from '../../model/problem.ts'
import { dayOf, dayWords } from '../../model/words.ts'
import { Box, Heading, Status, Text } from '../../ui/base'
import { Looks } from '../../ui/looks.tsx'
import { SureButton } from '../../ui/sure-button.tsx'
import { useFetched } from '../../use-fetched.ts'

/** The activities that carry one's telephone: who looked, and erasing it before its time. */
export function OwnSignups() {
  const { data, refresh } = useFetched(fetchOwnSignups)
  const [said, setSaid] = useState('')
  const [wrong, setWrong] = useState<string>()
  const erase = async (id: string) => {
    const answer = await eraseOwnSignups(id).catch(toProblem)
    setWrong(answer instanceof Error ? (answer.kind === 'offline' ? '没有网络，还没有抹去。有网后再点一次。' : answer.message) : undefined)
    if (answer instanceof Error) return
    setSaid('✓ 这次报名里的称呼和电话已经抹去。')
    void refresh()
  }
  // Without a telephone there is no sign-up.
  if (!data || (data.signups.length === 0 && said === '')) return null
  const ids = [...new Set(data.signups.map(({ activityId }) => activityId))]
  return (
    <Box as="section" className="card">
      <Heading level={2}>活动报名</Heading>
      <Status className="status good">{said}</Status>
      <Status className="status warn">{wrong !== undefined && `▲ ${wrong}`}</Status>
      {ids.map((id) => {
        const signups = data.signups.filter(({ activityId }) => activityId === id)
        const [first] = signups
        if (!first) return null
        const question = `抹去后找不回来${signups.some(({ canCancel }) => canCancel) ? '，报名也一起取消，名额让给别人' : ''}；记过的志愿时长不再算在您名下。真的抹去吗？`
        return (
          <Box key={id} label={first.title}>
            <Text block>
              {first.title}
              <Text className="muted"> {dayWords(dayOf(first.startsAt))}</Text>
            </Text>
            <Looks looks={signups.flatMap(({ looks }) => looks)} />
            <SureButton words="抹去这次的称呼和电话" question={question} onSure={() => void erase(id)} />
          </Box>
        )
      })}
    </Box>
  )
}
