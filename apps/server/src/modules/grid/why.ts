import { isEvening, localDate, localTime } from '@yihu/domain'
import type { LastOf } from './repo-due.ts'

/** «每月必访：独居老人户，上次 10 月 28 日». */
export function whyOf({ name, of, last }: { readonly name: string; readonly of: string; readonly last: LastOf | undefined }): string {
  const done = last?.lastAt ? `上次 ${dayText(last.lastAt)}` : '还没有记录'
  const { nobody = 0, nobodyAt = null } = last ?? {}
  const tried = nobody > 0 && nobodyAt ? `，这一期去过 ${nobody} 次没人（${dayText(nobodyAt)}${isEvening(localTime(nobodyAt.getTime())) ? '晚上' : '白天'}）` : ''
  return `${name}：${of}，${done}${tried}`
}

function dayText(at: Date): string {
  const [, month, day] = localDate(at.getTime()).split('-').map(Number)
  return `${month} 月 ${day} 日`
}
