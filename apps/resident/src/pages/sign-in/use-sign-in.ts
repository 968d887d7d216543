import { useRef, useState } from 'react'
import { askCode, openByCode, openByWechatCode, type SentCode, type Signed } from '../../api.ts'
import { type PageName, returnTo } from '../../go.ts'
import { usePageParams } from '../../go-params.ts'
import { compactPhone } from '../../model/draft.ts'
import { toProblem } from '../../model/problem.ts'
import { keepSession, wechatCode } from '../../platform/session'

const OFFLINE = '没有网络，还没有登录。写的还在，有网后再点一次。'

/** As the server has it: also numbers that nobody has, which the demo street's people carry. */
const MOBILE = /^1\d{10}$/u

/** From where somebody may come to sign in, and goes back; from anywhere else they go on to their own reports. */
const WAYS_BACK: readonly PageName[] = ['family', 'activities', 'activity', 'proposal', 'report', 'booking', 'help', 'doors']

interface Failure {
  readonly message: string
  readonly fields: { readonly phone?: string; readonly code?: string }
  readonly attempt: number
}

/** Which one of its kind the page shows that somebody came from. */
function given({ id, name }: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return { ...(id !== undefined && { id }), ...(name !== undefined && { name }) }
}

/** Telephone, code, and on to where somebody came from. */
export function useSignIn() {
  const { back: asked, ...of } = usePageParams()
  const back = WAYS_BACK.find((page) => page === asked) ?? 'mine'
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [sent, setSent] = useState<SentCode>()
  const [doing, setDoing] = useState('')
  const [failure, setFailure] = useState<Failure>()
  const attempts = useRef(0)

  const fail = (message: string, fields: Failure['fields'] = {}) => {
    attempts.current += 1
    setFailure({ message, fields, attempt: attempts.current })
  }
  /** One step with its words; undefined when it failed, which is said. */
  const step = async <T,>(words: string, work: Promise<T>): Promise<T | undefined> => {
    setDoing(words)
    setFailure(undefined)
    const answer = await work.catch(toProblem)
    setDoing('')
    if (!(answer instanceof Error)) return answer
    fail(answer.kind === 'offline' ? OFFLINE : answer.message, answer.fields)
    return undefined
  }
  const enter = (signed: Signed | undefined) => {
    if (!signed) return
    if (keepSession(signed)) returnTo(back, given(of))
    else fail('这台手机现在存不下登录，请退出无痕模式再试。不登录也能报事。')
  }
  const ask = async () => {
    if (!MOBILE.test(compactPhone(phone))) {
      fail('还差手机号。', { phone: '请写手机号，11 位数字。' })
      return
    }
    const answer = await step('正在发…', askCode(compactPhone(phone)))
    if (answer) setSent(answer)
  }
  const open = async () => {
    if (!/^\d{6}$/u.test(code.trim())) {
      fail('还差验证码。', { code: '请写短信里的六位数字。' })
      return
    }
    enter(await step('正在登录…', openByCode(compactPhone(phone), code.trim())))
  }
  const openByWechat = async () => enter(await step('正在登录…', wechatCode().then(openByWechatCode)))

  return { phone, setPhone, code, setCode, sent, doing, failure, ask: () => void ask(), open: () => void open(), openByWechat: () => void openByWechat() }
}
