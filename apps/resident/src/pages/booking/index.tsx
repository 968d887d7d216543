import { useState } from 'react'
import { fetchSlots, type ServiceSlot } from '../../api.ts'
import { usePageParams } from '../../go-params.ts'
import { clockWords, dayWords, slotWords } from '../../model/words.ts'
import { useActing } from '../../ui/acting.ts'
import { Box, Button, Choice, Field, Heading, Status, Text } from '../../ui/base'
import { ProblemBox } from '../../ui/problem-box.tsx'
import { Shell } from '../../ui/shell.tsx'
import { type Fetched, useFetched } from '../../use-fetched.ts'
import { useBook } from './use-book.ts'

type Days = readonly { readonly day: string; readonly slots: readonly ServiceSlot[] }[]

/** 预约: a day, a time that is free, who comes. */
export default function BookingPage() {
  const { id = '', name = '' } = usePageParams()
  const acting = useActing()
  const times = useFetched(() => fetchSlots(id))
  const [day, setDay] = useState<string>()
  const [startsAt, setStartsAt] = useState<string>()
  const [who, setWho] = useState({ name: '', phone: '' })
  const { doing, failure, submit } = useBook(id, times.refresh)
  const days = (times.data?.days ?? []).filter(({ slots }) => slots.some(({ free }) => free > 0))
  const chosen = day ?? days[0]?.day
  const send = (at: string | undefined) => submit({ startsAt: at, ...who })
  const wrong = failure?.fields ?? {}
  return (
    <Shell
      title="预约"
      lead={name}
      action={
        <Button kind="primary" disabled={doing !== ''} onPress={() => send(startsAt)}>
          {doing || '约这个时间'}
        </Button>
      }
    >
      {failure && <ProblemBox id="booking-problem" message={failure.message} code={failure.code} back={{ back: 'booking', id, name }} attempt={failure.attempt} />}
      {failure?.next && <Instead next={failure.next} onTake={(at) => { setDay(undefined); setStartsAt(at); send(at) }} />}
      <Times times={times} days={days} chosen={chosen} startsAt={startsAt} error={wrong.startsAt} onDay={(one) => { setDay(one); setStartsAt(undefined) }} onTime={setStartsAt} />
      {!acting && (
        <Box as="section" className="card">
          <Heading level={2}>谁来</Heading>
          <Field id="booking-name" label="怎么称呼" value={who.name} onChange={(typed) => setWho({ ...who, name: typed })} error={wrong.name} />
          <Field id="booking-phone" label="电话" kind="phone" hint="只在时间有变化时打给您；加密保存，办完九十天后销毁。" value={who.phone} onChange={(typed) => setWho({ ...who, phone: typed })} error={wrong.phone} />
        </Box>
      )}
    </Shell>
  )
}

/** Somebody was quicker: the next time that is free, by one touch. */
function Instead({ next, onTake }: { next: ServiceSlot; onTake: (startsAt: string) => void }) {
  return (
    <Box className="notice">
      <Button onPress={() => onTake(next.startsAt)}>改约 {slotWords(next)}</Button>
    </Box>
  )
}

interface TimesProps {
  times: Fetched<{ days: Days }>
  days: Days
  chosen: string | undefined
  startsAt: string | undefined
  error: string | undefined
  onDay: (day: string) => void
  onTime: (startsAt: string) => void
}

function Times({ times, days, chosen, startsAt, error, onDay, onTime }: TimesProps) {
  const open = days.find(({ day }) => day === chosen)?.slots.filter(({ free }) => free > 0) ?? []
  return (
    <Box as="section" className="card">
      <Status className="status">{times.isLoading && !times.data ? '正在看哪些时间还空着…' : ''}</Status>
      <Status className="status warn">{times.problem !== undefined && `▲ ${times.problem}`}</Status>
      {times.data && days.length === 0 && <Text block>近几天都约满了。可以打电话问，或者请网格员代办。</Text>}
      {days.length > 0 && (
        <>
          <Choice id="booking-day" label="哪一天" options={days.map(({ day }) => ({ value: day, word: dayWords(day) }))} value={chosen} onChange={onDay} />
          <Choice id="booking-time" label="几点" options={open.map((slot) => ({ value: slot.startsAt, word: clockWords(slot) }))} value={startsAt} onChange={onTime} error={error} />
        </>
      )}
    </Box>
  )
}
