import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import type { InputRef } from 'antd'
import { useCallback, useRef, useState } from 'react'
import { ALARM_SEVERITIES } from '@yihu/contracts'
import type { AlarmSeverity } from '@yihu/contracts'
import { Empty, Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useKeys } from '../../app/keys.ts'
import { useCan } from '../../app/session.ts'
import { useMedia } from '../../app/theme.tsx'
import { AreaPicker } from '../areas/area-picker.tsx'
import { useCursor } from '../cases/use-cursor.ts'
import { useSettled } from '../intake/class-suggestions.tsx'
import { AlarmItem } from './alarm-item.tsx'
import { alarmCountsQuery, alarmsQuery } from './alarm-queries.ts'
import { ALARM_LISTS, readAlarmSearch } from './alarm-search.ts'
import type { AlarmList, AlarmSearch } from './alarm-search.ts'
import { AlarmView } from './alarm-view.tsx'
import { useBellSwitch } from './use-bell.ts'
import '../cases/inbox.css'
import './alarms.css'

/** From here on list and alarm stand side by side. */
const wideQuery = globalThis.matchMedia('(min-width: 1200px)')

/** The alarm desk: what rings, the gravest first; beside it the one that is open. */
export function AlarmsPage() {
  const can = useCan()
  return can('alarm.read') ? <Alarms /> : <NoPermission what="告警" />
}

type Change = Partial<Record<keyof AlarmSearch, string | undefined>>

function Alarms() {
  const search = readAlarmSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const isWide = useMedia(wideQuery)
  const change = useCallback((next: Change) => {
    void navigate({ to: '/alarms', search: (last) => readAlarmSearch({ ...last, ...next }), replace: true })
  }, [navigate])
  return (
    <div className={`inbox ${isWide ? 'inbox-wide' : ''}`}>
      {isWide || search.at === undefined ? <AlarmListPart search={search} onChange={change} /> : null}
      {isWide || search.at ? (
        <section className="inbox-case" aria-label="告警">
          {isWide || !search.at ? null : <Button className="alarm-back" onClick={() => change({ at: undefined })}>‹ 返回列表</Button>}
          {search.at ? <AlarmView key={search.at} id={search.at} /> : <Empty title="选一条告警，在这里处理">用 j、k 上下移动，Enter 打开。</Empty>}
        </section>
      ) : null}
    </div>
  )
}

interface PartProps {
  readonly search: AlarmSearch
  readonly onChange: (next: Change) => void
}

function AlarmListPart({ search, onChange }: PartProps) {
  const box = useRef<InputRef>(null)
  const [words, setWords] = useState(search.q ?? '')
  const settled = useSettled(words.trim(), 350)
  const { q: _q, ...rest } = search
  const list = useInfiniteQuery(alarmsQuery(settled === '' ? rest : { ...rest, q: settled }))
  const rows = list.data?.pages.flatMap(({ alarms }) => alarms) ?? []
  const here = useCursor({
    ids: rows.map(({ id }) => id), openId: search.at, onOpen: (id) => onChange({ at: id }), onSelect: () => {}, onAll: () => {}, onSearch: () => box.current?.focus(),
  })
  return (
    <section className="inbox-list" aria-label="告警列表">
      <div className="filters">
        <h1 className="unseen">告警</h1>
        <Input ref={box} className="filter-words" value={words} onChange={(event) => setWords(event.target.value)} placeholder="设备、地址或什么事" aria-label="查找告警" allowClear />
        <AreaPicker value={search.area} onChange={(area) => onChange({ area })} />
        <MoreFilters search={search} onChange={onChange} />
      </div>
      <Lists search={search} onChange={onChange} />
      <div className="inbox-scroll" tabIndex={-1}>
        {list.isPending ? <Loading /> : null}
        {list.isError && rows.length === 0 ? <Failed error={list.error} retry={() => void list.refetch()} /> : null}
        {list.isSuccess && rows.length === 0 ? <Nothing search={search} q={settled} /> : null}
        <ul className="items alarm-items">{rows.map((row) => <AlarmItem key={row.id} row={row} isHere={row.id === here} isOpen={row.id === search.at} onOpen={(id) => onChange({ at: id })} />)}</ul>
        {list.hasNextPage ? <Button block type="link" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>更多告警</Button> : null}
        {rows.length > 0 && !list.hasNextPage ? <p className="list-end">共 {rows.length} 条</p> : null}
      </div>
      <p className="inbox-keys"><kbd>j</kbd> <kbd>k</kbd> 上下　<kbd>Enter</kbd> 打开　<kbd>A</kbd> 确认　<kbd>/</kbd> 查找　<kbd>?</kbd> 全部按键</p>
    </section>
  )
}

