import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { DANGER_STATES } from '@yihu/contracts'
import type { AnswerOf, DangerRow, listDangers } from '@yihu/contracts'
import { Empty, Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { AreaPicker } from '../areas/area-picker.tsx'
import { dangersQuery } from './checks-queries.ts'
import { readDangersSearch } from './checks-search.ts'
import type { DangersSearch } from './checks-search.ts'
import { SanctionDialog, SanctionList } from './sanctions.tsx'
import { Pictures, StandingLine } from './sheet-view.tsx'
import './checks.css'

type Page = AnswerOf<typeof listDangers>
type Go = (next: { readonly [K in keyof DangersSearch]?: DangersSearch[K] | undefined }) => void

/** 隐患: found by checklists, rectified and checked again on their cases. */
export function DangersPage() {
  const can = useCan()
  return can('check.read') ? <Dangers /> : <NoPermission what="隐患" />
}

function Dangers() {
  const can = useCan()
  const navigate = useNavigate()
  const search = readDangersSearch(useSearch({ strict: false }))
  const found = useInfiniteQuery(dangersQuery(search))
  const go: Go = (next) => void navigate({ to: '/checks/dangers', search: (last) => readDangersSearch({ ...last, ...next }), replace: true })
  const first = found.data?.pages[0]
  const [isShown, setShown] = useState(false)
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>隐患</h1>{can('check.sanction') ? <Button onClick={() => setShown(true)}>对责任单位的处理</Button> : null}<AreaPicker value={search.area} onChange={(area) => go({ area })} /></div>
      {isShown ? <SanctionList onClose={() => setShown(false)} /> : null}
      {found.isPending ? <Loading /> : !found.data || !first ? <Failed error={found.error} retry={() => void found.refetch()} /> : (
        <>
          <Segmented aria-label="状态" value={search.state ?? 'open'} onChange={(state) => go({ state })} options={(Object.keys(DANGER_STATES) as (keyof typeof DANGER_STATES)[]).map((value) => ({ value, label: `${DANGER_STATES[value]} ${first.counts[value]}` }))} />
          <Groups page={first} search={search} go={go} />
          <List dangers={found.data.pages.flatMap((page) => page.dangers)} state={search.state ?? 'open'} />
          {found.hasNextPage ? <Button block loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>再看 30 处</Button> : null}
          <p className="soft">截至 <When at={first.asOf} />。整改由责任单位在案件上回复并带照片，另一个人复查；不过的返工，办结后还在的重新办理。</p>
        </>
      )}
    </div>
  )
}

/** Open ones by area and by checklist; each number opens its list. */
function Groups({ page: { byArea, byList }, search, go }: { readonly page: Page; readonly search: DangersSearch; readonly go: Go }) {
  if (byArea.length === 0 && !search.list) return null
  return (
    <div className="checks-groups">
      {search.list ? <Button size="small" onClick={() => go({ list: undefined })}>看全部检查表</Button> : null}
      {byList.filter(({ id }) => id !== search.list).map(({ id, name, open, overdue }) => <Button key={id} size="small" onClick={() => go({ list: id, state: undefined })}>{name} {open}{overdue > 0 ? <span className="tone-red"> ▲{overdue}</span> : null}</Button>)}
      {byArea.filter(({ id }) => id !== search.area).map(({ id, name, open, overdue }) => <Button key={id} size="small" onClick={() => go({ area: id, state: undefined })}>{name} {open}{overdue > 0 ? <span className="tone-red"> ▲{overdue}</span> : null}</Button>)}
    </div>
  )
}

function List({ dangers, state }: { readonly dangers: readonly DangerRow[]; readonly state: keyof typeof DANGER_STATES }) {
  if (dangers.length === 0) return <Empty title={`没有${DANGER_STATES[state]}的隐患`}>检查表里答成隐患的项目会出现在这里，连同整改前后的照片。</Empty>
  return <ul className="checks-dangers">{dangers.map((danger) => <Danger key={danger.id} danger={danger} />)}</ul>
}

function Danger({ danger: { text, answer, note, subjectLabel, areaName, listName, listId, foundAt, case: standing, before, after } }: { readonly danger: DangerRow }) {
  const can = useCan()
  const [isAsked, setAsked] = useState(false)
  return (
    <li className="card">
      <p><strong>{subjectLabel}</strong> <span className="soft">{subjectLabel.includes(areaName) ? '' : areaName}</span></p>
      <p>▲ {text}：{answer}{note ? `　${note}` : ''}</p>
      <p>{standing ? <StandingLine standing={standing} /> : <span className="soft">案件不在您的管辖范围</span>}</p>
      {before.length > 0 || after.length > 0 ? (
        <div className="checks-pairs">
          <div><h3>整改前</h3>{before.length > 0 ? <Pictures files={before} name="整改前" /> : <p className="soft">没有照片</p>}</div>
          <div><h3>整改后</h3>{after.length > 0 ? <Pictures files={after} name="整改后" /> : <p className="soft">还没有照片</p>}</div>
        </div>
      ) : null}
      <p className="soft">《<Link to="/checks/sheets" search={{ list: listId }}>{listName}</Link>》 <When at={foundAt} /> 查出{standing && can('check.sanction') ? <> <Button size="small" onClick={() => setAsked(true)}>处理责任单位</Button></> : null}</p>
      {isAsked && standing ? <SanctionDialog caseId={standing.caseId} what={`${subjectLabel}，${text}`} onClose={() => setAsked(false)} /> : null}
    </li>
  )
}
