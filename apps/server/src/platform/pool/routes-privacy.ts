import {
  addSensitiveEntry, decideSensitiveRegister, endSensitiveRegister, erasePerson, listAccesses, listRetention, listSensitiveReaders, listSensitiveRegisters, mergePersons, personFigures, personFile, proposeSensitiveRegister,
  readSensitiveRegister, removeSensitiveEntry, revealPerson, saveRetentionRule, unmergePerson,
} from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { may, notWhileSeeing } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { erase, proofShown, saveRule } from './erase.ts'
import { figuresOf } from './figures.ts'
import { merge, unmerge } from './merge.ts'
import { proofs, retentionRules } from './repo-privacy.ts'
import { accessList, fileOfPerson, reveal } from './reveal.ts'
import { add, decide, end, propose, read, readersFor, registersOf, remove } from './sensitive.ts'

const OFTEN = { max: 60, windowSeconds: 60 }

/** Contract → use case: who may know what of a person. */
export function privacyRoutes(router: Router, context: Context): void {
  router.on(revealPerson, may('person.reveal', OFTEN), ({ params, body, actor, request }) => reveal(context, { actor, ip: request.ip }, { id: params.id, form: body }))
  router.on(listAccesses, notWhileSeeing(may('person.reveal', OFTEN)), ({ params, query, actor, request }) => accessList(context, { actor, ip: request.ip }, { id: params.id, isPrinted: query.print === 'true' }))
  router.on(personFile, may('person.erase', OFTEN), ({ params, body, actor, request }) => fileOfPerson(context, { actor, ip: request.ip }, { id: params.id, form: body }))
  router.on(erasePerson, may('person.erase', OFTEN), ({ params, body, actor, request }) => erase(context, { actor, ip: request.ip }, { id: params.id, form: body }))
  router.on(mergePersons, may('person.merge'), async ({ params, body, actor, request }) => {
    await merge(context, { actor, ip: request.ip }, { id: params.id, form: body })
    return { intoId: body.intoId }
  })
  router.on(unmergePerson, may('person.merge'), ({ params, body, actor, request }) => unmerge(context, { actor, ip: request.ip }, { id: params.id, reason: body.reason }))
  router.on(personFigures, may('person.read', OFTEN), ({ query, actor }) => figuresOf(context, actor, query))

  router.on(listSensitiveRegisters, may('sensitive.read'), async ({ actor }) => ({ registers: await registersOf(context, actor) }))
  router.on(listSensitiveReaders, may('sensitive.propose'), ({ query }) => readersFor(context, query.area))
  router.on(proposeSensitiveRegister, may('sensitive.propose'), ({ body, actor, request }) => propose(context, { actor, ip: request.ip }, body))
  router.on(decideSensitiveRegister, may('sensitive.approve'), ({ params, body, actor, request }) => decide(context, { actor, ip: request.ip }, { id: params.id, form: body }))
  router.on(endSensitiveRegister, may('sensitive.approve'), ({ params, body, actor, request }) => end(context, { actor, ip: request.ip }, { id: params.id, reason: body.reason }))
  router.on(readSensitiveRegister, may('sensitive.read', OFTEN), async ({ params, body, actor, request }) => ({ entries: await read(context, { actor, ip: request.ip }, { id: params.id, purpose: body.purpose }) }))
  router.on(addSensitiveEntry, may('sensitive.read'), async ({ params, body, actor, request }) => ({ id: await add(context, { actor, ip: request.ip }, { id: params.id, form: body }) }))
  router.on(removeSensitiveEntry, may('sensitive.read'), ({ params, actor, request }) => remove(context, { actor, ip: request.ip }, params))

  router.on(listRetention, may('pool.govern'), ({ actor }) => context.db.transact(actor.scope, async (tx) => ({ rules: await retentionRules(tx), proofs: (await proofs(tx)).map(proofShown) })))
  router.on(saveRetentionRule, may('pool.govern'), ({ params, body, actor, request }) => saveRule(context, { actor, ip: request.ip }, { code: params.code, form: body }))
}
