import { TakeOut } from '../exports/take-out.tsx'
import { FILTERS, filtersOf, REGISTER_TABS } from './register-search.ts'
import type { RegistersSearch, RegisterTab } from './register-search.ts'

/** Takes the register one looks at out of the house, as it is narrowed now; what was typed to find somebody does not count. */
export function RegisterExport({ of, search }: { readonly of: RegisterTab; readonly search: RegistersSearch }) {
  const { codes, flags } = FILTERS[of]
  const said = [
    search.area ? '所选区域' : '', search.tag ? '所选标签' : '', ...codes.map(({ name, options }) => options.find(({ value }) => value === search[name])?.label ?? ''), ...flags.map(({ name, label }) => (search[name] ? label : '')),
  ].filter(Boolean)
  return <TakeOut asked={{ register: of === 'part' ? { of, ...(search.area ? { area: search.area } : {}) } : { of, ...filtersOf(search) } }} what={`${REGISTER_TABS[of]}台账，${said.length > 0 ? said.join('、') : '没有筛选条件'}`} clear="person.reveal" />
}
