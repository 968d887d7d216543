import { localDate, localTime } from '../time/zone.ts'
import type { Instant } from '../time/zone.ts'
import { isEvening } from './evening.ts'

/** What is known of a subject of a routine: when it was last settled, and who knocked in vain since its days began. */
export interface LastDone {
  readonly lastAt: Instant | null
  readonly nobody: number
  readonly nobodyAt: Instant | null
}

/** Why something is due: «每月必访：独居老人户，上次 10 月 28 日». */
export function whyDue({ name, of, last }: { readonly name: string; readonly of: string; readonly last: LastDone | undefined }): string {
  const { lastAt = null, nobody = 0, nobodyAt = null } = last ?? {}
  const done = lastAt === null ? '还没有记录' : `上次 ${dayText(lastAt)}`
  const tried = nobody > 0 && nobodyAt !== null ? `，这一期去过 ${nobody} 次没人（${dayText(nobodyAt)}${isEvening(localTime(nobodyAt)) ? '晚上' : '白天'}）` : ''
  return `${name}：${of}，${done}${tried}`
}

function dayText(at: Instant): string {
  const [, month, day] = localDate(at).split('-').map(Number)
  return `${month} 月 ${day} 日`
}