function Nothing({ search: { list = 'open', severity, scenario, area }, q }: { readonly search: AlarmSearch; readonly q: string }) {
  if (severity ?? scenario ?? area ?? (q || undefined)) return <Empty title="没有符合筛选条件的告警">换一个条件试试。</Empty>
  const words: Readonly<Record<AlarmList, string>> = {
    open: '设备发来异常时会出现在这里，重要的会响铃。看哪些、多灵敏在「场景」里设。', ringing: '没有等人确认的告警。', taken: '确认了或在路上的告警会出现在这里。', snoozed: '说了稍后再响的告警会出现在这里。',
    held: '常误报的设备要持续一会儿才响，其间在这里。', cleared: '解除了的告警会留在这里。', drills: '在场景页面可以发起演练。',
  }
  return <Empty title={list === 'open' ? '现在没有告警' : `没有${ALARM_LISTS[list]}的告警`}>{words[list]}</Empty>
}

function MoreFilters({ search, onChange }: PartProps) {
  const counts = useQuery(alarmCountsQuery(search.area)).data
  const [isOn, turn] = useBellSwitch()
  useKeys({ s: turn })
  return (
    <>
      <Select className="alarm-filter" aria-label="级别" value={search.severity ?? null} onChange={(severity: string | null) => onChange({ severity: severity ?? undefined })} allowClear placeholder="全部级别"
        options={(Object.keys(ALARM_SEVERITIES) as AlarmSeverity[]).toReversed().map((value) => ({ value, label: `${ALARM_SEVERITIES[value]}${counts ? ` ${counts.severities[value]}` : ''}` }))} // keys of a literal table
      />
      <Select className="alarm-filter" aria-label="场景" value={search.scenario ?? null} onChange={(scenario: string | null) => onChange({ scenario: scenario ?? undefined })} allowClear placeholder="全部场景" showSearch={{ optionFilterProp: 'label' }}
        options={(counts?.scenarios ?? []).map(({ id, name, count }) => ({ value: id, label: `${name} ${count}` }))} />
      <Button aria-pressed={isOn} onClick={turn} title="新的重要、紧急告警响铃；这台电脑记住">{isOn ? '♪ 响铃开' : '响铃关'} <kbd aria-hidden="true">S</kbd></Button>
    </>
  )
}

function Lists({ search, onChange }: PartProps) {
  const counts = useQuery(alarmCountsQuery(search.area)).data
  const here = search.list ?? 'open'
  return (
    <div className="alarm-lists" role="group" aria-label="状态">
      {(Object.keys(ALARM_LISTS) as AlarmList[]).map((list) => ( // keys of a literal table
        <Button key={list} size="small" type={list === here ? 'primary' : 'text'} aria-pressed={list === here} onClick={() => onChange({ list })}>
          {ALARM_LISTS[list]}{counts && list !== 'cleared' && list !== 'drills' ? ` ${counts[list]}` : ''}
        </Button>
      ))}
      {counts && here === 'cleared' ? <span className="soft">今天解除 {counts.clearedToday} 条，其中误报 {counts.falseToday} 条</span> : null}
    </div>
  )
}
