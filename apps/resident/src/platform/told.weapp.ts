import { requestSubscribeMessage } from '@tarojs/taro'
import { wechatCode } from './session'

declare const YIHU_TOLD_TEMPLATE: string

/** Whether this mini-program was built with a message that tells that a report is done. */
export function canBeTold(): boolean {
  return YIHU_TOLD_TEMPLATE !== ''
}

/** Asks in WeChat's own words; answers what the server recognises the person by, or undefined when they would rather not. @throws Problem */
export async function agreeToBeTold(): Promise<string | undefined> {
  const answer: Record<string, unknown> = await requestSubscribeMessage({ tmplIds: [YIHU_TOLD_TEMPLATE], entityIds: [] }).then((given) => ({ ...given }), () => ({}))
  return answer[YIHU_TOLD_TEMPLATE] === 'accept' ? wechatCode() : undefined
}
