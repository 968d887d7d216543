export { contract, inBody } from './contract.ts'
export type { AnswerOf, AnyContract, BodyOf, CallOf, Contract, ParamsOf, QueryOf } from './contract.ts'
export { AreaPath, Crs, Day, ErrorBody, FileRef, Id, Instant, Point } from './common.ts'
export { errorCodes, ERRORS, errorText, Fault } from './errors.ts'
export type { ErrorCode } from './errors.ts'
export { changePassword, confirmTotp, createUser, listUsers, login, logout, Me, Role, ROLES, startTotp, updateUser, UserRow, whoAmI } from './session.ts'
export { MoveForm, RatingForm, StillThereForm } from './moves.ts'
export { appealFile, AppealForm, AppealProgress, eraseOwnData, joinReport, listNearReports, NearReport, OwnData, raiseAppeal, rateAppeal, sayStillNear, sayStillThere, showAppeal, showOwnData, SignalForm, takeSignals, uploadFile } from './appeals.ts'
export {
  CASE_HAPPENINGS, CASE_MARKS, CaseDetail, caseFile, CaseQuery, CaseRow, countCases, Desk, DESKS, DispatchReason, Duplicate, findDuplicates, listCases, listHandlers, moveCase, nearbyCases,
  registerCase, REPORTER_PURPOSES, revealReporter, showCase, TimelineEntry,
} from './cases.ts'
export type { CaseHappening, CaseMark, ReporterPurpose } from './cases.ts'
export { attendCase, BATCH_LIMIT, findCaller, LIST_FIELDS, listPaces, moveCases, promiseCase, saveDeskSetting, showDeskSetting, suggestAddresses, suggestUnits } from './desk.ts'
export type { AddressHint, DeskSetting, DeskView, ListField } from './desk.ts'
export { CasePoint, compareIndicator, exportIndicator, IndicatorFigure, listCasePoints, listIndicators, SCREENS, showIndicator } from './indicators.ts'
export {
  BULLETIN_RHYTHMS, bulletinFile, CARD_LIMIT, CARD_WIDTHS, DASHBOARD_LIMIT, DASHBOARD_ROLES, DashboardForm, indicatorBook, listBulletins, listDashboards, makeBulletin, removeDashboard, saveDashboard, showDashboard, THRESHOLD_TONES,
} from './dashboards.ts'
export type { Bulletin, BulletinRhythm, BulletinSchedule, CardWidth, DashboardCard, DashboardRow, Standing, Threshold, ThresholdTone } from './dashboards.ts'
export type { Screen } from './indicators.ts'
export { exportInside, listInside, MOST_INSIDE, LAYER_TONES, LayerInfo, listLayers, showTile } from './layers.ts'
export type { LayerTone } from './layers.ts'
export { dropRaster, importRaster, listRasters, OuterBase, RASTER_FILE_MB, RasterInfo, showRasterTile } from './rasters.ts'
export { changeCode, CODE_KINDS, CodeRow, codeSheet, issueCodes, listCodes, readPaper, SHEET_LIMIT, showCode, showScans } from './codes.ts'
export type { CodeKind } from './codes.ts'
export { changePart, listParts, nearbyParts, PART_STATES, partHistory, PartRow } from './pool.ts'
export type { PartState } from './pool.ts'
export {
  addRelation, CardField, changePoolEntry, createPoolEntry, endRelation, ENTRY_STATES, Fact, HouseholdRow, HouseRow, listHouseholds, listHouses, listOrganisations, listPersons, listPoolTags, listVehicles, movePerson, OrganisationRow, PERSON_STATES, PersonRow, PoolCard,
  PoolChange, poolHistory, PoolTag, RegisterQuery, RelationRow, LineageStep, savePoolTag, showLineage, showPoolEntry, VehicleRow,
} from './pool-registers.ts'
export type { PersonState } from './pool-registers.ts'
export {
  addSensitiveEntry, decideSensitiveRegister, DeletionProof, endSensitiveRegister, erasePerson, listAccesses, listRetention, listSensitiveReaders, listSensitiveRegisters, mergePersons, PERSON_FIGURES, personFigures, personFile,
  proposeSensitiveRegister, readSensitiveRegister, removeSensitiveEntry, RetentionRule, REVEAL_PURPOSES, revealPerson, saveRetentionRule, SENSITIVE_KINDS, SENSITIVE_STATES, SensitiveEntry,
  SensitiveRegister, unmergePerson,
} from './pool-privacy.ts'
export type { PersonFigure, SensitiveKind } from './pool-privacy.ts'
export { listPowers, listUnitScores, PowerRow, POWERS, savePower, scoreUnit, UnitScore } from './powers.ts'
export type { PowerCode } from './powers.ts'
export { SEARCH_KINDS, searchAll, SearchHit } from './search.ts'
export type { SearchKind } from './search.ts'
export { actOnHeld, HELD_ACTS, HELD_LIMIT, HeldHeap, HeldReport, HOLD_REASONS, listHeld, listHeldHeaps } from './held.ts'
export type { HeldAct } from './held.ts'
export {
  agreeToHelp, askResidentCode, askToHelp, bindReport, bookForParent, closeResidentSession, endConsent, endHelping, eraseResident, confirmPaperConsent, ConsentRow, findConsents, HELPER_SCOPES, helpForParent, listHelpedReports, listWaitingConsents, openResidentSession,
  openWechatSession, recordPaperConsent, reportForParent, showFamily, showHelpedReport, showResidentMe, wishToBeTold,
} from './residents.ts'
export type { HelperScope, Helping, ReportLine, SentCode } from './residents.ts'
export { GroundMap, showGround } from './ground.ts'
export { OpenMap, showOpenMap } from './open-map.ts'
export { Source, SOURCES } from './sources.ts'
export { ACTIVITY_PARTS, ActivityForm, actOnActivity, cancelSignup, confirmHours, eraseSignups, linkStory, listActivities, listDeskActivities, listOwnSignups, listSignups, revealSignup, saveActivity, showActivity, SIGNUP_STATES, signUp, writeActivity } from './activities.ts'
export type { ActivityLine, ActivityPart, ActivitySignup, DeskActivity, DeskSignup, SignupState } from './activities.ts'
export { actOnStory, DeskStory, deskStoryPicture, listDeskStories, listStories, saveStory, showStory, STORY_ACTS, STORY_KINDS, STORY_STATES, StoryForm, storyPicture, StoryPicture, writeStory } from './stories.ts'
export type { StoryAct, StoryKind, StoryLine, StoryState } from './stories.ts'
export { AREA_LEVELS, AreaLevel, AreaRow, baseMap, checkTopology, FeatureCollection, importAreas, listAreas, listUnits, locatePoint, saveUnit, showArea, UNIT_KINDS, UnitId, UnitKind, UnitRow } from './places.ts'
export {
  ClassRow, computeDue, foreseeCalendarYear, foreseeServiceHours, listAudit, listClasses, listNotices, LiveEvent, liveEvents, NoticeRow, readNotices,
  saveCalendarYear, saveServiceHours, showCalendar, suggestClass, verifyAudit,
} from './reference.ts'
export {
  addDraftRule, checkDutyRules, dropDutyDraft, DUTY_FINDINGS, DutyDraft, DutyDraftRow, DutyFinding, DutyProposal, DutyRuleForm, DutyRuleRow, DutySimulation, DutyTarget,
  DutyVersion, listDutyProposals, listDutyRules, listDutyVersions, listUnitLoad, publishDutyRules, removeDraftRule, restoreDutyVersion, revertDraftRule, saveDraftRule,
  showDutyDraft, showDutyVersion, simulateDuty, UnitLoad,
} from './duty.ts'
export type { DutyFindingKind } from './duty.ts'
export { GEOJSON_KINDS, IMPORT_KINDS, importBlank, importErrors, ImportJob, ImportKindId, ImportState, listImports, previewImport, showImport, startImport } from './imports.ts'
export {
  CALL_STATES, CallAll, COORDINATION_LIMIT, countCoordination, DistrictCall, listCallAlls, listDistrictCalls, listDistrictUnits, listSpecialRequests, listSuspended, listUrgings, SpecialRequest,
  SuspendedCase, Urging,
} from './coordination.ts'
export type { CallState } from './coordination.ts'
export {
  CareListQuery, CaseFile, decideExport, EXPORT_FORMATS, EXPORT_LIMIT, EXPORT_STATES, exportFile, ExportJob, ExportQuery, ListedQuery, listExports, PLACED_REGISTERS, requestExport, showCaseFile, showExport,
} from './exports.ts'
export type { ExportFormat, ExportState, RelationQuery } from './exports.ts'
export {
  acknowledgeHandover, BriefItem, BriefSection, composeHandover, giveHandover, Handover, HandoverHead, listHandovers, noteHandover, onDuty, Roster, saveRoster,
  Shift, SHIFT_ROLES, ShiftForm, ShiftPerson, showHandover, showRoster,
} from './shifts.ts'
export type { HandoverState, ShiftRole } from './shifts.ts'
export {
  ClassChangeRow, ClassDraft, ClassEdition, ClassForm, dropClassDraft, listClassEditions, publishClasses, restoreClassEdition, revertDraftClass, saveDraftClass,
  showClassDraft, showClassEdition, showDraftClass,
} from './catalogue.ts'
export type { DueEffect } from './reference.ts'
export { ApiKeyRow, createApiKey, listApiKeys, listOfficers, revokeApiKey, startSeeing, stopSeeing } from './access.ts'
export { listNoticeTemplates, NoticeTemplateRow, previewNoticeTemplate, resetNoticeTemplate, saveNoticeTemplate } from './templates.ts'
export {
  DISPUTE_KINDS, listMediations, MEDIATION_ORIGINS, MEDIATION_STATES, MEDIATION_STEPS, MediationDetail, mediationFile, MediationRow, MediationStep, openMediation, PARTY_SIDES,
  PartyForm, PERFORMANCES, revealParties, showMediation, stepMediation, uploadMediationFile,
} from './mediation.ts'
export type { DisputeKind, MediationOrigin, MediationParty, MediationState, MediationStepName, PartySide, Performance } from './mediation.ts'
export { ChainCheck, listChainChecks, startChainCheck } from './reference.ts'
export { AreaProblem, areasAsOf, EditableArea, editAreas, showAreaNeighbours } from './area-edit.ts'
export {
  cameraPicture, createDevice, DEVICE_HEALTH, deviceChart, DeviceDetail, DeviceId, DeviceRow, DeviceSighting, DeadLetter, importDevices, isCamera, LETTER_REASONS, listCameraChannels, listCameraPictures, listDeadLetters, listDevices, listProducts, listSightings, mapDevices, markDevice,
  PointForm, ProductForm, ProductRow, renewSecret, replayDeadLetters, saveDevice, saveProduct, showDevice, showWeather, takeIntake, takeReadings, VISITOR_KIND, WEATHER_KIND,
} from './devices.ts'
export type { CameraChannel, DeviceForm, DeviceHealth, LetterReason } from './devices.ts'
export { BulletinDraftAnswer, DRAFT_PROBLEMS, draftBulletin, draftCaseReply, listTextModels, ReplyDraftAnswer, showDrafting, switchTextModel, TEXT_MODEL_STATES, TextModelFigures, TextModelRow, trainTextModel } from './intelligence.ts'
export type { TextModels, TextModelState } from './intelligence.ts'
export { actOnAlarm, ALARM_ENDS, ALARM_SEVERITIES, ALARM_STATES, AlarmDetail, alarmFile, AlarmRow, countAlarms, listAlarms, showAlarm, startDrill, STEP_STATES, uploadAlarmFile } from './alarms.ts'
export type { AlarmEnd, AlarmSeverity, AlarmState, PlaybookStep, StepState } from './alarms.ts'
export { CAMPAIGN_REQUEST_STATES, decideCampaign, destroyCampaign, dryRunScenario, listScenarios, saveScenario, ScenarioDetail, ScenarioParameter, ScenarioRow, showScenario } from './scenarios.ts'
export { CLUSTER_STATES, CLUSTER_TRENDS, ClusterDetail, ClusterRow, listClusters, refreshClusters, showCluster } from './clusters.ts'
export type { ClusterState, ClusterTrend } from './clusters.ts'
export { EFFECT_VERDICTS, listPreventionTasks, openPreventionTask, PREVENTION_ORIGINS, PreventionEffect, PreventionTask, showPreventionEffect } from './prevention.ts'
export type { EffectVerdict, PreventionOrigin } from './prevention.ts'
export {
  addCareReminder, CARE_CONTACTS, CARE_KINDS, CARE_REMINDERS, CARE_SCOPES, CareAlarm, CareContact, CareDetail, CareForm, CareReminder, CareRow, createCare, DEVICE_COMMANDS, DeviceCommand, endCare,
  endCareAway, listCare, listDeviceCommands, removeCareReminder, revealCare, saveCare, saveCareReminder, sayToCare, sendDeviceCommand, setCareAway, showCare,
} from './care.ts'
export type { CareContactKind, CareKind, CareReminderKind, CareScope, DeviceCommandKind } from './care.ts'
export { ForecastRow, listForecast, showForecast } from './forecast.ts'
export { listSeasons, saveSeason, SeasonForm, SeasonRow } from './seasons.ts'
export {
  askForHelp, Booking, BOOKING_STATES, BookingRule, bookSlot, cancelBooking, DeskBooking, eraseBooking, listBookings, listServiceCatalogue, listServiceItems, listSlots, markBooking, revealBooking, saveServiceItem,
  ServiceForm, ServiceItem, ServiceLine, ServiceRow, showBooking, showServiceItem,
} from './services.ts'
export type { BookingState, ServiceSlot } from './services.ts'
export { COUNT_SUBJECTS, DisputedCount, listCounts, listToCheck, RecordToCheck, RegisterQuality, RegisterSources, ruleCount, showQuality, showSources, stateCount, Tally } from './quality.ts'
export type { CountSubject } from './quality.ts'
export { listSheetTemplates, saveSheetTemplate, SHEET_OFFICES, SheetTemplate, SheetTemplateRow, VisitQuery } from './sheets.ts'
export type { SheetColumn, SheetOffice } from './sheets.ts'
export {
  ACTION_LIMIT, ACTION_OUTCOMES, ActionForm, ActionResult, Bundle, BundleArea, BundleCase, LARGEST_PHOTO, listPatrolDevices, MoveAction, openPatrolDevice, patrolBundle, patrolDeviceState, PatrolPhoto, ReportAction,
  resumePatrolPhoto, revokePatrolDevice, sendActions, sendPatrolPiece, uploadPatrolPhoto,
} from './patrol.ts'
export type { ActionOutcome } from './patrol.ts'
export {
  CHECK_SUBJECTS, CheckFill, ChecklistDetail, ChecklistForm, ChecklistItem, checklistPaper, ChecklistRow, createChecklist, DANGER_STATES, DangerRow, dropChecklistDraft, FillAction, fillChecklist, ITEM_KINDS, ITEM_PHOTOS, listAllChecklists,
  listChecklists, listDangers, listSheets, publishChecklist, saveChecklistDraft, SheetDetail, sheetPhoto, SheetRow, showChecklist, showChecklistVersion, showSheet,
} from './checks.ts'
export type { DangerState } from './checks.ts'
export { answerSanction, imposeSanction, listSanctions, SanctionForm, SanctionRow, tellSanction, TOLD_WAYS, withdrawSanction } from './sanctions.ts'
export type { ToldWay } from './sanctions.ts'
export {
  answerOwnProposal, eraseOwnProposer, HallForm, listProposals, listSimilarProposals, OwnProposal, PARTICIPANT_ROLES, ProposalForm, ProposalLine, PublicProposal, raiseProposal, rateProposal, showOwnProposal, showProposal, supportProposal,
  voteOnProposal,
} from './deliberation.ts'
export type { ParticipantRole } from './deliberation.ts'
export {
  actOnDeliberation, DeliberationActForm, DeliberationDetail, DeliberationRow, enterPaperVotes, enterProposal, HallRow, listDeliberations, listHalls, printVoteCodes, renewVoteCode, revealProposer, saveHall, showDeliberation,
} from './deliberation-desk.ts'
export { changePlanTask, listPlans, makePlan, PLAN_TASK_STATES, PlanForm, PlanRow } from './grid-plans.ts'
export type { PlanTaskState } from './grid-plans.ts'
export { dropRound, listOwnRounds, listRounds, OwnRound, RoundForm, RoundRow, saveRound } from './grid-rounds.ts'
export { DueItem, gridBalance, gridChain, gridCoverage, gridNetwork, LEAVE_STATES, LeavePlan, LeaveRow, listDue, listLeaves, listRoutines, listVisits, NetworkRow, previewLeave, recordVisit, RoutineForm, RoutineRow, saveRoutine, showOwnWork, takeLeave, undoLeave, VISIT_PHOTOS, VisitForm, visitPhoto, VisitReceipt, VisitRow } from './grid.ts'
export type { LeaveState } from './grid.ts'
export { agreeToPost, DOOR_RESULTS, gridDoorContacts, gridDoorContactsAt, leavePost, listDoors, listDoorVisits, POST_STATES, reportFromDoor, showOwnPost, visitDoor } from './grid-doors.ts'
export type { Door, DoorResult, DoorVisit, PostStanding, PostState } from './grid-doors.ts'
export { CampaignRow, gridCampaign, gridCampaigns } from './grid-campaigns.ts'
export { gridBurden } from './grid-burden.ts'
export type { BurdenQuestion } from './grid-burden.ts'
export { beginTrack, CoverageRow, endTrack, exportOwnTracks, listOwnTracks, sendTrack, TrackBatch, trackCoverage, TrackSession } from './tracks.ts'
