import { requestSubscribeMessage } from '@tarojs/taro'
import { wechatCode } from './session'
import type { ToldAnswer } from './told.h5.ts'

declare const YIHU_TOLD_TEMPLATE: string

/** Whether this mini-program was built with a message that tells that a report is done. */
export function canBeTold(): boolean {
  return YIHU_TOLD_TEMPLATE !== ''
}

/** Asks in WeChat's own words. `ban`, `filter` or a failure: a switch is off, or the template is out of force. @throws Problem */
export async function agreeToBeTold(): Promise<ToldAnswer> {
  const given: Record<string, unknown> = await requestSubscribeMessage({ tmplIds: [YIHU_TOLD_TEMPLATE], entityIds: [] }).then((answer) => ({ ...answer }), () => ({}))
  const word = given[YIHU_TOLD_TEMPLATE]
  if (word === 'accept') return { code: await wechatCode() }
  return word === 'reject' ? 'declined' : 'not-let'
}
