import { listClasses, listServiceItems, suggestClass } from '@yihu/contracts'
import type { ClassRow } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { anyone, signedIn } from '../../kernel/http/index.ts'
import type { Router } from '../../kernel/http/index.ts'
import { catalogueOf } from './current.ts'
import { UNIT_KINDS } from './data/schema.ts'
import type { StoredClass } from './repo.ts'

const KIND_NAMES = { part: '部件', event: '事件', appeal: '诉求' } as const

/** Contract → use case. */
export function routes(router: Router, context: Context): void {
  router.on(listClasses, signedIn(), async ({ query }) => {
    const catalogue = await catalogueOf(context)
    return { classes: catalogue.classes.filter((row) => isAsked(row, query)).map(toWire) }
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
  router.on(listServiceItems, anyone('居民页面上的服务清单', { max: 120, windowSeconds: 60 }), async () => {
    const { items } = await catalogueOf(context)
    return { items: items.map((item) => ({ ...item, unitKind: UNIT_KINDS[item.unitKind] })) }
  })
}

function isAsked(row: StoredClass, query: { kind?: string | undefined; q?: string | undefined; at?: string | undefined }): boolean {
  if (query.kind !== undefined && row.kind !== query.kind) return false
  if (query.at === undefined ? row.validTo !== null : row.validFrom > query.at || (row.validTo !== null && row.validTo < query.at)) return false
  return query.q === undefined || row.code === query.q.toUpperCase() || row.fullName.includes(query.q.trim()) || row.aliases.some((name) => name.includes(query.q ?? ''))
}

function toWire({ aliases: _aliases, phases: _phases, basis: _basis, ...row }: StoredClass): ClassRow {
  return { ...row, kindName: KIND_NAMES[row.kind], unitKind: UNIT_KINDS[row.unitKind] }
}
