import { useRef, useState } from 'react'
import { helpFor, sendHelp } from '../../api.ts'
import { compactPhone, isPhone } from '../../model/draft.ts'
import { toProblem } from '../../model/problem.ts'
import { actingFor } from '../../ui/acting.ts'
import { showReceipt } from '../../show-receipt.ts'
import { useAttempt } from '../../use-attempt.ts'

const OFFLINE = '没有网络，还没有交上。您写的还在这一页，有网后再点一次。'

interface Typed {
  readonly name: string
  readonly phone: string
  readonly address: string
  readonly note: string
}

type Wrong = Partial<Record<keyof Typed, string>>

/** Checks, sends and goes on to the receipt; the request stands in 「我报的事」. */
export function useHelp(id: string, itemName: string) {
  const [doing, setDoing] = useState('')
  const [failure, setFailure] = useState<{ readonly message: string; readonly fields: Wrong; readonly code?: string | undefined; readonly attempt: number }>()
  const attempts = useRef(0)
  const idOf = useAttempt()

  const submit = async (typed: Typed) => {
    if (doing !== '') return
    attempts.current += 1
    const acting = actingFor()
    const missing = missingOf(typed, { isForParent: acting !== null })
    if (Object.keys(missing).length > 0) {
      setFailure({ message: '还差一点就能提交，已标在相应位置。', fields: missing, attempt: attempts.current })
      return
    }
    setDoing('正在提交…')
    setFailure(undefined)
    const form = { name: typed.name.trim(), phone: compactPhone(typed.phone), address: typed.address.trim(), note: typed.note.trim() }
    const clientId = await idOf([id, form, acting?.id])
    const sending = acting ? helpFor(acting.id, { itemId: id, address: form.address, note: form.note, clientId }) : sendHelp(id, { ...form, clientId })
    const answer = await sending.catch(toProblem)
    setDoing('')
    if (answer instanceof Error) {
      setFailure({ message: answer.kind === 'offline' ? OFFLINE : answer.message, fields: answer.fields, code: answer.code, attempt: attempts.current })
      return
    }
    showReceipt(answer, `代办：${itemName}`)
  }

  return { doing, failure, submit: (typed: Typed) => void submit(typed) }
}

/** Who it is for is known where somebody asks for a parent. */
function missingOf({ name, phone, address }: Typed, { isForParent }: { readonly isForParent: boolean }): Wrong {
  return {
    ...(!isForParent && name.trim() === '' && { name: '请写怎么称呼您，例如「王阿姨」。' }),
    ...(!isForParent && !isPhone(phone) && { phone: '请写电话，网格员要先跟您约时间。' }),
    ...(address.trim() === '' && { address: '请写住在哪儿，写到单元和门牌。' }),
  }
}
