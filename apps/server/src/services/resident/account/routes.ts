import { askResidentCode, bindReport, closeResidentSession, eraseResident, openResidentSession, openWechatSession, showResidentMe, wishToBeTold } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { anyone } from '../../../kernel/http/index.ts'
import type { Router } from '../../../kernel/http/index.ts'
import type { PhoneData } from '../../../kernel/module.ts'
import { workAlways } from '../../../platform/signals/index.ts'
import { sendCode } from './codes.ts'
import { bind, erase, ownOf, signOut } from './own.ts'
import { wish } from '../told/wishes.ts'
import { clearCookie, residentIn, residentOf, setCookie } from './session.ts'
import { signInByCode, signInByWechatCode } from './sign-in.ts'

/** Many people stand behind one address of a mobile network; each telephone has a measure of its own (`codes.ts`). */
const SENDING = { max: 30, windowSeconds: 600 }
const SIGNING = { max: 60, windowSeconds: 600 }
const WRITING = { max: 30, windowSeconds: 60 }
const READING = { max: 120, windowSeconds: 60 }

/** Signing in, and what is one's own. Sessions of residents are no sessions of staff: the routes are public and ask for the resident themselves. */
export function accountRoutes(router: Router, context: Context, phoneData: () => readonly PhoneData[]): void {
  router.on(askResidentCode, anyone('居民登录之前没有登录', SENDING), async ({ body: { phone, proof } }) => {
    workAlways(context, { subject: `code ${phone}`, proof })
    return sendCode(context, { phone, purpose: 'login' })
  })
  router.on(openResidentSession, anyone('居民登录之前没有登录', SIGNING), async ({ body, request, reply }) => {
    const opened = await signInByCode(context, body, await residentIn(context, request))
    setCookie(request, reply, opened)
    return opened
  })
  router.on(openWechatSession, anyone('居民登录之前没有登录', SIGNING), async ({ body, request, reply }) => {
    const opened = await signInByWechatCode(context, body.code)
    setCookie(request, reply, opened)
    return opened
  })
  router.on(showResidentMe, anyone('居民凭自己的登录看自己的', READING), async ({ request }) => ownOf(context, await residentOf(context, request)))
  router.on(bindReport, anyone('居民凭自己的登录和查询码', WRITING), async ({ body, request }) => bind(context, await residentOf(context, request), body))
  router.on(wishToBeTold, anyone('居民凭查询码要办完时告诉', WRITING), ({ params, body }) => wish(context, params.number, body))
  router.on(closeResidentSession, anyone('居民退出自己的登录', WRITING), async ({ body, request, reply }) => {
    await signOut(context, await residentOf(context, request), body)
    clearCookie(reply)
  })
  router.on(eraseResident, anyone('居民注销自己的登录', WRITING), async ({ body, request, reply }) => {
    await erase(context, await residentOf(context, request), { ip: request.ip, contacts: body.contacts ? phoneData() : [] })
    clearCookie(reply)
  })
}
