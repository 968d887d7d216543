import {
  addDraftRule, checkDutyRules, dropDutyDraft, listDutyProposals, listDutyRules, listDutyVersions, listUnitLoad, publishDutyRules, removeDraftRule,
  restoreDutyVersion, revertDraftRule, saveDraftRule, showDutyDraft, showDutyVersion, simulateDuty,
} from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { may } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { addRule, dropDraft, removeRule, revertRule, saveRule, showDraft } from './edit-draft.ts'
import { findingsOf } from './findings.ts'
import { listVersions, showVersion } from './history.ts'
import { unitLoad } from './load.ts'
import { proposalsOf } from './proposals.ts'
import { publish, restore } from './publish.ts'
import { readRules } from './repo.ts'
import { rowOf } from './rows.ts'
import { setInSight } from './rule-scope.ts'
import { isOfSet } from './rule-set.ts'
import { simulate } from './simulate.ts'
import { ledgerOf } from './unit-book.ts'

/** Contract → use case. */
export function routes(router: Router, context: Context): void {
  readingRoutes(router, context)
  draftRoutes(router, context)
  router.on(publishDutyRules, may('duty.edit'), ({ query, body, actor, request }) => publish(context, actor, { ...body, street: query.street, ip: request.ip }))
  router.on(restoreDutyVersion, may('duty.edit'), ({ params, query, body, actor, request }) =>
    restore(context, actor, { ...body, number: params.number, street: query.street, ip: request.ip }))
}

function readingRoutes(router: Router, context: Context): void {
  router.on(listDutyRules, may('duty.read'), async ({ query, actor }) => {
    const ledger = await ledgerOf(context)
    const set = setInSight(actor.scope, ledger, query.street)
    const rules = await context.db.transact(actor.scope, readRules)
    const own = rules.filter((rule) => set && isOfSet(rule, set.path))
    return { set, version: own.reduce((newest, { version }) => Math.max(newest, version), 0), rules: rules.map((rule) => rowOf(rule, ledger.names)) }
  })
  router.on(listDutyVersions, may('duty.draft'), ({ query, actor }) => listVersions(context, actor, query.street))
  router.on(showDutyVersion, may('duty.draft'), ({ params, query, actor }) => showVersion(context, actor, { street: query.street, number: params.number }))
  router.on(checkDutyRules, may('duty.draft'), ({ query, actor }) => findingsOf(context, actor, { street: query.street, of: query.of }))
  router.on(simulateDuty, may('duty.draft'), ({ query, actor }) => simulate(context, actor, { street: query.street, days: query.days }))
  router.on(listDutyProposals, may('duty.draft'), ({ query, actor }) => proposalsOf(context, actor, query.street))
  router.on(listUnitLoad, may('duty.draft'), ({ actor }) => unitLoad(context, actor))
}

function draftRoutes(router: Router, context: Context): void {
  router.on(showDutyDraft, may('duty.draft'), ({ query, actor }) => showDraft(context, actor, query.street))
  router.on(dropDutyDraft, may('duty.draft'), ({ query: { street, revision }, actor }) => dropDraft(context, actor, { street, revision }))
  router.on(addDraftRule, may('duty.draft'), ({ query, body, actor }) => addRule(context, actor, { ...body, street: query.street }))
  router.on(saveDraftRule, may('duty.draft'), ({ params, query, body, actor }) => saveRule(context, actor, { ...body, id: params.id, street: query.street }))
  router.on(removeDraftRule, may('duty.draft'), ({ params, query: { street, revision }, actor }) => removeRule(context, actor, { street, revision, id: params.id }))
  router.on(revertDraftRule, may('duty.draft'), ({ params, query, body, actor }) => revertRule(context, actor, { ...body, id: params.id, street: query.street }))
}
