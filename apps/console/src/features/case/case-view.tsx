import { useQuery } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { CaseDetail } from '@yihu/contracts'
import { Failed, Loading } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { caseQuery } from '../cases/queries.ts'
import { CaseAlarm } from '../alarms/case-alarm.tsx'
import { CaseMediations } from '../mediation/case-mediations.tsx'
import { CaseMark } from '../cases/mark.tsx'
import { Signs } from '../intelligence/signs.tsx'
import { CaseEvidence } from './case-evidence.tsx'
import { Duplicates } from './duplicates.tsx'
import { Facts } from './facts.tsx'
import { MoveBar } from './moves/move-bar.tsx'
import { MovePanel } from './moves/move-panel.tsx'
import type { StaffMove } from './moves/move-table.ts'
import type { Values } from './moves/move-values.ts'
import { useMergeUndo } from './moves/use-merge-undo.tsx'
import { Photos } from './photos.tsx'
import { Relatives } from './relatives.tsx'
import { StepBar } from './step-bar.tsx'
import { Timeline } from './timeline.tsx'
import { Watchers } from './watchers.tsx'
import './case.css'

const CaseMap = lazy(async () => ({ default: (await import('./case-map.tsx')).CaseMap }))

/** Longer than the time between two presses of somebody who leafs. */
const LEAFING_MS = 350

const MAP_WAITING = <div className="map-waiting" aria-busy="true" />

/** One case on one page: who has it, until when, why, and what is next. */
export function CaseView({ id, isPage = false }: { readonly id: string; readonly isPage?: boolean }) {
  const found = useQuery(caseQuery(id))
  if (found.isPending) return <Loading rows={12} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  return (
    <>
      {found.isError ? <Alert banner type="warning" title="刷新没有成功，显示的是之前的内容。" action={<Button size="small" onClick={() => void found.refetch()}>再试一次</Button>} /> : null}
      <WholeCase detail={found.data} isPage={isPage} />
    </>
  )
}

function WholeCase({ detail, isPage }: { readonly detail: CaseDetail; readonly isPage: boolean }) {
  const [open, setOpen] = useState<{ move: StaffMove; preset?: Values } | null>(null)
  const isStanding = useStanding()
  const offerUndo = useMergeUndo(detail)
  const canMerge = detail.moves.some(({ move }) => move === 'merge')
  const done = (move: StaffMove) => {
    setOpen(null)
    if (move === 'merge') offerUndo()
  }
  return (
    <CaseEvidence detail={detail}><article className={`case ${isPage ? 'case-page' : ''}`} aria-label={`案件 ${detail.number}`}>
      <header className="case-head">
        {isPage ? <Back /> : null}
        <div className="case-title">
          <h1>{detail.title}</h1>
          <p className="soft">
            <CaseMark of={detail} /> · <span className="case-number">{detail.number}</span> · {detail.stateLabel}
            {detail.isUrged ? <span className="tone-red"> · ⚑ 督办中</span> : null}
            {detail.followers > 0 ? ` · 另有 ${detail.followers} 人反映同一件事` : ''}
            {' · '}<Link to="/cases/$id/file" params={{ id: detail.id }}>案卷</Link>
            <Watchers id={detail.id} />
          </p>
        </div>
        <MoveBar detail={detail} onOpen={(move) => setOpen({ move })} />
      </header>
      <StepBar step={detail.step} state={detail.state} stateLabel={detail.stateLabel} outcome={detail.outcome} />
      {detail.mergedInto ? <MergedNote into={detail.mergedInto} /> : null}
      {detail.pendingRequest ? (
        <Alert type="warning" showIcon title={`待审批：${detail.pendingRequest.text}`} description={<>{detail.pendingRequest.by}，<When at={detail.pendingRequest.at} /></>} />
      ) : null}
      {open ? <MovePanel key={open.move} detail={detail} move={open.move} preset={open.preset} onClose={() => setOpen(null)} onDone={done} /> : null}
      <div className="case-body">
        <div className="case-main">
          <section className="card">
            <h2>反映的事</h2>
            <p className="case-text">{detail.text}</p>
            <Signs text={`${detail.title}\n${detail.text}`} />
            <Photos files={[...detail.photos, ...detail.voices]} />
          </section>
          <Facts detail={detail} />
          <section className="card"><Timeline entries={detail.timeline} /></section>
        </div>
        <aside className="case-side">
          <Suspense fallback={MAP_WAITING}>{isStanding ? <CaseMap detail={detail} /> : MAP_WAITING}</Suspense>
          {isStanding && detail.source === 'device' ? <CaseAlarm caseId={detail.id} /> : null}
          <Relatives detail={detail} />
          {isStanding ? <CaseMediations number={detail.number} /> : null}
          {isStanding ? <Duplicates detail={detail} {...(canMerge ? { onMerge: (into: string) => setOpen({ move: 'merge', preset: { into } }) } : {})} /> : null}
        </aside>
      </div>
    </article></CaseEvidence>
  )
}

/** True once the case has stood for a moment: whoever leafs through a list asks for no maps and no duplicates. */
function useStanding(): boolean {
  const [isStanding, setStanding] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setStanding(true), LEAFING_MS)
    return () => clearTimeout(timer)
  }, [])
  return isStanding
}

function MergedNote({ into }: { readonly into: NonNullable<CaseDetail['mergedInto']> }) {
  return <Alert type="info" showIcon title={<>本案已并入 <a href={`/cases/${into.id}`}>{into.number} {into.title}</a>，请到那件案子上办理。</>} />
}

function Back() {
  const router = useRouter()
  const back = () => { if (router.history.canGoBack()) router.history.back(); else void router.navigate({ to: '/' }) }
  return <Button className="case-back" onClick={back} aria-label="返回列表">‹ 返回</Button>
}
