import { login } from '@tarojs/taro'
import { Problem } from '../model/problem.ts'
import { writeStore } from './store.ts'

/** Keeps the token: a mini-program has no cookies. */
export function keepSession(opened: { readonly token: string; readonly expiresAt: string; readonly hasPhone: boolean }): boolean {
  return writeStore('session', opened)
}

export function canWechat(): boolean {
  return true
}

/** What WeChat gives the server to recognise this person by. @throws Problem */
export async function wechatCode(): Promise<string> {
  const { code } = await login().catch(() => {
    throw new Problem('refused', '微信没有让登录。请再点一次，或者用手机号登录。')
  })
  return code
}
