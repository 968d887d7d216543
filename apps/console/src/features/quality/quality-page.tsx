import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { AreaPicker } from '../areas/area-picker.tsx'
import { Counts } from './counts.tsx'
import { PeopleFigures } from './people-figures.tsx'
import { QUALITY_TABS, readQualitySearch } from './quality-search.ts'
import type { QualitySearch, QualityTab } from './quality-search.ts'
import { Scores } from './scores.tsx'
import { Sources } from './sources.tsx'
import { WorkList } from './work-list.tsx'
import './quality.css'

/** 数据质量: how far the registers can be relied upon, and what to do about it. */
export function QualityPage() {
  const can = useCan()
  return can('pool.read') && (can('person.read') || can('area.edit')) ? <Quality /> : <NoPermission what="数据质量" />
}

function Quality() {
  const can = useCan()
  const navigate = useNavigate()
  const search = readQualitySearch(useSearch({ strict: false }))
  const tabs = (Object.keys(QUALITY_TABS) as QualityTab[]).filter((tab) => tab !== 'people' || can('person.read')) // keys of a literal table
  const tab = tabs.find((one) => one === search.tab) ?? 'score'
  const go = (next: { readonly [K in keyof QualitySearch]?: QualitySearch[K] | undefined }) => void navigate({ to: '/quality', search: (last) => readQualitySearch({ ...last, ...next }), replace: true })
  const show = (one: QualityTab) => {
    if (one === 'score') return <Scores area={search.area} onArea={(area) => go({ area })} />
    if (one === 'sources') return <Sources area={search.area} />
    if (one === 'list') return <WorkList search={search} onChange={go} />
    return one === 'people' ? <PeopleFigures area={search.area} by={search.by ?? 'age'} onChange={go} /> : <Counts />
  }
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>数据质量</h1>{tab === 'counts' ? null : <div className="quality-area"><AreaPicker value={search.area} onChange={(area) => go({ area })} none="我负责的全部区域" /></div>}</div>
      <Tabs activeKey={tab} destroyOnHidden onChange={(key) => go({ tab: readQualitySearch({ tab: key }).tab })} items={tabs.map((key) => ({ key, label: QUALITY_TABS[key], children: show(key) }))} />
    </div>
  )
}
