import { z } from 'zod'
import { AppealForm, AppealProgress, AtGate } from './appeals.ts'
import { Day, ForeignId, Id, Instant, optionalText, text } from './common.ts'
import { contract } from './contract.ts'
import { Booking } from './services.ts'

const TAG = '居民登录'

/** A mobile telephone, as digits alone: 「+86 138-…」 is the same. */
const Mobile = z.string({ error: '请填写手机号' }).transform((typed) => typed.replaceAll(/[\s\-()（）－—]/gu, '').replace(/^(?:\+|00)?86(?=1)/u, '')).pipe(z.string().regex(/^1\d{10}$/u, '手机号是 11 位数字'))
const Code = z.string({ error: '请填写验证码' }).transform((typed) => typed.normalize('NFKC').replaceAll(/\s/gu, '')).pipe(z.string().regex(/^\d{6}$/u, '验证码是 6 位数字'))

/** A code is on its way. `standIn`: what the telephone would read, where this house has no text messages (demo only). */
const SentCode = z.object({ sentTo: z.string(), minutes: z.number(), standIn: z.string().nullable() })
export type SentCode = z.infer<typeof SentCode>

export const askResidentCode = contract({ method: 'POST', path: '/resident-codes', tag: TAG, summary: '要一个登录验证码：谁来要、回答都一样', status: 201, body: z.object({ phone: Mobile, proof: AtGate.proof }), answer: SentCode })

/** The token goes in the cookie (H5) or as Bearer (WeChat). */
const Opened = z.object({ token: z.string(), expiresAt: Instant, /** Somebody who came by WeChat may have shown no telephone. */ hasPhone: z.boolean() })

export const openResidentSession = contract({ method: 'POST', path: '/resident-sessions', tag: TAG, summary: '凭验证码登录', status: 201, body: z.object({ phone: Mobile, code: Code }), answer: Opened })

export const openWechatSession = contract({
  method: 'POST', path: '/resident-sessions/wechat', tag: TAG, summary: '微信登录：小程序给的 code，由服务器去换', status: 201, body: z.object({ code: z.string().min(1, '微信没有给出登录凭证').max(200) }), answer: Opened,
})

/** A report in a list. No query code: it is somebody else's, seen by consent. */
const ReportLine = z.object({ number: z.string(), queryCode: z.string().nullable(), title: z.string(), at: Instant, stateText: z.string(), /** Who reported it for the person. */ through: z.string().nullable() })
export type ReportLine = z.infer<typeof ReportLine>

const ResidentMe = z.object({ phone: z.string().nullable(), reports: z.array(ReportLine), bookings: z.array(Booking) })

export const showResidentMe = contract({ method: 'GET', path: '/resident-me', tag: TAG, summary: '我的：凭登录看自己电话名下的报事和预约', answer: ResidentMe })
export const closeResidentSession = contract({ method: 'POST', path: '/resident-me/logout', tag: TAG, summary: '退出登录；everywhere 连别的手机一起', body: z.object({ everywhere: z.literal(true).optional() }), answer: z.undefined(), status: 204 })
export const eraseResident = contract({ method: 'POST', path: '/resident-me/erasure', tag: TAG, summary: '注销：登录、绑定和代办授权全部删掉，报过的事不变；可以连同用这个手机号在报事、提议、预约、报名里留过的称呼和电话一起抹去', body: z.object({ contacts: z.literal(true).optional() }), answer: z.undefined(), status: 204 })

export const bindReport = contract({
  method: 'POST', path: '/resident-me/reports', tag: TAG, summary: '凭编号和查询码，把没留电话的报事加到我的名下', body: z.object({ number: z.string().trim().min(1, '请填写编号').max(32), queryCode: z.string().min(1, '请填写查询码').max(32) }), answer: ReportLine,
})

export const wishToBeTold = contract({
  method: 'POST', path: '/appeals/:number/wish', tag: TAG, summary: '办完时在微信里告诉我一次：凭查询码和小程序给的 code，先由本人在微信里同意', params: z.object({ number: z.string().min(1).max(32) }),
  body: z.object({ queryCode: z.string().min(1, '请填写查询码').max(32), code: z.string().min(1, '微信没有给出登录凭证').max(200) }), answer: z.undefined(), status: 204,
})

export const HELPER_SCOPES = { report: '报事', book: '预约', follow: '看进度' } as const
export type HelperScope = keyof typeof HELPER_SCOPES
const Scopes = z.array(z.enum(Object.keys(HELPER_SCOPES) as [HelperScope, ...HelperScope[]])).min(1, '请选至少一样').transform((scopes) => [...new Set(scopes)]) // keys of a literal table

/** A consent as one of the two sees it: `name` and `phone` are the other's. */
const Helping = z.object({
  id: Id, name: z.string(), phone: z.string(), scopes: z.array(z.enum(['report', 'book', 'follow'])), state: z.enum(['asked', 'active', 'ended']), stateText: z.string(), endsAt: Instant, way: z.enum(['code', 'paper']),
})
export type Helping = z.infer<typeof Helping>

