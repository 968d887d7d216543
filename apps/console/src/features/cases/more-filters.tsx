import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select, Switch, TreeSelect } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { CASE_MARKS, LIST_FIELDS, SOURCES } from '@yihu/contracts'
import type { AnswerOf, DeskView, listHandlers, ListField } from '@yihu/contracts'
import { STATES } from '@yihu/domain'
import { textOf } from '../../app/conditions.tsx'
import { classTree } from './class-tree.ts'
import { DUE_WORDS, filterCount, NO_FILTERS, readInboxSearch, readPoint, SORT_WORDS, withoutWords } from './inbox-search.ts'
import type { InboxSearch, ListName, Sort } from './inbox-search.ts'
import { classesQuery, handlersQuery, unitsQuery } from './queries.ts'
import { useDeskSetting } from './use-setting.ts'

const PointMap = lazy(async () => ({ default: (await import('./point-map.tsx')).PointMap }))

/** Changes some filters; `undefined` drops one. */
export type ChangeSearch = (change: { [K in keyof InboxSearch]?: InboxSearch[K] | undefined }) => void

interface MoreFiltersProps {
  readonly desk: ListName
  readonly search: InboxSearch
  readonly onChange: ChangeSearch
}

const choices = <K extends string>(table: Readonly<Record<K, string>>) => (Object.entries(table) as [K, string][]).map(([value, label]) => ({ value, label })) // entries of a literal table

const STATE_CHOICES = Object.entries(STATES).map(([value, { label }]) => ({ value, label }))

/** Everything that narrows and orders a list, the filters one has kept, and what a line shows. */
export function MoreFilters({ desk, search, onChange }: MoreFiltersProps) {
  const classes = useQuery(classesQuery)
  const units = useQuery(unitsQuery)
  const handlers = useQuery(handlersQuery)
  return (
    <div className="more-filters">
      <Views desk={desk} search={search} onChange={onChange} />
      <label htmlFor="filter-due">时限</label>
      <Select id="filter-due" allowClear placeholder="不限" value={search.due ?? null} onChange={(due) => onChange({ due: due ?? undefined })} options={choices(DUE_WORDS)} />
      <label htmlFor="filter-class">分类</label>
      <TreeSelect id="filter-class" allowClear placeholder="不限" value={search.classCode ?? null} onChange={(classCode) => onChange({ classCode: classCode ?? undefined })}
        treeData={classTree(classes.data?.classes ?? [])} showSearch={{ treeNodeFilterProp: 'title' }} loading={classes.isLoading} />
      <label htmlFor="filter-source">来源</label>
      <Select id="filter-source" allowClear placeholder="不限" value={search.source ?? null} onChange={(source) => onChange({ source: source ?? undefined })} options={choices(SOURCES)} />
      <label htmlFor="filter-state">状态</label>
      <Select id="filter-state" mode="multiple" showSearch={{ optionFilterProp: 'label' }} allowClear placeholder="不限" value={search.state?.split(',') ?? []} onChange={(states) => onChange({ state: states.length > 0 ? states.join(',') : undefined })} options={STATE_CHOICES} />
      <label htmlFor="filter-unit">承办单位</label>
      <Select id="filter-unit" allowClear placeholder="不限" value={search.unit ?? null} onChange={(unit) => onChange({ unit: unit ?? undefined })} loading={units.isLoading}
        showSearch={{ optionFilterProp: 'label' }} options={(units.data?.units ?? []).map(({ id, name }) => ({ value: id, label: name }))} />
      <label htmlFor="filter-person">经办人</label>
      <Select id="filter-person" allowClear placeholder="不限" value={search.person ?? null} onChange={(person) => onChange({ person: person ?? undefined })} loading={handlers.isLoading}
        showSearch={{ optionFilterProp: 'label' }} options={[{ value: 'me', label: '我' }, ...(handlers.data?.people ?? []).map(handlerChoice)]} />
      <label htmlFor="filter-mark">情形</label>
      <Select id="filter-mark" allowClear placeholder="不限" value={search.mark ?? null} onChange={(mark) => onChange({ mark: mark ?? undefined })} options={choices(CASE_MARKS)} />
      <Order search={search} onChange={onChange} />
      <Button onClick={() => onChange({ ...NO_FILTERS, area: search.area, sort: undefined, at: undefined })}>清除筛选</Button>
      <Look />
    </div>
  )
}

