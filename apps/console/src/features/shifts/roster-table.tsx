import { useEffect, useRef } from 'react'
import type { ShiftForm } from '@yihu/contracts'
import { localDate, weekdayName } from '@yihu/domain'
import { serverNow } from '../../app/server-time.ts'
import { People } from './people.tsx'
import { columnsOf, daysOf, weekdayOf } from './roster-edit.ts'

interface RosterTableProps {
  readonly month: string
  readonly shifts: readonly ShiftForm[]
  /** Opens a shift, or an empty place; left out, the table is to be read. */
  readonly onOpen?: (at: { readonly day: string; readonly name: string; readonly shift: ShiftForm | null }) => void
  readonly onCopyWeek?: (day: string) => void
}

/** A month: one line a day, one column a shift. */
export function RosterTable({ month, shifts, onOpen, onCopyWeek }: RosterTableProps) {
  const today = localDate(serverNow().getTime())
  const names = columnsOf(shifts)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const row = box.current?.querySelector<HTMLElement>('.roster-today')
    if (box.current && row) box.current.scrollTop = row.offsetTop - box.current.clientHeight / 2
  }, [])
  return (
    <div className="roster-box" ref={box} tabIndex={0} role="group" aria-label="一个月的值班表">
      <table className="roster">
        <thead><tr><th scope="col">日期</th>{names.map((name) => <th key={name} scope="col">{name}</th>)}{onCopyWeek ? <th scope="col"><span className="unseen">操作</span></th> : null}</tr></thead>
        <tbody>
          {daysOf(month).map((day) => (
            <tr key={day} className={`${day === today ? 'roster-today' : ''} ${weekdayOf(day) >= 5 ? 'roster-weekend' : ''}`}>
              <th scope="row">{Number(day.slice(8))} 日 {weekdayName(day)}{day === today ? <span className="tone-green"> 今天</span> : null}</th>
              {names.map((name) => <Cell key={name} day={day} name={name} shift={shifts.find((shift) => shift.day === day && shift.name === name) ?? null} onOpen={onOpen} />)}
              {onCopyWeek ? <td>{weekdayOf(day) === 0 || day.endsWith('-01') ? <button type="button" className="roster-copy" onClick={() => onCopyWeek(day)}>这一周照上周</button> : null}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface CellProps {
  readonly day: string
  readonly name: string
  readonly shift: ShiftForm | null
  readonly onOpen: RosterTableProps['onOpen'] | undefined
}

function Cell({ day, name, shift, onOpen }: CellProps) {
  const inside = shift ? <><span className="soft roster-hours">{shift.from}–{shift.to}</span> <People people={shift.people} /></> : <span className="soft">—</span>
  return <td>{onOpen ? <button type="button" className="roster-cell" onClick={() => onOpen({ day, name, shift })}><span className="unseen">{day} {name} {shift ? '修改' : '排班'}</span>{inside}</button> : inside}</td>
}