const Family = z.object({ helping: z.array(Helping), helpedBy: z.array(Helping), looks: z.array(z.object({ at: Instant, by: z.string(), what: z.string() })) })

export const showFamily = contract({ method: 'GET', path: '/resident-me/family', tag: TAG, summary: '家人帮办：我帮谁、谁帮我、替我做过看过什么', answer: Family })

export const askToHelp = contract({
  method: 'POST', path: '/resident-me/helpings', tag: TAG, summary: '请家人同意由我代办：验证码发到家人的手机，短信写明是谁、为什么', status: 201,
  body: z.object({ phone: Mobile, name: text(40, '家人的称呼'), ownName: text(40, '您的姓名').pipe(z.string().regex(/^[\p{Script=Han}\p{Script=Latin}·• ]+$/u, '姓名只能是汉字、字母和中间的点')), scopes: Scopes }), answer: SentCode.extend({ id: Id }),
})

const One = z.object({ id: Id })
export const agreeToHelp = contract({ method: 'POST', path: '/resident-me/helpings/:id/agreement', tag: TAG, summary: '家人把验证码告诉了我：同意生效', params: One, body: z.object({ code: Code }), answer: Family })
export const endHelping = contract({ method: 'POST', path: '/resident-me/helpings/:id/end', tag: TAG, summary: '撤回同意或不再代办：两边都可以', params: One, answer: Family })
export const listHelpedReports = contract({ method: 'GET', path: '/resident-me/helpings/:id/reports', tag: TAG, summary: '同意以后家人报的事，和我替家人报的事', params: One, answer: z.object({ name: z.string(), reports: z.array(ReportLine) }) })

export const showHelpedReport = contract({
  method: 'GET', path: '/resident-me/helpings/:id/reports/:number', tag: TAG, summary: '替家人看一件事的进度；家人看得到我看过', params: One.extend({ number: z.string().max(32) }), answer: AppealProgress,
})

const ClientId = ForeignId.min(8).max(64)
/** No query code, and said so, for pages of before ask: who helps reads under the consent only, and no longer than it stands. */
const HelpedReceipt = z.object({ number: z.string(), queryCode: z.null() })
export const reportForParent = contract({
  method: 'POST', path: '/resident-me/helpings/:id/appeals', tag: TAG, summary: '替家人报事：记在家人名下，写明由谁代办', status: 201, params: One,
  body: AppealForm.omit({ contact: true, clientId: true }).extend({ clientId: ClientId }), answer: HelpedReceipt,
})

export const bookForParent = contract({
  method: 'POST', path: '/resident-me/helpings/:id/bookings', tag: TAG, summary: '替家人预约', status: 201, params: One, body: z.object({ itemId: z.string().regex(/^[a-z0-9-]{2,40}$/u, '编号的写法不对'), startsAt: Instant, clientId: ClientId }), answer: Booking,
})

export const helpForParent = contract({
  method: 'POST', path: '/resident-me/helpings/:id/help', tag: TAG, summary: '替家人请网格员上门代办：记在家人名下', status: 201, params: One,
  body: z.object({ itemId: z.string().regex(/^[a-z0-9-]{2,40}$/u, '编号的写法不对'), address: text(200, '住址'), note: optionalText(500, '说明'), clientId: ClientId }), answer: HelpedReceipt,
})

/** A consent as staff see it: both sides masked. */
export const ConsentRow = Helping.omit({ name: true, phone: true }).extend({
  helper: z.string(), parent: z.string(), paperNote: z.string().nullable(), recordedBy: z.string().nullable(), confirmedBy: z.string().nullable(),
  /** The paper waits for a second person, and whoever asks is one. */
  canConfirm: z.boolean(),
})
export type ConsentRow = z.infer<typeof ConsentRow>

export const findConsents = contract({ method: 'POST', path: '/helper-consents/search', tag: TAG, summary: '一位家人电话名下的代办同意，姓名电话遮住', body: z.object({ phone: Mobile }), answer: z.object({ consents: z.array(ConsentRow) }) })

export const recordPaperConsent = contract({
  method: 'POST', path: '/helper-consents', tag: TAG, summary: '登记写在纸上的同意：谁签的、哪天签的要写明；另一位工作人员核对后才生效', status: 201,
  body: z.object({ helperPhone: Mobile, helperName: text(40, '代办人的姓名'), parentPhone: Mobile, parentName: text(40, '家人的姓名'), scopes: Scopes, until: Day.optional(), note: text(200, '谁签的、哪天签的') }),
  answer: ConsentRow,
})

export const listWaitingConsents = contract({ method: 'GET', path: '/helper-consents', tag: TAG, summary: '写在纸上、还等另一位工作人员核对的同意', answer: z.object({ consents: z.array(ConsentRow) }) })
export const confirmPaperConsent = contract({ method: 'POST', path: '/helper-consents/:id/confirm', tag: TAG, summary: '看过同意书原件，同意从此生效；登记的人自己不能核对', params: One, answer: ConsentRow })

export const endConsent = contract({ method: 'POST', path: '/helper-consents/:id/end', tag: TAG, summary: '家人到窗口来撤回', params: One, answer: ConsentRow })
