import type { ReactNode } from 'react'
import { SOURCES } from '@yihu/contracts'
import type { CaseFile } from '@yihu/contracts'
import { exactText } from '../../app/time.ts'
import { Reporter } from '../case/reporter.tsx'

const OUTCOMES = { solved: '已解决', unsolved: '未解决', refused: '不予受理' } as const

/** First page: what it is, who had it, how it ended; then what was said and how the deadline came about. */
export function Cover({ file }: { readonly file: CaseFile }) {
  const { case: detail, madeAt, madeBy, chain } = file
  const last = detail.timeline.at(-1)
  return (
    <>
      <section className="file-cover">
        <p className="file-kind">案 卷</p>
        <h1>{detail.title}</h1>
        <dl className="file-facts">
          <Fact name="案件编号">{detail.number}</Fact>
          <Fact name="现在">{detail.stateLabel}{detail.outcome ? `（${OUTCOMES[detail.outcome]}）` : ''}</Fact>
          <Fact name="分类">{detail.class ? `${detail.class.fullName}（${detail.class.code}）` : '未分类'}</Fact>
          <Fact name="地点">{[detail.areaName, detail.address].filter(Boolean).join('，')}</Fact>
          <Fact name="坐标">{detail.point ? `${detail.point.lon.toFixed(6)}，${detail.point.lat.toFixed(6)}（WGS-84）` : '没有'}</Fact>
          <Fact name="来源">{SOURCES[detail.source]}</Fact>
          <Fact name="承办单位">{detail.unit?.name ?? '尚未派遣'}</Fact>
          <Fact name="登记时间">{exactText(detail.registeredAt)}</Fact>
          <Fact name="办结期限">{detail.dueAt ? exactText(detail.dueAt) : '没有期限'}</Fact>
          <Fact name="最后一步">{last ? `${last.title}，${exactText(last.at)}` : '没有'}</Fact>
          <Fact name="经过">{detail.timeline.length} 步，证据 {detail.timeline.reduce((sum, { files }) => sum + files.length, 0)} 件</Fact>
          <Fact name="留痕核验">{chain.problem === null ? '● 完整' : `▲ ${chain.problem}`}</Fact>
        </dl>
        <p className="file-made">{madeBy}<br />{exactText(madeAt)} 生成</p>
      </section>
      <section className="file-part">
        <h2>一、诉求</h2>
        <dl className="file-facts">
          <Fact name="报事人"><Reporter detail={detail} /></Fact>
          {detail.rating ? <Fact name="居民评价">{detail.rating.solved ? '解决了' : '没有解决'}，满意度 {detail.rating.satisfaction}/5</Fact> : null}
          {detail.followers > 0 ? <Fact name="同诉">另有 {detail.followers} 件反映同一件事：{detail.merged.map(({ number }) => number).join('、')}</Fact> : null}
          {detail.mergedInto ? <Fact name="已并入">{detail.mergedInto.number} {detail.mergedInto.title}</Fact> : null}
          {detail.parent ? <Fact name="上级案件">{detail.parent.number} {detail.parent.title}</Fact> : null}
          {detail.children.length > 0 ? <Fact name="子案件">{detail.children.map(({ number, stateLabel }) => `${number}（${stateLabel}）`).join('、')}</Fact> : null}
        </dl>
        <p className="file-text">{detail.text}</p>
      </section>
      <section className="file-part">
        <h2>二、期限的由来</h2>
        {detail.deadline ? (
          <ol className="file-lines">
            {detail.deadline.lines.map((line, i) => <li key={`${i} ${line}`}>{line}</li>)}
            {detail.deadline.warnings.map((line) => <li key={line}>◆ {line}</li>)}
          </ol>
        ) : <p>本案没有按分类计算的期限。</p>}
        {detail.dispatch ? <p>派遣依据：{detail.dispatch.unit.name}，{detail.dispatch.ruleText}{detail.dispatch.ruleVersion ? `（规则第 ${detail.dispatch.ruleVersion} 版）` : ''}</p> : null}
      </section>
    </>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return <div className="file-fact"><dt>{name}</dt><dd>{children}</dd></div>
}
