import { writeStore } from './store.ts'

/** Notes that somebody is signed in here; the token itself stays in a cookie that no script can read. */
export function keepSession({ expiresAt, hasPhone }: { readonly token: string; readonly expiresAt: string; readonly hasPhone: boolean }): boolean {
  return writeStore('session', { expiresAt, hasPhone })
}

/** A browser has no WeChat code to offer. */
export function canWechat(): boolean {
  return false
}

export async function wechatCode(): Promise<string> {
  return ''
}
