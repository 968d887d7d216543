import { writeStore } from './store.ts'

/** Notes that somebody is signed in here; the token itself stays in a cookie that no script can read. */
export function keepSession({ expiresAt }: { readonly token: string; readonly expiresAt: string }): boolean {
  return writeStore('session', { expiresAt })
}

/** A browser has no WeChat code to offer. */
export function canWechat(): boolean {
  return false
}

export async function wechatCode(): Promise<string> {
  return ''
}
