import { UNIT_KINDS } from './data/schema.ts'
import type { StageLimits } from './data/schema.ts'
import type { StoredClass } from './repo.ts'

/** What people decide of a class. */
export type ClassContent = Pick<StoredClass, 'code' | 'kind' | 'parent' | 'name' | 'aliases' | 'unitKind' | 'limits' | 'phases' | 'filing' | 'closing' | 'basis'> & { readonly isActive: boolean }

/** One point in which a class differs, in words. */
export interface ClassDifference {
  readonly label: string
  readonly before: string
  readonly after: string
}

/** What became of a class between two sets. */
export interface ClassChange {
  readonly kind: 'added' | 'changed' | 'stopped' | 'resumed'
  readonly before: ClassContent | null
  readonly after: ClassContent
}

const STAGES: Readonly<Record<keyof StageLimits, string>> = { verify: '核实', accept: '受理', file: '立案', dispatch: '派遣', handle: '处置', check: '核查' }
const UNITS = { 'urgent-hour': '紧急工作时', 'working-hour': '工作时', 'working-day': '工作日' } as const
const stageIds = Object.keys(STAGES) as (keyof StageLimits)[] // keys of a literal table

/** The newest row of every code, by code: what counts now. Rows come by code and by age. */
export function currentSet(rows: readonly StoredClass[]): Map<string, ClassContent> {
  return new Map([...Map.groupBy(rows, ({ code }) => code)].flatMap(([code, all]) => {
    const row = all.findLast(({ validTo }) => validTo === null) ?? all.at(-1)
    return row ? [[code, contentOf(row)] as const] : []
  }))
}

/** A stored row without what only the table needs. */
export function contentOf(row: StoredClass): ClassContent {
  const { code, kind, parent, name, aliases, unitKind, limits, phases, filing, closing, basis, validTo } = row
  return { code, kind, parent, name, aliases, unitKind, limits, phases, filing, closing, basis, isActive: validTo === null }
}

/** In which points two classes differ; every point of a new one. */
export function differencesBetween(before: ClassContent | null, after: ClassContent): ClassDifference[] {
  const [old, now] = [before ? textsOf(before) : new Map<string, string>(), textsOf(after)]
  return [...now].flatMap(([label, text]) => ((old.get(label) ?? '') === text ? [] : [{ label, before: old.get(label) ?? '', after: text }]))
}

function textsOf({ name, unitKind, aliases, limits, filing, closing, basis, isActive }: ClassContent): Map<string, string> {
  return new Map([
    ['名称', name], ['主管单位', UNIT_KINDS[unitKind]], ['关键词', aliases.join('、')],
    ...stageIds.map((stage) => [`${STAGES[stage]}时限`, limitText(limits[stage])] as const),
    ['立案条件', filing], ['结案条件', closing], ['依据', basis], ['状态', isActive ? '启用' : '停用'],
  ])
}

function limitText({ amount, unit }: StageLimits['handle']): string {
  return `${amount} 个${UNITS[unit]}`
}

/** What turns one set into another; classes the other set does not know are stopped. */
export function changesTo(before: ReadonlyMap<string, ClassContent>, after: ReadonlyMap<string, ClassContent>): ClassChange[] {
  const gone = [...before.values()].filter(({ code, isActive }) => isActive && !after.has(code)).map((one) => ({ ...one, isActive: false }))
  return [...after.values(), ...gone].flatMap((one) => changeOf(before.get(one.code) ?? null, one)).toSorted((a, b) => (a.after.code < b.after.code ? -1 : 1))
}

/** What became of one class; nothing when it is the same. */
export function changeOf(before: ClassContent | null, after: ClassContent): ClassChange[] {
  if (!before) return [{ kind: 'added', before, after }]
  if (differencesBetween(before, after).length === 0) return []
  return [{ kind: before.isActive === after.isActive ? 'changed' : after.isActive ? 'resumed' : 'stopped', before, after }]
}

/** What must not be published, as one Chinese sentence without full stop; null when all is well. */
export function problemOfSet(set: ReadonlyMap<string, ClassContent>, changes: readonly ClassChange[]): string | null {
  if (changes.length === 0) return '与现行的分类没有差别'
  for (const { after } of changes) {
    const parent = after.parent === null ? null : set.get(after.parent)
    if (after.isActive && parent === undefined) return `${after.code}“${after.name}”的上级 ${after.parent} 不存在`
    if (after.isActive && parent?.isActive === false) return `${after.code}“${after.name}”是启用的，它的上级“${parent.name}”却是停用的`
    const below = after.isActive ? undefined : [...set.values()].find((one) => one.isActive && one.parent === after.code)
    if (below) return `${after.code}“${after.name}”停用了，它下面的 ${below.code}“${below.name}”还启用着`
    const twin = after.isActive ? [...set.values()].find((one) => one.isActive && one.code !== after.code && one.parent === after.parent && one.name === after.name) : undefined
    if (twin) return `${after.code} 和 ${twin.code} 都叫“${after.name}”`
  }
  return [...set.values()].some(({ isActive, kind }) => isActive && kind === 'appeal') ? null : '诉求分类一个也没有启用，来电将无法立案'
}

/** Names from the first level down to this class. */
export function fullNameIn(set: ReadonlyMap<string, ClassContent>, { name, parent }: Pick<ClassContent, 'name' | 'parent'>): string {
  const above = parent === null ? undefined : set.get(parent)
  return above ? `${fullNameIn(set, above)} / ${name}` : name
}

/** How deep a code stands: first-level groups are 1. */
export function levelOf(code: string): number {
  return (code.length - 1) / 2
}
