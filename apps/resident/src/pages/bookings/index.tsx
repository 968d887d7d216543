import { useState } from 'react'
import { keepBooking, keptBookings } from '../../bookings.ts'
import { fetchBooking, fetchMe } from '../../api.ts'
import { goTo } from '../../go.ts'
import { usePageParams } from '../../go-params.ts'
import type { KeptBooking } from '../../model/bookings.ts'
import { toProblem } from '../../model/problem.ts'
import { tidyCode } from '../../model/receipts.ts'
import { focusOn } from '../../platform/device'
import { isSignedIn } from '../../session.ts'
import { Box, Button, Field, Heading, Status, Text } from '../../ui/base'
import { Shell } from '../../ui/shell.tsx'
import { useFetched } from '../../use-fetched.ts'
import { BookingCard } from './booking-card.tsx'

/** 我的预约: what this device keeps, each with its state of now; another one by its code. */
export default function Bookings() {
  const { made } = usePageParams()
  const [kept, setKept] = useState(keptBookings)
  const renew = () => setKept(keptBookings())
  return (
    <Shell
      title="我的预约"
      {...(made !== undefined && { lead: '约好了。到时候带上材料和预约码来就行。' })}
      action={
        <Button kind="primary" onPress={() => goTo('services')}>
          找事项、约时间
        </Button>
      }
    >
      {kept.length === 0 && (
        <Box className="card">
          <Text block>您在这台手机上约过的会列在这里，随时能看、能取消。现在还没有。</Text>
        </Box>
      )}
      {kept.map((one) => (
        <BookingCard key={one.code} kept={one} onDropped={renew} />
      ))}
      {isSignedIn() && <OfAccount kept={kept} />}
      <ByCode onFound={renew} />
    </Shell>
  )
}

/** Those that carry one's telephone and were made elsewhere, or by a relative. */
function OfAccount({ kept }: { kept: readonly KeptBooking[] }) {
  const { data } = useFetched(fetchMe)
  const here = new Set(kept.map(({ code }) => code))
  return (
    <>
      {(data?.bookings ?? []).filter(({ code }) => !here.has(code)).map(({ code, itemName, startsAt }) => (
        <BookingCard key={code} kept={{ code, itemName, startsAt }} />
      ))}
    </>
  )
}

function ByCode({ onFound }: { onFound: () => void }) {
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState<string>()
  const [isAsking, setAsking] = useState(false)

  const find = async () => {
    const asked = tidyCode(code)
    if (asked === '') {
      setWrong('请填预约码，八个字母和数字。')
      focusOn('booking-code')
      return
    }
    setAsking(true)
    setWrong(undefined)
    const answer = await fetchBooking(asked).catch(toProblem)
    setAsking(false)
    if (answer instanceof Error) {
      setWrong(answer.kind === 'offline' ? '没有网络，现在查不了。预约码还在上面，有网后再点一次。' : answer.message)
      return
    }
    keepBooking({ code: answer.code, itemName: answer.itemName, startsAt: answer.startsAt })
    setCode('')
    onFound()
  }

  return (
    <Box as="section" className="card">
      <Heading level={2}>用预约码查</Heading>
      <Field id="booking-code" label="预约码" kind="code" hint="别人帮您约的，或者换了手机" value={code} onChange={setCode} error={wrong} />
      <Status className="status">{isAsking ? '正在查…' : ''}</Status>
      <Button onPress={() => void find()} disabled={isAsking}>
        查一下
      </Button>
    </Box>
  )
}
