import { useState } from 'react'
import type { FormEvent } from 'react'
import { ApiError } from '@yihu/client'
import { sendNow } from '../send/send.ts'
import { go } from '../route.ts'
import { usePhone } from '../store/phone.ts'
import { logIn } from '../store/session.ts'
import { Field } from '../ui/parts.tsx'

/** The one page that needs a network. */
export function LoginPage() {
  const { farewell, isExpired, me } = usePhone()
  const [problem, setProblem] = useState<{ code: string; text: string } | null>(null)
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const [username = '', password = '', totp = ''] = ['username', 'password', 'totp'].map((name) => String(form.get(name) ?? '').trim())
    setBusy(true)
    setProblem(null)
    try {
      await logIn({ username, password, ...(totp ? { totp } : {}) })
      go('today')
      void sendNow()
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }
  if (!globalThis.isSecureContext) return <main className="login"><h1>掌上一呼</h1><p className="note" data-tone="red" role="alert">浏览器只在安全的地址（https）上允许保存加密资料。请用 https 开头的地址打开。</p></main>
  return (
    <main className="login">
      <h1>掌上一呼</h1>
      <p className="soft">登录要有网；登录以后没有信号也能用，内容加密存在手机里。</p>
      {farewell && <p className="note" data-tone="amber" role="status">{farewell}</p>}
      {isExpired && me && <p className="note" role="status">{me.name}，请重新登录，接着传手机里的内容。</p>}
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <Field label="用户名">{(at) => <input {...at} type="text" name="username" autoComplete="username" autoCapitalize="none" defaultValue={isExpired ? me?.username : ''} required />}</Field>
        <Field label="密码">{(at) => <input {...at} type="password" name="password" autoComplete="current-password" required />}</Field>
        {problem?.code.startsWith('totp') && <Field label="六位动态口令">{(at) => <input {...at} type="text" name="totp" inputMode="numeric" autoComplete="one-time-code" maxLength={6} />}</Field>}
        {problem && <p className="note" data-tone="red" role="alert">{problem.text}</p>}
        <button type="submit" className="first" disabled={isBusy}>{isBusy ? '正在登录…' : '登录'}</button>
        {isExpired && <button type="button" onClick={() => go('today')}>先不登录，继续看</button>}
      </form>
    </main>
  )
}

function problemOf(error: unknown): { code: string; text: string } {
  if (!(error instanceof ApiError)) throw error
  return { code: error.code, text: error.status === 0 ? '没有网络，登录不了。第一次登录和过期以后要有网。' : error.message }
}
