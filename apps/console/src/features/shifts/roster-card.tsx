import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { Roster, ShiftForm } from '@yihu/contracts'
import { monthsAfter } from '@yihu/domain'
import { Failed, Loading } from '../../app/conditions.tsx'
import { readDraft } from '../../app/drafts.ts'
import { useCan } from '../../app/session.ts'
import { RosterEditor } from './roster-editor.tsx'
import { RosterTable } from './roster-table.tsx'
import { rosterQuery } from './shift-queries.ts'

const SHOWN_WARNINGS = 3

/** A month of the roster, to read and, for some, to change as a whole. */
export function RosterCard({ month }: { readonly month: string }) {
  const can = useCan()
  const found = useQuery(rosterQuery(month))
  const [isEditing, setEditing] = useState(() => can('shift.edit') && readDraft(`roster:${month}`) !== null)
  return (
    <section className="card" aria-label="值班表">
      <div className="roster-head">
        <h2>值班表</h2>
        <Link to="/shifts" search={{ month: monthsAfter(month, -1) }} aria-label="上个月">‹</Link>
        <strong>{Number(month.slice(0, 4))} 年 {Number(month.slice(5))} 月</strong>
        <Link to="/shifts" search={{ month: monthsAfter(month, 1) }} aria-label="下个月">›</Link>
        <Link to="/shifts" search={{}}>本月</Link>
        {can('shift.edit') && found.data && !isEditing ? <Button onClick={() => setEditing(true)}>编排</Button> : null}
      </div>
      {found.isPending ? <Loading rows={8} /> : null}
      {found.isError && !found.data ? <Failed error={found.error} retry={() => void found.refetch()} /> : null}
      {found.data ? isEditing ? <RosterEditor roster={found.data} onClose={() => setEditing(false)} /> : <Reading roster={found.data} /> : null}
    </section>
  )
}

function Reading({ roster }: { readonly roster: Roster }) {
  const can = useCan()
  const shifts: readonly ShiftForm[] = roster.shifts
  if (shifts.length === 0) return <p className="soft">这个月还没有排班。{can('shift.edit') ? '点“编排”开始，可以照上周的排班填满。' : '请值班长编排。'}</p>
  return <><Warnings warnings={roster.warnings} /><RosterTable month={roster.month} shifts={shifts} /></>
}

/** What a person should know about the month. */
export function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  if (warnings.length === 0) return null
  const more = warnings.length - SHOWN_WARNINGS
  return <Alert className="shift-waiting" type="warning" showIcon title={`${warnings.slice(0, SHOWN_WARNINGS).join('；')}${more > 0 ? `；还有 ${more} 处` : ''}`} />
}
