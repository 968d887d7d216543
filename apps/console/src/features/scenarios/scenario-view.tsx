import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ALARM_SEVERITIES } from '@yihu/contracts'
import type { ScenarioDetail } from '@yihu/contracts'
import { Failed, Loading } from '../../app/conditions.tsx'
import { When } from '../../app/when.tsx'
import { SEVERITY_MARKS } from '../alarms/alarm-mark.tsx'
import { ScenarioIcon } from '../alarms/scenario-icon.tsx'
import { Campaign } from './campaign.tsx'
import { DrillButton } from './drill-button.tsx'
import { DryRun } from './dry-run.tsx'
import { scenarioQuery } from './scenario-queries.ts'
import { SettingForm } from './setting-form.tsx'
import type { Settings } from './setting-values.ts'
import '../case/case.css'
import '../alarms/alarms.css'

/** One scenario as it is set in an area: rule, settings, dry run, whom it calls, what was changed. */
export function ScenarioView({ id, area }: { readonly id: string; readonly area: string | undefined }) {
  const found = useQuery(scenarioQuery(id, area))
  if (found.isPending) return <Loading rows={12} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  // A saved version begins the form anew.
  return <Whole key={found.data.own.version} scenario={found.data} area={area} />
}

function Whole({ scenario, area }: { readonly scenario: ScenarioDetail; readonly area: string | undefined }) {
  const [tried, setTried] = useState<Settings | null>(null)
  const { shape, tone } = SEVERITY_MARKS[scenario.severity]
  return (
    <article className="case" aria-label={`场景 ${scenario.name}`}>
      <header className="case-head">
        <div className="case-title">
          <h1><ScenarioIcon icon={scenario.icon} /> {scenario.name}</h1>
          <p className="soft"><span className={`tone-${tone}`}><span aria-hidden="true">{shape}</span> {ALARM_SEVERITIES[scenario.severity]}</span> · {scenario.moduleName} · <span className={scenario.isOn ? 'tone-green' : ''}>{scenario.isOn ? '● 开着' : '○ 关着'}</span> · 看着 {scenario.devices} 台设备 · <Link to="/alarms" search={{ scenario: scenario.id, ...(area ? { area } : {}) }}>未解除 {scenario.open} 条</Link></p>
        </div>
        <DrillButton scenario={scenario} />
      </header>
      <p className="case-text">{scenario.about}</p>
      <Rule scenario={scenario} />
      <SettingForm scenario={scenario} onTry={scenario.mayEdit ? setTried : null} />
      <Campaign scenario={scenario} />
      {tried ? <DryRun scenario={scenario} settings={tried} /> : null}
      <div className="scenario-pair">
        <section className="card" aria-label="找谁"><h2>找谁</h2><ol className="scenario-list">{scenario.ladder.map(({ role, by, afterMinutes }) => <li key={role}>{role}　{by}　<span className="soft">{afterMinutes === 0 ? '马上' : `${afterMinutes} 分钟没人确认`}</span></li>)}</ol><p className="soft">{scenario.makesCase}。{scenario.deadline}</p></section>
        <section className="card" aria-label="怎么处置"><h2>怎么处置</h2><ol className="scenario-list scenario-steps">{scenario.playbook.map(({ text, by, only }) => <li key={text}>{only ? <span className="soft">（{only}）</span> : null}{text}　<span className="soft">{by}</span></li>)}</ol></section>
      </div>
      {scenario.falseAlarms.length > 0 || scenario.privacy ? <section className="card" aria-label="误报和隐私"><h2>常见误报</h2><ul className="alarm-hints">{scenario.falseAlarms.map((line) => <li key={line}>{line}</li>)}</ul>{scenario.privacy ? <p className="soft scenario-privacy">隐私：{scenario.privacy}</p> : null}</section> : null}
      <History scenario={scenario} />
    </article>
  )
}

function Rule({ scenario: { rule, rise, severity, sources } }: { readonly scenario: ScenarioDetail }) {
  return (
    <section className="card" aria-label="什么时候响">
      <h2>什么时候响</h2>
      <ul className="alarm-hints">{rule.map((line) => <li key={line}>{line}</li>)}</ul>
      {rise ? <p>{rise.to === severity ? '不论时段当即叫人' : `升为${ALARM_SEVERITIES[rise.to]}`}：{rise.rule.join('；')}</p> : null}
      <p className="soft">看：{sources.map(({ title, device, unit }) => `${device ? `${device}的` : ''}${title}${unit ? `（${unit}）` : ''}`).join('、')}</p>
    </section>
  )
}

function History({ scenario: { history, setAt } }: { readonly scenario: ScenarioDetail }) {
  return (
    <section className="card" aria-label="改动的历史">
      <h2>改动的历史</h2>
      {history.length === 0 ? <p className="soft">{setAt ? `这个区域没有自己的设置，跟随${setAt.name}第 ${setAt.version} 版。` : '还没有人设过，关着。'}</p> : (
        <ol className="timeline">
          {history.map(({ version, at, by, isOn, endsOn, changed }) => (
            <li key={version}>
              <p className="timeline-line"><When at={at} /> <strong>第 {version} 版</strong> <span className="soft">{by}</span></p>
              <p className="timeline-text">{isOn ? '开' : '关'}{endsOn ? `，到 ${endsOn} 为止` : ''}；{changed.length > 0 ? changed.map(({ label, value }) => `${label} ${value}`).join('，') : '参数都是默认'}</p>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
