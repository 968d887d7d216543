import { useRef, useState } from 'react'
import { bookFor, sendBooking, type ServiceSlot } from '../../api.ts'
import { keepBooking } from '../../bookings.ts'
import { replaceWith } from '../../go.ts'
import { compactPhone, isPhone } from '../../model/draft.ts'
import { type Problem, toProblem } from '../../model/problem.ts'
import { actingFor } from '../../ui/acting.ts'
import { useAttempt } from '../../use-attempt.ts'

const OFFLINE = '没有网络，还没有约上。您写的还在这一页，有网后再点一次。'

interface Typed {
  readonly startsAt: string | undefined
  readonly name: string
  readonly phone: string
}

type Wrong = Partial<Record<keyof Typed, string>>

interface Failure {
  readonly message: string
  readonly fields: Wrong
  /** The next time that is free, when somebody else was quicker. */
  readonly next: ServiceSlot | undefined
  readonly code?: string | undefined
  readonly attempt: number
}

/** Checks, sends and, when the time is ours, goes on to 「我的预约」. */
export function useBook(id: string, refresh: () => Promise<void>) {
  const [doing, setDoing] = useState('')
  const [failure, setFailure] = useState<Failure>()
  const attempts = useRef(0)
  const idOf = useAttempt()

  const submit = async (typed: Typed) => {
    if (doing !== '') return
    attempts.current += 1
    const fail = (part: Omit<Failure, 'attempt'>) => setFailure({ ...part, attempt: attempts.current })
    const acting = actingFor()
    const missing = missingOf(typed, { isForParent: acting !== null })
    if (typed.startsAt === undefined || Object.keys(missing).length > 0) {
      fail({ message: '还差一点就能约上，已标在相应位置。', fields: missing, next: undefined })
      return
    }
    setDoing('正在约…')
    setFailure(undefined)
    const form = { startsAt: typed.startsAt, name: typed.name.trim(), phone: compactPhone(typed.phone) }
    const clientId = await idOf([id, form, acting?.id])
    const sending = acting ? bookFor(acting.id, { itemId: id, startsAt: form.startsAt, clientId }) : sendBooking(id, { ...form, clientId })
    const answer = await sending.catch(toProblem)
    setDoing('')
    if (answer instanceof Error) {
      fail({ message: answer.kind === 'offline' ? OFFLINE : answer.message, fields: answer.fields, next: nextOf(answer), code: answer.code })
      await refresh()
      return
    }
    keepBooking({ code: answer.code, itemName: answer.itemName, startsAt: answer.startsAt })
    replaceWith('bookings', { made: answer.code })
  }

  return { doing, failure, submit: (typed: Typed) => void submit(typed) }
}

/** Who comes is known where somebody books for a parent. */
function missingOf({ startsAt, name, phone }: Typed, { isForParent }: { readonly isForParent: boolean }): Wrong {
  const time = startsAt === undefined ? { startsAt: '请选一个时间。' } : {}
  if (isForParent) return time
  return {
    ...time,
    ...(name.trim() === '' && { name: '请写怎么称呼您，例如「王阿姨」。' }),
    ...(!isPhone(phone) && { phone: '请写电话，手机是 11 位数字。' }),
  }
}

function nextOf({ code, current }: Problem): ServiceSlot | undefined {
  if (code !== 'slot-gone') return undefined
  return (current as { readonly next: ServiceSlot | null }).next ?? undefined // what the server sends with this code
}
