import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useCallback, useState } from 'react'
import { NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { useMedia } from '../../app/theme.tsx'
import { AreaPicker } from '../areas/area-picker.tsx'
import { useSettled } from '../intake/class-suggestions.tsx'
import { EntryCard } from './entry-card.tsx'
import { NewEntry } from './entry-new.tsx'
import { PartCard } from './part-card.tsx'
import { RegisterExport } from './register-export.tsx'
import { RegisterList } from './register-list.tsx'
import { LISTS } from './register-lists.ts'
import { tagsQuery } from './register-queries.ts'
import { FILTERS, readRegistersSearch, REGISTER_TABS } from './register-search.ts'
import type { RegistersSearch, RegisterTab } from './register-search.ts'
import '../cases/inbox.css'
import './registers.css'

/** From here on the list stands beside the open card. */
const wideQuery = globalThis.matchMedia('(min-width: 1200px)')

/** Who lives here, who works here, what stands here: the registers and the card of each entry. */
export function RegistersPage() {
  const can = useCan()
  const tabs = (Object.keys(REGISTER_TABS) as RegisterTab[]).filter((tab) => can(LISTS[tab].permission)) // keys of a literal table
  const search = readRegistersSearch(useSearch({ strict: false }))
  const of = search.of ?? tabs[0]
  if (of === undefined || !can(LISTS[of].permission)) return <NoPermission what={of === undefined ? '台账' : REGISTER_TABS[of]} />
  return <Registers key={of} search={{ ...search, of }} of={of} tabs={tabs} />
}

type Change = Partial<Record<keyof RegistersSearch, string | undefined>>

interface RegistersProps {
  readonly search: RegistersSearch
  readonly of: RegisterTab
  readonly tabs: readonly RegisterTab[]
}

function Registers({ search, of, tabs }: RegistersProps) {
  const navigate = useNavigate()
  const isWide = useMedia(wideQuery)
  const [words, setWords] = useState('')
  const q = useSettled(words.trim(), 350)
  const change = useCallback((next: Change) => {
    void navigate({ to: '/registers', search: (last) => readRegistersSearch({ ...last, ...next }), replace: true })
  }, [navigate])
  const clear = () => {
    setWords('')
    void navigate({ to: '/registers', search: { of }, replace: true })
  }
  const hasCard = search.at !== undefined
  return (
    <div className={`inbox ${isWide && hasCard ? 'inbox-wide' : ''}`}>
      {isWide || !hasCard ? (
        <section className="inbox-list" aria-label={`${REGISTER_TABS[of]}列表`}>
          <h1 className="unseen">台账</h1>
          <Tabs of={of} tabs={tabs} onTab={(tab) => void navigate({ to: '/registers', search: { of: tab, ...(search.area ? { area: search.area } : {}) } })} />
          <Filters search={search} of={of} words={words} onWords={setWords} onChange={change} />
          <RegisterList search={search} of={of} q={q} isTable={isWide && !hasCard} onOpen={(at) => change({ at })} onClear={clear} />
        </section>
      ) : null}
      {search.at === undefined ? null : (
        <section className="inbox-case" aria-label="卡片">
          <Button className="register-back" onClick={() => change({ at: undefined })}>‹ 返回列表</Button>
          {of === 'part' ? <PartCard code={search.at} /> : <EntryCard key={search.at} register={of} id={search.at} />}
        </section>
      )}
    </div>
  )
}

function Tabs({ of, tabs, onTab }: { readonly of: RegisterTab; readonly tabs: readonly RegisterTab[]; readonly onTab: (tab: RegisterTab) => void }) {
  return (
    <div className="register-tabs" role="group" aria-label="登记">
      {tabs.map((tab) => <Button key={tab} size="small" type={tab === of ? 'primary' : 'text'} aria-pressed={tab === of} onClick={() => onTab(tab)}>{REGISTER_TABS[tab]}</Button>)}
    </div>
  )
}

interface FiltersProps {
  readonly search: RegistersSearch
  readonly of: RegisterTab
  readonly words: string
  readonly onWords: (words: string) => void
  readonly onChange: (next: Change) => void
}

function Filters({ search, of, words, onWords, onChange }: FiltersProps) {
  const can = useCan()
  const { codes, flags } = FILTERS[of]
  const { find } = LISTS[of]
  const tags = useQuery(tagsQuery)
  const own = (tags.data?.tags ?? []).filter(({ register, isActive }) => register === of && isActive)
  return (
    <div className="filters">
      {find === null ? null : <Input id="register-words" className="filter-words" value={words} onChange={(event) => onWords(event.target.value)} placeholder={find} aria-label={`查找${REGISTER_TABS[of]}`} allowClear autoComplete="off" />}
      <AreaPicker value={search.area} onChange={(area) => onChange({ area })} />
      {codes.map(({ name, label, options }) => (
        <Select key={name} className="register-filter" aria-label={label} value={search[name] ?? null} onChange={(value: string | null) => onChange({ [name]: value ?? undefined })} allowClear placeholder={label} options={[...options]} showSearch={{ optionFilterProp: 'label' }} />
      ))}
      {own.length > 0 ? <Select className="register-filter" aria-label="标签" value={search.tag ?? null} onChange={(tag: string | null) => onChange({ tag: tag ?? undefined })} allowClear placeholder="标签" options={own.map(({ code, name }) => ({ value: code, label: name }))} /> : null}
      {flags.map(({ name, label }) => <Button key={name} type={search[name] ? 'primary' : 'default'} aria-pressed={search[name] === 'true'} onClick={() => onChange({ [name]: search[name] ? undefined : 'true' })}>{label}</Button>)}
      <OnMap of={of} search={search} />
      {search.state ? null : <RegisterExport of={of} search={search} />}
      {of !== 'part' && can('pool.write') ? <NewEntry of={of} area={search.area} onDone={(at) => onChange({ at })} /> : null}
    </div>
  )
}

/** The layer of the map that shows a register, where there is one. */
const LAYERS: Readonly<Partial<Record<RegisterTab, string>>> = { person: 'people', organisation: 'organisations', part: 'parts' }

/** The way to the map of what is listed; of organisations narrowed to the same kind. */
function OnMap({ of, search }: { readonly of: RegisterTab; readonly search: RegistersSearch }) {
  const can = useCan()
  const layer = LAYERS[of]
  if (layer === undefined || !can('area.read')) return null
  const kind = of === 'organisation' ? FILTERS.organisation.codes.find(({ name }) => name === 'kind')?.options.find(({ value }) => value === search.kind) : undefined
  return <Link className="register-on-map" to="/map" search={{ on: layer, ...(kind ? { only: `${layer}:${kind.label}` } : {}) }}>在图上看这一类</Link>
}
