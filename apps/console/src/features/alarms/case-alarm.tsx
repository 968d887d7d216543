import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ALARM_STATES } from '@yihu/contracts'
import { useCan } from '../../app/session.ts'
import { When } from '../../app/when.tsx'
import { AlarmMark } from './alarm-mark.tsx'
import { alarmOfCaseQuery } from './alarm-queries.ts'

/** The alarm behind a case: why it rang and what was done about it stand there. */
export function CaseAlarm({ caseId }: { readonly caseId: string }) {
  const can = useCan()
  const found = useQuery({ ...alarmOfCaseQuery(caseId), enabled: can('alarm.read') }).data
  const alarm = found?.alarms[0]
  if (!alarm) return null
  return (
    <section className="card" aria-label="来自告警">
      <h2>来自告警</h2>
      <p><AlarmMark of={alarm} /> <Link to="/alarms" search={{ at: alarm.id }}>{alarm.scenario.name}</Link>　{ALARM_STATES[alarm.state]}</p>
      <p className="soft">{alarm.what}，{alarm.device.name}，<When at={alarm.raisedAt} /> 起。为什么响、找了谁、处置步骤在告警里看。</p>
    </section>
  )
}
