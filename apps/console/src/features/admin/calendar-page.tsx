import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { showCalendar } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { DueCalculator } from './due-calculator.tsx'
import { HoursDialog } from './hours-dialog.tsx'
import { windowsText } from './hours-form.ts'
import { YearDialog } from './year-dialog.tsx'
import type { Year } from './year-dialog.tsx'
import './admin.css'

/** Which days are worked, by what notice; deadlines are counted on them. */
export function CalendarPage() {
  const can = useCan()
  return can('catalogue.read') || can('calendar.edit') ? <Calendar /> : <NoPermission what="工作日历" />
}

function Calendar() {
  const can = useCan()
  const [edited, setEdited] = useState<Year | 'new' | 'hours' | null>(null)
  const calendar = useQuery({ queryKey: ['calendar'], queryFn: ({ signal }) => api.call(showCalendar, { signal }) })
  if (calendar.isPending) return <Loading />
  if (calendar.isError) return <Failed error={calendar.error} retry={() => void calendar.refetch()} />
  const { years, serviceHours, hoursSource, warnings, version } = calendar.data
  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>工作日历</h1><span className="soft">版本 {version}</span>
        {can('calendar.edit') ? <Button type="primary" onClick={() => setEdited('new')}>装入一年</Button> : null}
      </div>
      {warnings.map((text) => <Alert key={text} className="import-warning" type="warning" showIcon title={text} />)}
      <DueCalculator />
      <section className="card">
        <h2>服务时间</h2>
        <ul>{serviceHours.map(({ from, to, windows }, i) => <li key={from}>{i === 0 ? '平时' : `${from} 至 ${to}`}：{windowsText(windows)}</li>)}</ul>
        <p><span className="soft">依据：</span>{hoursSource ?? '随产品装入'} {can('calendar.edit') ? <Button size="small" onClick={() => setEdited('hours')}>修改服务时间</Button> : null}</p>
      </section>
      <section className="card">
        <h2>放假安排</h2>
        {years.toSorted((a, b) => b.year - a.year).map((year, i) => (
          <details className="year" key={year.year} open={i === 0}>
            <summary>{year.year} 年：放假 {year.off.length} 天，调休上班 {year.work.length} 天<span className="soft">（第 {year.version} 版）</span></summary>
            <p><span className="soft">放假：</span>{year.off.join('、')}</p>
            <p><span className="soft">调休上班：</span>{year.work.join('、') || '无'}</p>
            <p><span className="soft">依据：</span><Source text={year.source} /> {can('calendar.edit') ? <Button size="small" onClick={() => setEdited(year)}>更正</Button> : null}</p>
          </details>
        ))}
      </section>
      {edited === 'hours' ? <HoursDialog calendar={calendar.data} onClose={() => setEdited(null)} /> : null}
      {edited && edited !== 'hours' ? <YearDialog year={edited === 'new' ? null : edited} seen={version} onClose={() => setEdited(null)} /> : null}
    </div>
  )
}

function Source({ text }: { readonly text: string }) {
  return /^https?:/u.test(text) ? <a href={text} target="_blank" rel="noreferrer">{text}</a> : text
}
