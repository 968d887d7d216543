import { Fault } from '@yihu/contracts'

/** The public password of the demo accounts; it fails every rule below, so nobody else can have it. */
export const DEMO_PASSWORD = 'yihu-demo'

const MIN_LENGTH = 10
const KINDS = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u]

/** Pieces that guessing programs try first, after letters are lowered and common digits are read as letters. */
const COMMON = ['password', 'passwd', 'qwerty', 'asdfgh', 'zxcvbn', '1qaz2wsx', 'iloveyou', 'welcome', 'admin', 'abc123', '123456', '654321', '111111', '888888', '666666', '5201314', 'yihu', 'xuegong', 'zibo']
const LOOKALIKES: Readonly<Record<string, string>> = { '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }

/** Why a password will not do, in words, or null (GB/T 22239-2019 8.1.4.1: complexity). */
export function weakness(password: string, username: string): string | null {
  if ([...password].length < MIN_LENGTH) return `至少 ${MIN_LENGTH} 个字符`
  if (KINDS.filter((kind) => kind.test(password)).length < 3) return '要有大写字母、小写字母、数字、符号中的三种'
  const lower = password.toLowerCase()
  if (username.length > 0 && lower.includes(username.toLowerCase())) return '不能包含用户名'
  const letters = [...lower].map((char) => LOOKALIKES[char] ?? char).join('')
  if (COMMON.some((piece) => lower.includes(piece) || letters.includes(piece))) return '包含容易被猜到的常用密码'
  if (/(.)\1{3}/u.test(lower)) return '不能有连续四个相同的字符'
  return null
}

/** @throws password-weak */
export function checkPassword(password: string, username: string): void {
  const rule = weakness(password, username)
  if (rule !== null) throw new Fault('password-weak', { details: { rule } })
}