/** 「李四（东社区）：在办 5，超期 1」 */
function handlerChoice({ id, name, unitNames, open, overdue }: AnswerOf<typeof listHandlers>['people'][number]) {
  return { value: id, label: `${name}（${unitNames.join('、')}）：在办 ${open}${overdue > 0 ? `，超期 ${overdue}` : ''}` }
}

function Order({ search, onChange }: Omit<MoreFiltersProps, 'desk'>) {
  const [isPicking, setPicking] = useState(false)
  const point = readPoint(search.at)
  const choose = (sort: Sort) => {
    setPicking(sort === 'distance')
    if (sort !== 'distance') onChange({ sort: sort === 'due' ? undefined : sort, at: undefined })
  }
  return (
    <>
      <label htmlFor="filter-sort">排列</label>
      <Select id="filter-sort" value={isPicking ? 'distance' : (search.sort ?? 'due')} onChange={choose} options={choices(SORT_WORDS)} />
      {isPicking || point ? (
        <Suspense fallback={<div className="point-map" aria-busy="true" />}>
          <PointMap point={point} onPick={({ lon, lat }) => onChange({ sort: 'distance', at: `${lon.toFixed(5)},${lat.toFixed(5)}` })} />
        </Suspense>
      ) : null}
    </>
  )
}

/** Filters somebody has kept under a name: one press brings them back, on whatever computer. */
function Views({ desk, search, onChange }: MoreFiltersProps) {
  const { setting, change, isBusy, error } = useDeskSetting()
  const [name, setName] = useState('')
  const views = (setting?.views ?? []).filter((view) => view.desk === desk)
  // Words may name a person, and are typed anew each time.
  const { case: _open, ...kept } = withoutWords(search)
  const isNarrow = filterCount(withoutWords(search)) > 0 || search.area !== undefined || search.sort !== undefined
  const save = () => {
    const view: DeskView = { name: name.trim(), desk, search: { ...kept } }
    change((last) => ({ ...last, views: [...last.views.filter((one) => one.desk !== desk || one.name !== view.name), view] }), { onSuccess: () => setName('') })
  }
  return (
    <div className="views">
      {views.map((view) => (
        <span key={view.name} className="view">
          <Button size="small" onClick={() => onChange({ ...NO_FILTERS, sort: undefined, at: undefined, ...readInboxSearch(view.search) })}>{view.name}</Button>
          <Button size="small" type="text" aria-label={`删除筛选“${view.name}”`} onClick={() => change((last) => ({ ...last, views: last.views.filter((one) => one.desk !== desk || one.name !== view.name) }))}>×</Button>
        </span>
      ))}
      {isNarrow ? (
        <span className="view-new">
          <Input size="small" value={name} maxLength={30} onChange={(event) => setName(event.target.value)} onPressEnter={() => { if (name.trim()) save() }} placeholder="给现在的筛选起个名字" aria-label="筛选的名称" />
          <Button size="small" disabled={name.trim() === ''} loading={isBusy} onClick={save}>保存</Button>
        </span>
      ) : <p className="soft">{views.length > 0 ? '点名称使用保存的筛选。' : '选好条件后可以起个名字保存，换电脑也在。'}</p>}
      {error ? <p className="tone-red" role="alert">{textOf(error)}</p> : null}
    </div>
  )
}

function Look() {
  const { setting, change } = useDeskSetting()
  if (!setting) return null
  return (
    <fieldset className="look">
      <legend>列表显示</legend>
      <label className="look-dense"><Switch size="small" checked={setting.isCompact} onChange={(isCompact) => change((last) => ({ ...last, isCompact }))} /> 紧凑，一件一行</label>
      <Checkbox.Group value={setting.fields} onChange={(fields: ListField[]) => change((last) => ({ ...last, fields }))} options={choices(LIST_FIELDS)} />
    </fieldset>
  )
}
