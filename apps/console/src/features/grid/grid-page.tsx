import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { AreaPicker } from '../areas/area-picker.tsx'
import { Balance } from './balance.tsx'
import { Burden } from './burden.tsx'
import { Campaigns } from './campaigns.tsx'
import { Coverage } from './coverage.tsx'
import { DueList } from './due-list.tsx'
import { GRID_TABS, readGridSearch } from './grid-search.ts'
import type { GridSearch, GridTab } from './grid-search.ts'
import { Leaves } from './leaves.tsx'
import { Network } from './network.tsx'
import { Plans } from './plans.tsx'
import { Rounds } from './rounds.tsx'
import { Routines } from './routines.tsx'
import { Visits } from './visits.tsx'
import './grid.css'

/** 网格工作: what is done again and again, where it stands, and what came of it; of places, never a ranking of people. */
export function GridPage() {
  const can = useCan()
  return can('grid.read') ? <Grid /> : <NoPermission what="网格工作" />
}

function Grid() {
  const can = useCan()
  const navigate = useNavigate()
  const search = readGridSearch(useSearch({ strict: false }))
  const tabs = (Object.keys(GRID_TABS) as GridTab[]).filter((one) => one !== 'leaves' || can('grid.leave')) // keys of a literal table
  const tab = tabs.find((one) => one === search.tab) ?? 'coverage'
  const go = (next: { readonly [K in keyof GridSearch]?: GridSearch[K] | undefined }) => void navigate({ to: '/grid', search: (last) => readGridSearch({ ...last, ...next }), replace: true })
  const show = (one: GridTab) => {
    if (one === 'coverage') return <Coverage area={search.area} onArea={(area) => go({ area })} />
    if (one === 'due') return <DueList search={search} onChange={go} />
    if (one === 'balance') return <Balance area={search.area} />
    if (one === 'burden') return <Burden area={search.area} />
    if (one === 'campaigns') return <Campaigns search={search} onChange={go} />
    if (one === 'network') return <Network area={search.area} />
    if (one === 'rounds') return <Rounds area={search.area} />
    if (one === 'plans') return <Plans />
    if (one === 'leaves') return <Leaves />
    return one === 'visits' ? <Visits area={search.area} since={search.since} /> : <Routines />
  }
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>网格工作</h1>{['routines', 'leaves', 'plans'].includes(tab) ? null : <div className="grid-area"><AreaPicker value={search.area} onChange={(area) => go({ area })} none="我负责的全部区域" /></div>}</div>
      <Tabs activeKey={tab} destroyOnHidden onChange={(key) => go({ tab: readGridSearch({ tab: key }).tab })} items={tabs.map((key) => ({ key, label: GRID_TABS[key], children: show(key) }))} />
    </div>
  )
}
