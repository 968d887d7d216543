import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import type { InputRef } from 'antd'
import { useCallback, useRef, useState } from 'react'
import type { ScenarioRow } from '@yihu/contracts'
import { Empty, Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { useMedia } from '../../app/theme.tsx'
import { SEVERITY_MARKS } from '../alarms/alarm-mark.tsx'
import { ScenarioIcon } from '../alarms/scenario-icon.tsx'
import { AreaPicker } from '../areas/area-picker.tsx'
import { useCursor } from '../cases/use-cursor.ts'
import { scenariosQuery } from './scenario-queries.ts'
import { readScenarioSearch } from './scenario-search.ts'
import type { ScenarioSearch } from './scenario-search.ts'
import { ScenarioView } from './scenario-view.tsx'
import '../cases/inbox.css'
import './scenarios.css'

/** From here on catalogue and scenario stand side by side. */
const wideQuery = globalThis.matchMedia('(min-width: 1200px)')

/** The catalogue of scenarios: which watch in an area, how sharply, how often they rang. */
export function ScenariosPage() {
  const can = useCan()
  return can('scenario.read') ? <Scenarios /> : <NoPermission what="场景" />
}

function Scenarios() {
  const search = readScenarioSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const isWide = useMedia(wideQuery)
  const change = useCallback((next: Partial<Record<keyof ScenarioSearch, string | undefined>>) => {
    void navigate({ to: '/scenarios', search: (last) => readScenarioSearch({ ...last, ...next }), replace: true })
  }, [navigate])
  return (
    <div className={`inbox ${isWide ? 'inbox-wide' : ''}`}>
      {isWide || search.at === undefined ? <Catalogue search={search} onChange={change} /> : null}
      {isWide || search.at ? (
        <section className="inbox-case" aria-label="场景">
          {isWide || !search.at ? null : <Button className="alarm-back" onClick={() => change({ at: undefined })}>‹ 返回目录</Button>}
          {search.at ? <ScenarioView key={`${search.at} ${search.area ?? ''}`} id={search.at} area={search.area} /> : <Empty title="选一个场景">看它怎么判断、开关和调灵敏度、用过去 30 天的读数试跑。</Empty>}
        </section>
      ) : null}
    </div>
  )
}

interface CatalogueProps {
  readonly search: ScenarioSearch
  readonly onChange: (next: Partial<Record<keyof ScenarioSearch, string | undefined>>) => void
}

function Catalogue({ search, onChange }: CatalogueProps) {
  const box = useRef<InputRef>(null)
  const [words, setWords] = useState('')
  const list = useQuery(scenariosQuery(search.area))
  const rows = (list.data?.scenarios ?? []).filter(({ name, about, moduleName }) => `${name} ${about} ${moduleName}`.includes(words.trim()))
  const groups = [...Map.groupBy(rows, ({ moduleName }) => moduleName)]
  const here = useCursor({
    ids: groups.flatMap(([, of]) => of.map(({ id }) => id)), openId: search.at, onOpen: (id) => onChange({ at: id }), onSelect: () => {}, onAll: () => {}, onSearch: () => box.current?.focus(),
  })
  const on = list.data?.scenarios.filter(({ isOn }) => isOn).length
  return (
    <section className="inbox-list" aria-label="场景目录">
      <div className="filters">
        <h1 className="unseen">场景</h1>
        <Input ref={box} className="filter-words" value={words} onChange={(event) => setWords(event.target.value)} placeholder="场景名称" aria-label="查找场景" allowClear />
        <AreaPicker value={search.area} onChange={(area) => onChange({ area })} none="我的辖区" />
      </div>
      <div className="inbox-scroll" tabIndex={-1}>
        {list.isPending ? <Loading /> : null}
        {list.isError ? <Failed error={list.error} retry={() => void list.refetch()} /> : null}
        {list.data ? <p className="scenario-sum soft">{list.data.area.name}：{list.data.scenarios.length} 个场景，开着 {on} 个</p> : null}
        {list.isSuccess && rows.length === 0 ? <Empty title="没有这样的场景">换一个词试试。</Empty> : null}
        {groups.map(([name, of]) => (
          <section key={name}>
            <h2 className="scenario-module">{name}</h2>
            <ul className="items scenario-items">{of.map((row) => <Item key={row.id} row={row} isHere={row.id === here} isOpen={row.id === search.at} onOpen={(id) => onChange({ at: id })} />)}</ul>
          </section>
        ))}
      </div>
      <p className="inbox-keys"><kbd>j</kbd> <kbd>k</kbd> 上下　<kbd>Enter</kbd> 打开　<kbd>/</kbd> 查找　<kbd>?</kbd> 全部按键</p>
    </section>
  )
}

interface ItemProps {
  readonly row: ScenarioRow
  readonly isHere: boolean
  readonly isOpen: boolean
  readonly onOpen: (id: string) => void
}

function Item({ row, isHere, isOpen, onOpen }: ItemProps) {
  const { shape, tone } = SEVERITY_MARKS[row.severity]
  const classes = ['item scenario-item', isHere ? 'item-here' : '', isOpen ? 'item-open' : ''].filter(Boolean).join(' ')
  return (
    <li className={classes} data-id={row.id} aria-current={isOpen ? 'true' : undefined}>
      <button type="button" className="item-body" onClick={() => onOpen(row.id)}>
        <span className="item-line"><span className={`tone-${tone}`} aria-hidden="true">{shape}</span><ScenarioIcon icon={row.icon} /><span className="item-title">{row.name}</span><span>{row.isAsked ? <span className="tone-amber">◆ 待批准　</span> : null}<span className={row.isOn ? 'tone-green' : 'soft'}>{row.isOn ? '● 开' : '○ 关'}</span></span></span>
        <span className="item-line item-foot"><span className="item-where">看着 {row.devices} 台设备{row.endsOn ? `，到 ${row.endsOn} 为止` : ''}</span><span>{row.open > 0 ? <span className="tone-red">▲ {row.open} 条未解除　</span> : null}30 天响 {row.rang30} 次{row.false30 > 0 ? `，误报 ${row.false30}` : ''}</span></span>
      </button>
    </li>
  )
}
