export { contract } from './contract.ts'
export type { AnswerOf, AnyContract, BodyOf, CallOf, Contract, ParamsOf, QueryOf } from './contract.ts'
export { Crs, Day, ErrorBody, FileRef, Id, Instant, Point } from './common.ts'
export { errorCodes, ERRORS, errorText, Fault } from './errors.ts'
export type { ErrorCode } from './errors.ts'
export { changePassword, confirmTotp, createUser, listUsers, login, logout, Me, Role, ROLES, startTotp, updateUser, UserRow, whoAmI } from './session.ts'
export { MoveForm, RatingForm, StillThereForm } from './moves.ts'
export { appealFile, AppealForm, AppealProgress, raiseAppeal, rateAppeal, sayStillThere, showAppeal, showCode, SignalForm, takeSignals, uploadFile } from './appeals.ts'
export {
  CaseDetail, caseFile, CaseQuery, CaseRow, countCases, Desk, DESKS, DispatchReason, Duplicate, findDuplicates, listCases, moveCase, nearbyCases,
  registerCase, revealReporter, showCase, TimelineEntry,
} from './cases.ts'
export { attendCase, BATCH_LIMIT, findCaller, LIST_FIELDS, moveCases, saveDeskSetting, showDeskSetting, suggestAddresses, suggestUnits } from './desk.ts'
export type { AddressHint, DeskSetting, DeskView, ListField } from './desk.ts'
export { Source, SOURCES } from './sources.ts'
export { AREA_LEVELS, AreaLevel, AreaRow, baseMap, checkTopology, FeatureCollection, importAreas, listAreas, listUnits, locatePoint, showArea } from './places.ts'
export {
  ClassRow, computeDue, listAudit, listClasses, listNotices, listServiceItems, LiveEvent, liveEvents, NoticeRow, readNotices,
  saveCalendarYear, showCalendar, suggestClass, verifyAudit,
} from './reference.ts'
export {
  addDraftRule, checkDutyRules, dropDutyDraft, DUTY_FINDINGS, DutyDraft, DutyDraftRow, DutyFinding, DutyProposal, DutyRuleForm, DutyRuleRow, DutySimulation, DutyTarget,
  DutyVersion, listDutyProposals, listDutyRules, listDutyVersions, listUnitLoad, publishDutyRules, removeDraftRule, restoreDutyVersion, revertDraftRule, saveDraftRule,
  showDutyDraft, showDutyVersion, simulateDuty, UnitLoad,
} from './duty.ts'
export type { DutyFindingKind } from './duty.ts'
export { IMPORT_FIELDS, importErrors, ImportField, ImportJob, ImportState, listImports, previewImport, showImport, startImport } from './imports.ts'
