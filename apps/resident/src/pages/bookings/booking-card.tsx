import { useState } from 'react'
import { type Booking, cancelBooking, eraseBooking, fetchBooking } from '../../api.ts'
import { dropBooking } from '../../bookings.ts'
import type { KeptBooking } from '../../model/bookings.ts'
import { toProblem } from '../../model/problem.ts'
import { slotWords } from '../../model/words.ts'
import { Line } from '../../ui/answers.tsx'
import { Box, Heading, Status, Text } from '../../ui/base'
import { Looks } from '../../ui/looks.tsx'
import { ReadAloud } from '../../ui/read-aloud.tsx'
import { SureButton } from '../../ui/sure-button.tsx'
import { useFetched } from '../../use-fetched.ts'

const SHAPES: Record<Booking['state'], string> = { booked: '◉', cancelled: '○', done: '●', missed: '○' }

/** One appointment: when, where, with what, by which code; and giving it back. */
export function BookingCard({ kept, onDropped }: { kept: KeptBooking; /** Where this device keeps it. */ onDropped?: () => void }) {
  const { data, problem, isLoading } = useFetched(() => fetchBooking(kept.code))
  const [changed, setChanged] = useState<Booking>()
  const [wrong, setWrong] = useState<string>()
  const booking = changed ?? data

  const change = async (asking: Promise<Booking>, what: string) => {
    const answer = await asking.catch(toProblem)
    setWrong(answer instanceof Error ? (answer.kind === 'offline' ? `没有网络，还没有${what}。有网后再点一次。` : answer.message) : undefined)
    if (!(answer instanceof Error)) setChanged(answer)
  }
  const drop = () => {
    dropBooking(kept.code)
    onDropped?.()
  }

  return (
    <Box as="section" className="card" label={`预约 ${kept.itemName}`}>
      <Heading level={2}>{kept.itemName}</Heading>
      <Status className="status">{isLoading && !booking ? '正在看这个预约…' : ''}</Status>
      <Status className="status warn">{problem !== undefined && `▲ ${problem}`}</Status>
      {booking && <Facts booking={booking} />}
      <Status className="status warn">{wrong !== undefined && `▲ ${wrong}`}</Status>
      {booking?.canCancel && <SureButton words="取消预约" question="真的取消吗？这个时间马上让给别人。" onSure={() => void change(cancelBooking(kept.code), '取消')} />}
      {booking?.canErase && (
        <SureButton
          words="抹去我的称呼和电话"
          question={`抹去后找不回来${booking.canCancel ? '，这个预约也一起取消，时间让给别人' : ''}。真的抹去吗？`}
          onSure={() => void change(eraseBooking(kept.code), '抹去')}
        />
      )}
      {booking && !booking.canCancel && onDropped && <SureButton words="从这台手机移除" question="移除后，这台手机不再列出这个预约。" onSure={drop} />}
    </Box>
  )
}

function Facts({ booking }: { booking: Booking }) {
  const { state, stateText, code, place, phone, materials } = booking
  const when = slotWords(booking)
  return (
    <>
      <Text block className="state">
        <Text ornament>{SHAPES[state]} </Text>
        {stateText}
      </Text>
      <Text block className="big">
        {when}
      </Text>
      <Line question="在哪儿" answer={`${place}，电话 ${phone}`} />
      <Line question="要带" answer={materials.join('、') || '什么都不用带'} />
      <Line question="预约码" answer={code} />
      <Line question="谁来" answer={booking.contact.name === null ? '已不再保存' : `${booking.contact.name} ${booking.contact.phone ?? ''}`} />
      {booking.canErase && <Looks looks={booking.looks} />}
      {booking.contact.through !== null && <Line question="谁约的" answer={`由 ${booking.contact.through} 代办`} />}
      <ReadAloud words={`${booking.itemName}，${stateText}。${when}，在${place}。要带${materials.join('、') || '的没有'}。`} />
    </>
  )
}
