import { Button } from 'antd'
import { useState } from 'react'
import { STEP_STATES } from '@yihu/contracts'
import type { AlarmDetail, PlaybookStep } from '@yihu/contracts'
import { useKeys } from '../../app/keys.ts'
import { useMinute } from '../../app/minute.ts'
import { When } from '../../app/when.tsx'
import { leftText } from './left-text.ts'
import { EndDialog, StepDialog } from './step-dialog.tsx'
import { useAct } from './use-act.ts'

const SHAPES = { open: { shape: '○', tone: 'soft' }, done: { shape: '●', tone: 'tone-green' }, skipped: { shape: '—', tone: 'soft' } } as const

/** What to do, step by step: begun by hand, each step with its time, its proof and who did it; `p` takes the next one. */
export function Steps({ alarm }: { readonly alarm: AlarmDetail }) {
  useMinute()
  const act = useAct(alarm)
  const [open, setOpen] = useState<PlaybookStep | 'end' | null>(null)
  const { playbook, run } = alarm
  const next = playbook.find(({ state }) => state === 'open')
  const mayWork = alarm.may.act && next !== undefined && (run ? !run.ended : alarm.cleared === null)
  const go = () => (run ? setOpen(next ?? null) : act.mutate({ act: 'start-run' }))
  const label = run ? '做下一步' : '开始处置'
  useKeys(mayWork ? { p: go } : {})
  if (playbook.length === 0) return null
  return (
    <section className="card" aria-label="怎么处置">
      <div className="alarm-run-head">
        <h2>怎么处置</h2>
        {mayWork ? <Button type={run ? 'default' : 'primary'} loading={act.isPending} aria-keyshortcuts="p" onClick={go}>{label} <kbd aria-hidden="true">P</kbd></Button> : null}
        {mayWork && run ? <Button type="text" onClick={() => setOpen('end')}>结束处置</Button> : null}
      </div>
      <RunLine run={run} total={playbook.length} />
      <ol className="alarm-steps">{playbook.map((step) => <Line key={step.index} step={step} isRunning={run !== null && !run.ended} onOpen={mayWork && run ? setOpen : null} />)}</ol>
      {open === 'end' ? <EndDialog alarm={alarm} onClose={() => setOpen(null)} /> : null}
      {open && open !== 'end' ? <StepDialog key={open.index} alarm={alarm} step={open} onClose={() => setOpen(null)} /> : null}
    </section>
  )
}

function RunLine({ run, total }: { readonly run: AlarmDetail['run']; readonly total: number }) {
  if (!run) return <p className="soft">还没有开始。开始以后按步计时，过了时限会告诉负责的人和值班长。</p>
  const { startedAt, startedBy, ended, done, skipped, late } = run
  return (
    <p className="soft" role="status">
      {startedBy} <When at={startedAt} /> 开始，{total} 步做了 {done} 步{skipped > 0 ? `、不适用 ${skipped} 步` : ''}{late > 0 ? <strong className="tone-red">，▲ 超时 {late} 步</strong> : null}
      {ended ? <>。{ended.by} <When at={ended.at} /> {ended.note ? `结束：${ended.note}` : '做完'}</> : null}
    </p>
  )
}

interface LineProps {
  readonly step: PlaybookStep
  readonly isRunning: boolean
  readonly onOpen: ((step: PlaybookStep) => void) | null
}

function Line({ step, isRunning, onOpen }: LineProps) {
  const { index, text, by, only, dueAt, proof, state, isLate, settled } = step
  const { shape, tone } = SHAPES[state]
  return (
    <li className="alarm-step">
      <span className={`alarm-step-mark ${tone}`}><span aria-hidden="true">{shape}</span> {STEP_STATES[state]}</span>
      <div>
        <p>{only ? <span className="soft">（{only}）</span> : null}{text}</p>
        <p className={`alarm-step-foot ${isLate ? 'tone-red' : 'soft'}`}>{by}{proof ? `，留${proof.label}` : ''}{isLate ? '　▲ 超时' : ''}{state === 'open' && isRunning && !isLate && dueAt ? `　${leftText(dueAt)}到时限` : ''}</p>
        {settled ? <p className="alarm-step-foot">{settled.by} <When at={settled.at} />{settled.note ? `：${settled.note}` : ''}</p> : null}
        {settled && settled.files.length > 0 ? <p className="alarm-step-files">{settled.files.map(({ id, url, thumbnailUrl, name }, i) => <a key={id} href={url} target="_blank" rel="noreferrer"><img src={thumbnailUrl ?? url} alt={`第 ${index + 1} 步照片 ${i + 1}：${name}`} width={104} height={78} loading="lazy" /></a>)}</p> : null}
      </div>
      {state === 'open' && onOpen ? <Button size="small" aria-label={`记录第 ${index + 1} 步`} onClick={() => onOpen(step)}>记录</Button> : null}
    </li>
  )
}
