import {
  dropClassDraft, listClasses, listClassEditions, publishClasses, restoreClassEdition, revertDraftClass, saveDraftClass, showClassDraft,
  showClassEdition, showDraftClass, suggestClass,
} from '@yihu/contracts'
import type { ClassRow } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { may, signedIn } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { catalogueOf } from './current.ts'
import type { Catalogue } from './current.ts'
import { UNIT_KINDS } from './data/schema.ts'
import { dropDraft, revertClass, saveClass, showDraft, showOne } from './edit-draft.ts'
import { listEditions, publish, restore, showEdition } from './publish.ts'
import type { StoredClass } from './repo.ts'

const KIND_NAMES = { part: '部件', event: '事件', appeal: '诉求' } as const

/** Contract → use case. */
export function routes(router: Router, context: Context): void {
  readingRoutes(router, context)
  editionRoutes(router, context)
}

function editionRoutes(router: Router, context: Context): void {
  const edit = may('catalogue.edit')
  router.on(showClassDraft, edit, () => showDraft(context))
  router.on(showDraftClass, edit, ({ params }) => showOne(context, params.code))
  router.on(saveDraftClass, edit, ({ params, body, actor }) => saveClass(context, actor, { code: params.code, revision: body.revision, form: body.class }))
  router.on(revertDraftClass, edit, ({ params, body, actor }) => revertClass(context, actor, { code: params.code, revision: body.revision }))
  router.on(dropClassDraft, edit, ({ query, actor }) => dropDraft(context, actor, query.revision))
  router.on(listClassEditions, may('catalogue.read'), () => listEditions(context))
  router.on(showClassEdition, edit, ({ params }) => showEdition(context, params.number))
  router.on(publishClasses, edit, ({ body, actor, request }) => publish(context, actor, { ...body, ip: request.ip }))
  router.on(restoreClassEdition, edit, ({ params, body, actor, request }) => restore(context, actor, { ...body, number: params.number, ip: request.ip }))
}

function readingRoutes(router: Router, context: Context): void {
  router.on(listClasses, signedIn(), async ({ query }) => {
    const catalogue = await catalogueOf(context)
    const rows = query.state === 'stopped' ? stoppedAmong(catalogue) : catalogue.classes.filter((row) => isInForce(row, query.at))
    return { classes: rows.filter((row) => isAsked(row, query)).map(toWire) }
  })
  router.on(suggestClass, signedIn(), async ({ query }) => {
    const catalogue = await catalogueOf(context)
    return {
      suggestions: catalogue.suggest(query.text).flatMap((found) => {
        const row = catalogue.find(found.code)
        return row ? [{ code: found.code, name: row.name, fullName: row.fullName, confidence: found.confidence, words: [...found.words] }] : []
      }),
    }
  })
}

/** The last row of every code that has none in force. */
function stoppedAmong({ classes, find }: Catalogue): StoredClass[] {
  return [...new Set(classes.map(({ code }) => code))].flatMap((code) => {
    const row = find(code)
    return row && row.validTo !== null ? [row] : []
  })
}

function isInForce(row: StoredClass, day: string | undefined): boolean {
  return day === undefined ? row.validTo === null : row.validFrom <= day && (row.validTo === null || row.validTo >= day)
}

function isAsked(row: StoredClass, query: { kind?: string | undefined; q?: string | undefined }): boolean {
  if (query.kind !== undefined && row.kind !== query.kind) return false
  return query.q === undefined || row.code === query.q.toUpperCase() || row.fullName.includes(query.q.trim()) || row.aliases.some((name) => name.includes(query.q ?? ''))
}

function toWire({ aliases, phases: _phases, basis: _basis, publishedAt: _publishedAt, ...row }: StoredClass): ClassRow {
  return { ...row, aliases: [...aliases], kindName: KIND_NAMES[row.kind], unitKind: UNIT_KINDS[row.unitKind] }
}
