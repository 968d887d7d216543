import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Alert, App, Button } from 'antd'
import { composeHandover } from '@yihu/contracts'
import type { Shift } from '@yihu/contracts'
import { monthOf } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { Failed, Loading, NoPermission, textOf } from '../../app/conditions.tsx'
import { useKeys } from '../../app/keys.ts'
import { serverNow } from '../../app/server-time.ts'
import { useCan } from '../../app/session.ts'
import { instantText } from '../../app/time.ts'
import { Handovers } from './handovers.tsx'
import { People } from './people.tsx'
import { RosterCard } from './roster-card.tsx'
import { handoverQuery, onDutyQuery, SHIFTS_KEY } from './shift-queries.ts'
import './shifts.css'

const route = getRouteApi('/shell/shifts')

/** Who is on duty, what is handed over, and the roster of a month. */
export function ShiftsPage() {
  const can = useCan()
  return can('shift.read') ? <Shifts /> : <NoPermission what="值班" />
}

function Shifts() {
  const { month = monthOf(serverNow().getTime()) } = route.useSearch()
  return (
    <div className="sheet">
      <div className="sheet-head"><h1>值班</h1><Compose /></div>
      <Now />
      <RosterCard key={month} month={month} />
      <Handovers />
    </div>
  )
}

function Now() {
  const found = useQuery(onDutyQuery)
  if (found.isPending) return <Loading rows={2} />
  if (!found.data) return <Failed error={found.error} retry={() => void found.refetch()} />
  const { current, next, waiting } = found.data
  return (
    <>
      {waiting ? (
        <Alert className="shift-waiting" type="warning" showIcon title={`${waiting.givenBy}已交班（${instantText(waiting.startsAt)} ${waiting.shiftName}），等接班确认`}
          action={<Link to="/shifts/handovers/$id" params={{ id: waiting.id }}>看交接简报</Link>} />
      ) : null}
      <section className="card shift-now">
        <OneShift title="现在" shift={current} empty="现在没有排班，谁在值班请看纸质值班表" />
        <OneShift title="下一班" shift={next} empty="后面还没有排班" />
      </section>
    </>
  )
}

function OneShift({ title, shift, empty }: { readonly title: string; readonly shift: Shift | null; readonly empty: string }) {
  return (
    <div>
      <h2>{title}{shift ? <span className="soft"> {shift.name} {instantText(shift.startsAt)} 至 {instantText(shift.endsAt)}</span> : null}</h2>
      {shift ? <People people={shift.people} /> : <p className="soft">{empty}</p>}
    </div>
  )
}

function Compose() {
  const can = useCan()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const compose = useMutation({
    mutationFn: () => api.call(composeHandover, { body: {} }),
    onSuccess: async (handover) => {
      queries.setQueryData(handoverQuery(handover.id).queryKey, handover)
      void queries.invalidateQueries({ queryKey: SHIFTS_KEY })
      await navigate({ to: '/shifts/handovers/$id', params: { id: handover.id } })
    },
    onError: (error) => void message.error(textOf(error)),
  })
  const isAble = can('shift.handover')
  useKeys({ b: () => { if (isAble && !compose.isPending) compose.mutate() } })
  return isAble ? <Button type="primary" loading={compose.isPending} onClick={() => compose.mutate()}>本班交接简报 <kbd aria-hidden="true">B</kbd></Button> : null
}
