import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { useCallback } from 'react'
import { useChangedCases } from '../../app/changed-cases.ts'
import { NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { AllDesk } from './all-desk.tsx'
import { CallDesk } from './call-desk.tsx'
import { COORDINATION_KEY, coordinationCountsQuery } from './coordination-queries.ts'
import { COORDINATION_TABS, readCoordinationSearch } from './coordination-search.ts'
import type { CoordinationTab, DeskProps } from './coordination-search.ts'
import { SpecialDesk } from './special-desk.tsx'
import { SuspendedDesk } from './suspended-desk.tsx'
import { UrgeDesk } from './urge-desk.tsx'
import '../case/case.css'
import '../cases/inbox.css'
import './coordination.css'

const DESKS: Readonly<Record<CoordinationTab, (props: DeskProps) => React.ReactNode>> = {
  urge: UrgeDesk, call: CallDesk, all: AllDesk, special: SpecialDesk, suspended: SuspendedDesk,
}

const tabs = Object.entries(COORDINATION_TABS) as [CoordinationTab, string][] // entries of a literal table

/** The coordination desks: what waits for somebody else's word, with a clock of its own. */
export function CoordinationPage() {
  const can = useCan()
  return can('case.read') ? <Desks /> : <NoPermission what="协调" />
}

function Desks() {
  const search = readCoordinationSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const queries = useQueryClient()
  useChangedCases(() => void queries.invalidateQueries({ queryKey: COORDINATION_KEY }))
  const change = useCallback<DeskProps['onChange']>((next) => {
    void navigate({ to: '/coordination', search: (last) => readCoordinationSearch({ ...last, ...next }), replace: true })
  }, [navigate])
  const { tab = 'urge' } = search
  const counts = useQuery(coordinationCountsQuery)
  const Desk = DESKS[tab]
  return (
    <div className="coord">
      <h1 className="unseen">协调</h1>
      <Tabs className="coord-tabs" activeKey={tab} items={tabs.map(([key, label]) => ({ key, label: counts.data && counts.data[key] > 0 ? `${label} ${counts.data[key]}` : label }))} onChange={(key) => void navigate({ to: '/coordination', search: readCoordinationSearch({ tab: key }) })} />
      <div className="coord-desk"><Desk key={tab} search={search} onChange={change} /></div>
    </div>
  )
}
