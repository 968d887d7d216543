import { ApiError } from '@yihu/client'
import { sendNow } from '../send/send.ts'
import { go } from '../route.ts'
import { onPhone, phoneNow } from '../store/phone.ts'
import { logIn } from '../store/session.ts'
import { sayAtLogin, takeLogin } from '../ui/login-form.ts'
import type { LoginEntry, LoginWords } from '../ui/login-form.ts'

const UNSAFE = '浏览器只在安全的地址（https）上允许保存加密资料。请用 https 开头的地址打开。'

let problem: LoginWords['problem'] = null

/** The one page that needs a network: its form is in the page before the app is. */
export function openLogin(): void {
  if (!globalThis.isSecureContext) problem = { code: 'unsafe', text: UNSAFE }
  takeLogin(globalThis.isSecureContext ? submit : null, () => go('today'))
  onPhone(tell)
  tell()
}

function tell(): void {
  const { farewell, isExpired, me } = phoneNow()
  sayAtLogin({ farewell, expired: isExpired ? me : null, problem })
}

async function submit(entry: LoginEntry): Promise<'in' | 'out'> {
  problem = null
  tell()
  try {
    await logIn(entry)
    go('today')
    void sendNow()
    return 'in'
  } catch (error) {
    problem = problemOf(error)
    tell()
    return 'out'
  }
}

function problemOf(error: unknown): { code: string; text: string } {
  if (!(error instanceof ApiError)) throw error
  return { code: error.code, text: error.status === 0 ? '没有网络，登录不了。第一次登录和过期以后要有网。' : error.message }
}
