/**
 * Cases: one matter, one owner, one deadline, one answer; four steps from 诉求受理 to 办结归档.
 * Owns `case_file`, `case_event`, `case_reporter`, `case_counter`, `attachment`, `desk_setting`.
 * Raises `case.raised`, `case.moved`, `case.closed`, `case.card`, `case.recomputed`, `case.noted`, `case.presence`; hears `calendar.changed`, `case.*` for notices.
 */
import { defineModule } from '../../kernel/module.ts'
import { remindUnanswered, tellAsker } from './coordination-remind.ts'
import { checkNightly } from './check-chains.ts'
import { indicators } from './indicators.ts'
import { layers } from './layers.ts'
import { moveAction } from './move-action.ts'
import { keepMonths } from './months.ts'
import { turnCards } from './overdue.ts'
import { personData } from './person-data.ts'
import { recomputeDeadlines } from './recompute.ts'
import { phoneData } from './own-data.ts'
import { remindOverdue } from './remind.ts'
import { routes } from './routes.ts'
import { tellCard, tellMove, tellRaised } from './tell.ts'

export { briefsOf } from './brief.ts'
export type { CaseBrief } from './brief.ts'
export { keepPhoto, keepUpload, sendAttachment, sendStored } from './attachments.ts'
export { commonestClass, countOpenByArea, countSpan, countWeekly } from './repo-weekly.ts'
export type { WeeklyCount } from './repo-weekly.ts'
export { FOLLOWER, REPORTER, SYSTEM } from './fold.ts'
export type { CaseStep, Mover } from './fold.ts'
export { foreseeDeadlines } from './foresee.ts'
export { callsOf } from './district-calls.ts'
export { findCases } from './find-cases.ts'
export { casesForPhone } from './for-phone.ts'
export { groundOf } from './load-ground.ts'
export type { Ground } from './ground.ts'
export { countOpenCases } from './list.ts'
export { loadHistory } from './history.ts'
export { lengthOf, SHEET_COLUMNS, sheetRows } from './sheet.ts'
export { chainOfCase } from './verify-case.ts'
export type { ListQuery } from './repo-list.ts'
export { isAllUnits, withPerson } from './list.ts'
export { moveCase } from './move.ts'
export { nearReports, reportToJoin, reportToReopen } from './near-reports.ts'
export { noteCase } from './note-case.ts'
export { openCasesNear } from './repo-list.ts'
export { eraseOwnContact, ownDataOf } from './own-data.ts'
export { recomputeDeadlines, turnCards }
export { remindOverdue, remindUnanswered }
export { prepare } from './prepare.ts'
export type { Prepared, RaiseInput } from './prepare.ts'
export { progressOf } from './progress.ts'
export { takeUploads, waitingUploads } from './repo-attachment.ts'
export { photosWithMove, standingsOf, withFollowers } from './repo-standing.ts'
export type { CaseStanding } from './repo-standing.ts'
export { isAboutPlaces } from './public.ts'
export { countPeople, countPlaces, listPublic } from './repo-public.ts'
export type { PublicCase } from './repo-public.ts'
export { readSolved } from './repo-solved.ts'
export { readSaid } from './repo-said.ts'
export { countDaily } from './repo-rates.ts'
export type { DailyCount } from './repo-rates.ts'
export { readDecided, readKeptSuggestions } from './repo-decided.ts'
export { reporterOf } from './repo-reporter.ts'
export { linesOf, reportsOfPhone } from './own-reports.ts'
export type { OwnReport } from './own-reports.ts'
export { actAsSystem, findByNumber, findCase, numbersOf } from './repo.ts'
export type { CaseRecord } from './repo.ts'
export { keepMonths } from './months.ts'
export { moveTimes } from './repo-times.ts'
export { ensureMonths } from './repo-trace.ts'
export { detailOf, moverOf } from './show.ts'
export { store } from './store.ts'
export { isFileTicket } from './file-ticket.ts'
export { isQueryCode, queryCodeOf } from './query-code.ts'
export { verifyTrace } from './verify.ts'

/** Manifest of the module. */
export const cases = defineModule({
  id: 'cases',
  name: '案件',
  personData,
  permissions: {
    'case.read': '查看案件',
    'case.register': '登记诉求',
    'case.accept': '受理',
    'case.verify': '核实与自处理',
    'case.file': '立案',
    'case.dispatch': '派遣',
    'case.handle': '处置',
    'case.check': '核查与回访',
    'case.approve': '审批与结案',
    'case.urge': '督办',
    'case.reveal': '查看报事人',
  },
  routes,
  indicators,
  phoneData,
  actions: [moveAction],
  layers,
  handlers: {
    'calendar.changed': async (_tx, _event, context) => void (await recomputeDeadlines(context)),
    'case.raised': tellRaised,
    'case.moved': async (tx, event, context) => {
      await tellMove(tx, event, context)
      await tellAsker(tx, event, context)
    },
    'case.closed': tellMove,
    'case.card': tellCard,
  },
  jobs: [
    { name: 'case.cards', cron: '*/5 * * * *', run: async (context) => void (await turnCards(context)) },
    { name: 'audit.check', cron: '20 2 * * *', isMadeUp: true, run: checkNightly },
    { name: 'case.calendar', cron: '10 * * * *', run: async (context) => void (await recomputeDeadlines(context)) },
    { name: 'case.unanswered', cron: '*/10 * * * *', run: remindUnanswered },
    { name: 'case.overdue', cron: '0 9 * * *', run: remindOverdue },
    { name: 'case.months', cron: '0 3 * * *', run: keepMonths },
  ],
})
