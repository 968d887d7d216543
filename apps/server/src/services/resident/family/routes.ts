import {
  agreeToHelp, askToHelp, bookForParent, endConsent, endHelping, confirmPaperConsent, findConsents, helpForParent, listHelpedReports, listWaitingConsents, recordPaperConsent, reportForParent, showFamily, showHelpedReport,
} from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { anyone, may } from '../../../kernel/http/index.ts'
import type { Router } from '../../../kernel/http/index.ts'
import { residentOf } from '../account/session.ts'
import { bookFor, helpedProgress, helpedReports, helpFor, reportFor } from './act.ts'
import { askConsent, confirmConsent, endConsentOf, familyOf } from './consents.ts'
import { confirmPaper, consentsFor, endByStaff, recordPaper, waitingConsents } from './paper.ts'

const SENDING = { max: 10, windowSeconds: 600 }
const WRITING = { max: 30, windowSeconds: 60 }
const READING = { max: 120, windowSeconds: 60 }

/** Family helpers: of residents, who sign in; and on paper, by staff. */
export function familyRoutes(router: Router, context: Context): void {
  const WHO = '居民凭自己的登录和家人的同意'
  router.on(showFamily, anyone(WHO, READING), async ({ request }) => familyOf(context, await residentOf(context, request)))
  router.on(askToHelp, anyone(WHO, SENDING), async ({ body, request }) => askConsent(context, await residentOf(context, request), body))
  router.on(agreeToHelp, anyone(WHO, WRITING), async ({ params, body, request }) => confirmConsent(context, await residentOf(context, request), { id: params.id, code: body.code, ip: request.ip }))
  router.on(endHelping, anyone(WHO, WRITING), async ({ params, request }) => endConsentOf(context, await residentOf(context, request), { id: params.id, ip: request.ip }))
  router.on(listHelpedReports, anyone(WHO, READING), async ({ params, request }) => helpedReports(context, await residentOf(context, request), params.id))
  router.on(showHelpedReport, anyone(WHO, READING), async ({ params, request }) => helpedProgress(context, await residentOf(context, request), params))
  router.on(reportForParent, anyone(WHO, WRITING), async ({ params, body, request }) => reportFor(context, await residentOf(context, request), { id: params.id, body }))
  router.on(bookForParent, anyone(WHO, WRITING), async ({ params, body, request }) => bookFor(context, await residentOf(context, request), { id: params.id, body }))
  router.on(helpForParent, anyone(WHO, WRITING), async ({ params, body, request }) => helpFor(context, await residentOf(context, request), { id: params.id, body }))

  router.on(findConsents, may('service.desk'), ({ body, actor, request }) => consentsFor(context, actor, { ...body, ip: request.ip }))
  router.on(recordPaperConsent, may('service.desk'), ({ body, actor, request }) => recordPaper(context, actor, { ...body, ip: request.ip }))
  router.on(listWaitingConsents, may('service.desk'), ({ actor }) => waitingConsents(context, actor))
  router.on(confirmPaperConsent, may('service.desk'), ({ params, actor, request }) => confirmPaper(context, actor, { id: params.id, ip: request.ip }))
  router.on(endConsent, may('service.desk'), ({ params, actor, request }) => endByStaff(context, actor, { id: params.id, ip: request.ip }))
}
