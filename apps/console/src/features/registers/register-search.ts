import { PERSON_STATES } from '@yihu/contracts'
import { CODE_TABLES, REGISTERS } from '@yihu/domain'
import { optionsOf } from '../../app/options.ts'

/** The lists of the pool, in the order of their tabs. */
export const REGISTER_TABS = { person: REGISTERS.person, household: REGISTERS.household, house: REGISTERS.house, organisation: REGISTERS.organisation, vehicle: REGISTERS.vehicle, part: '部件' } as const
export type RegisterTab = keyof typeof REGISTER_TABS

/** A code that a list can be narrowed by. */
export interface CodeFilter {
  readonly name: 'residence' | 'political' | 'use' | 'kind' | 'partyLevel' | 'plateKind' | 'state'
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** A question with yes or no. */
export interface FlagFilter {
  readonly name: 'conflict' | 'uncontacted'
  readonly label: string
}

function code(name: CodeFilter['name'], label: string, table: Readonly<Record<string, string>>): CodeFilter {
  return { name, label, options: optionsOf(table) }
}

/** What each list can be narrowed by. */
export const FILTERS: Readonly<Record<RegisterTab, { readonly codes: readonly CodeFilter[]; readonly flags: readonly FlagFilter[] }>> = {
  person: { codes: [code('residence', '人口类别', CODE_TABLES.residence), code('political', '政治面貌', CODE_TABLES.political), code('state', '在册情况', { left: PERSON_STATES.left, dead: PERSON_STATES.dead })], flags: [{ name: 'conflict', label: '有冲突的' }] },
  household: { codes: [code('kind', '户类别', CODE_TABLES.householdKind)], flags: [{ name: 'uncontacted', label: '没有人联系的' }] },
  house: { codes: [code('use', '用途', CODE_TABLES.houseUse)], flags: [] },
  organisation: { codes: [code('kind', '类别', CODE_TABLES.organisationKind), code('partyLevel', '党组织层级', CODE_TABLES.partyLevel)], flags: [] },
  vehicle: { codes: [code('plateKind', '号牌种类', CODE_TABLES.plateKind)], flags: [] },
  part: { codes: [], flags: [] },
}

/** What the address of the registers may say. What was typed to find somebody never stands in it. */
export interface RegistersSearch {
  readonly of?: RegisterTab
  readonly area?: string
  readonly tag?: string
  readonly residence?: string
  readonly political?: string
  readonly use?: string
  readonly kind?: string
  readonly partyLevel?: string
  readonly plateKind?: string
  /** People who are no longer in the register; without it those who are. */
  readonly state?: 'left' | 'dead'
  readonly conflict?: 'true'
  readonly uncontacted?: 'true'
  /** The entry whose card is open. */
  readonly at?: string
}

/** Reads an address; what makes no sense, or belongs to another list, is left out. */
export function readRegistersSearch(search: Readonly<Record<string, unknown>>): RegistersSearch {
  const of = isTab(search['of']) ? search['of'] : undefined
  const { codes, flags } = FILTERS[of ?? 'person']
  const given = (name: string, pattern: RegExp): Record<string, string> => {
    // The router reads digits alone as a number.
    const value = typeof search[name] === 'number' ? String(search[name]) : search[name]
    return typeof value === 'string' && pattern.test(value) ? { [name]: value } : {}
  }
  const narrowing = [
    ...codes.map(({ name, options }) => narrowed(name, options, search[name])), ...flags.map(({ name }): Record<string, string> => (search[name] === 'true' || search[name] === true ? { [name]: 'true' } : {})),
  ]
  return { ...(of ? { of } : {}), ...given('area', /^[\w.-]{1,200}$/u), ...given('tag', /^[a-z][a-z0-9-]{1,39}$/u), ...given('at', /^[\w-]{1,64}$/u), ...Object.fromEntries(narrowing.flatMap((one) => Object.entries(one))) }
}

/** The router reads «02» as text and «2» as a number. */
function narrowed(name: string, options: CodeFilter['options'], value: unknown): Record<string, string> {
  const text = String(value)
  return options.some((option) => option.value === text) ? { [name]: text } : {}
}

function isTab(value: unknown): value is RegisterTab {
  return typeof value === 'string' && Object.hasOwn(REGISTER_TABS, value)
}

/** Everything but the tab and the open card: what the list is narrowed by. */
export function filtersOf({ of: _of, at: _at, ...filters }: RegistersSearch): Omit<RegistersSearch, 'of' | 'at'> {
  return filters
}
