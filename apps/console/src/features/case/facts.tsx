import type { ReactNode } from 'react'
import { SOURCES } from '@yihu/contracts'
import type { CaseDetail } from '@yihu/contracts'
import { When } from '../../app/when.tsx'
import { Reporter } from './reporter.tsx'

const PLACES = { point: '地图选点', code: '智慧码', address: '按地址推定', none: '没有位置' } as const

/** Who has it, until when, why: each answer with its reasons in a fold. */
export function Facts({ detail }: { readonly detail: CaseDetail }) {
  return (
    <section className="card">
      <dl className="facts">
        <Fact name="谁在办"><Owner detail={detail} /></Fact>
        <Fact name="何时办完"><Due detail={detail} /></Fact>
        <Fact name="分类"><Class detail={detail} /></Fact>
        <Fact name="地点">
          {detail.address ?? detail.areaName}
          <p className="soft">{detail.address ? `${detail.areaName}，` : ''}{PLACES[detail.placeSource]}</p>
        </Fact>
        <Fact name="来源">{SOURCES[detail.source]}<span className="soft"> · <When at={detail.registeredAt} /> 登记</span></Fact>
        <Fact name="报事人"><Reporter detail={detail} /></Fact>
        <Counters counters={detail.counters} />
        {detail.rating ? <Fact name="居民评价">{detail.rating.solved ? '解决了' : '没有解决'} · 满意度 {detail.rating.satisfaction}/5</Fact> : null}
      </dl>
    </section>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return <div className="fact"><dt>{name}</dt><dd>{children}</dd></div>
}

function Fold({ title, lines, warnings = [] }: { readonly title: string; readonly lines: readonly string[]; readonly warnings?: readonly string[] }) {
  return (
    <details className="fold">
      <summary>{title}</summary>
      <ul>
        {lines.map((line, i) => <li key={`${i} ${line}`}>{line}</li>)}
        {warnings.map((line) => <li key={line} className="tone-amber">◆ {line}</li>)}
      </ul>
    </details>
  )
}

function Owner({ detail: { unit, handler, dispatch } }: { readonly detail: CaseDetail }) {
  const inHand = handler ? `，${handler.name}接办` : ''
  if (!dispatch) return unit ? `${unit.name}${inHand}` : '还没有派出'
  const others = dispatch.alternatives.map((other) => `也可能是 ${other.unit.name}：${other.ruleText}`)
  const lines = [`${dispatch.unit.name}（${dispatch.role}）：${dispatch.ruleText}`, `把握 ${Math.round(dispatch.confidence * 100)}%${dispatch.ruleId ? `，规则 ${dispatch.ruleId}${dispatch.ruleVersion ? `（第 ${dispatch.ruleVersion} 版）` : ''}` : '，没有对应的规则'}`, ...others]
  return <>{unit ? `${unit.name}${inHand}` : <>还没有派出<span className="soft">，建议 {dispatch.unit.name}</span></>}<Fold title="为什么是这个单位" lines={lines} /></>
}

function Due({ detail: { dueAt, dueText, card, deadline } }: { readonly detail: CaseDetail }) {
  if (!dueAt) return <span className="soft">还没有开始计时</span>
  return (
    <>
      <span className={card === 'red' ? 'tone-red' : card === 'yellow' ? 'tone-amber' : ''}>{dueText ? `${dueText} · ` : ''}<When at={dueAt} /></span>
      {deadline?.stageText ? <p className="soft">{deadline.stageText}{deadline.stageDueAt ? <>，<When at={deadline.stageDueAt} /></> : null}</p> : null}
      {deadline ? <Fold title="期限怎么算的" lines={deadline.lines} warnings={deadline.warnings} /> : null}
    </>
  )
}

function Class({ detail }: { readonly detail: CaseDetail }) {
  const { class: current, classReason } = detail
  const words = classReason && classReason.words.length + classReason.alternatives.length > 0 ? [
    `把握 ${Math.round(classReason.confidence * 100)}%${classReason.words.length > 0 ? `，依据的词：${classReason.words.join('、')}` : ''}`,
    ...classReason.alternatives.map(({ fullName }) => `也可能是 ${fullName}`),
  ] : []
  return <>{current?.fullName ?? <span className="soft">还没有分类</span>}{words.length > 0 ? <Fold title="为什么是这个分类" lines={words} /> : null}</>
}

const COUNTERS = { hops: '派遣', returns: '退回', reworks: '返工', reopens: '重新办理', urges: '督办', stillThere: '居民说还在', extensions: '延期' } as const

function Counters({ counters }: { readonly counters: CaseDetail['counters'] }) {
  const names = Object.keys(COUNTERS) as (keyof typeof COUNTERS)[] // keys of a literal table
  const shown = names.filter((name) => counters[name] > 0)
  if (shown.length === 0) return null
  return <Fact name="次数">{shown.map((name) => `${COUNTERS[name]} ${counters[name]} 次`).join(' · ')}</Fact>
}
