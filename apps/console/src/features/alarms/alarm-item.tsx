import { ALARM_STATES } from '@yihu/contracts'
import type { AlarmRow } from '@yihu/contracts'
import { agoText, exactText } from '../../app/time.ts'
import { AlarmMark } from './alarm-mark.tsx'
import { leftText } from './left-text.ts'
import { ScenarioIcon } from './scenario-icon.tsx'

interface AlarmItemProps {
  readonly row: AlarmRow
  readonly isHere: boolean
  readonly isOpen: boolean
  readonly onOpen: (id: string) => void
}

/** One line: how grave, what, where, since when; who has it or who is called next. */
export function AlarmItem({ row, isHere, isOpen, onOpen }: AlarmItemProps) {
  const classes = ['item alarm-item', isHere ? 'item-here' : '', isOpen ? 'item-open' : ''].filter(Boolean).join(' ')
  return (
    <li className={classes} data-id={row.id} aria-current={isOpen ? 'true' : undefined}>
      <button type="button" className="item-body" onClick={() => onOpen(row.id)}>
        <span className="item-line"><AlarmMark of={row} /><ScenarioIcon icon={row.scenario.icon} /><span className="item-title">{row.scenario.name}</span><span className="item-state" title={exactText(row.raisedAt)}>{agoText(row.raisedAt)}</span></span>
        <span className="item-line alarm-what">{row.what}</span>
        <span className="item-line item-foot"><span className="item-where">{[row.device.name, row.address || row.areaName].filter(Boolean).join(' · ')}</span><span className={row.state === 'ringing' ? 'tone-red' : ''}>{stateText(row)}</span></span>
      </button>
    </li>
  )
}

function stateText({ state, holder, nextCall, cleared, snoozedUntil }: AlarmRow): string {
  if (cleared) return cleared.isFalse ? `误报，${cleared.howText}` : cleared.howText
  if (state === 'snoozed' && snoozedUntil) return `${leftText(snoozedUntil)}再响`
  if (holder) return `${holder.name}${ALARM_STATES[state]}`
  return nextCall ? `${ALARM_STATES[state]}，${leftText(nextCall.at)}找${nextCall.who}` : ALARM_STATES[state]
}
