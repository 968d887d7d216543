import type { AreaLevel, CountSubject } from '@yihu/contracts'
import { isWithin } from '../../kernel/db/index.ts'
import type { Indicator } from '../../kernel/indicator.ts'
import { onePage } from '../../kernel/list-sheet.ts'
import { sumsOf } from './at-place.ts'
import { areasOf } from './current.ts'
import type { StoredArea } from './area.ts'

const COUNTED: readonly { readonly level: AreaLevel; readonly name: string; readonly unit: string; readonly subject: CountSubject }[] = [
  { level: 'grid', name: '网格', unit: '个', subject: 'grids' }, { level: 'estate', name: '小区', unit: '个', subject: 'estates' },
]

const isToday = (one: Pick<StoredArea, 'validTo' | 'level'>, level: AreaLevel) => one.validTo === null && one.level === level

/** How many areas of each level there are today. */
export const indicators: readonly Indicator[] = COUNTED.map(({ level, name, unit, subject }) => ({
  id: `areas.${level}`, name, definition: `现行区域里的${name}数。撤并的不算，历史在“区域”页。`, unit, subject, source: 'area', narrowed: `区域：现行的${name}`, screens: ['wangge'], permission: 'area.read',
  measure: async (context, { area }) => {
    const { areas, byPath } = await areasOf(context)
    return { value: areas.filter((one) => isToday(one, level) && isWithin(one.path, area)).length, list: `/areas?code=${byPath(area)?.code ?? ''}` }
  },
  sheet: {
    columns: ['编码', '名称', '在哪里'],
    pages: (context, { area }) => onePage(areasOf(context).then(({ areas, fullNameOf }) => areas.filter((one) => isToday(one, level) && isWithin(one.path, area)).map((one) => ({ ...one, where: fullNameOf(one.path) }))), (one) => [one.code, one.name, one.where]),
  },
  everywhere: async (context) => sumsOf((await areasOf(context)).areas.filter((one) => isToday(one, level)).map(({ path }) => ({ path, count: 1 }))),
}))
