import { SearchOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { AutoComplete, Input } from 'antd'
import type { InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { DESKS, SEARCH_KINDS, searchAll } from '@yihu/contracts'
import type { SearchHit, SearchKind } from '@yihu/contracts'
import { api } from './api.ts'
import { pageOf } from './page-of-hit.ts'
import { useOffered } from './commands.ts'
import { desksOf, PAGES } from './pages.ts'
import { useCan } from './session.ts'
import { useSettled } from '../features/intake/class-suggestions.tsx'

const SHOWN = 6
const TYPING_MS = 150
const POPUP_WIDTH = Math.min(520, globalThis.innerWidth - 24)

interface Choice {
  readonly value: string
  readonly label: string
  readonly go: () => void
}

/** Search and commands: whatever the street knows by words, pinyin, initials or code; a page by name. Ctrl K from anywhere. */
export function CommandBox() {
  const [text, setText] = useState('')
  const box = useRef<InputRef>(null)
  const asked = text.trim()
  const pages = usePageChoices(asked)
  const found = useFound(asked)
  const { title, moves } = useMoveChoices(asked)
  const choices = [...moves, ...pages, ...found.groups.flatMap(({ options }) => options)]

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      box.current?.focus({ cursor: 'all' })
    }
    document.addEventListener('keydown', focus)
    return () => document.removeEventListener('keydown', focus)
  }, [])

  const groups = [
    { label: title, options: moves },
    { label: '页面', options: pages },
    ...found.groups,
  ].filter(({ options }) => options.length > 0)
  return (
    <AutoComplete
      className="command"
      popupMatchSelectWidth={POPUP_WIDTH}
      value={text}
      options={groups}
      showSearch={{ filterOption: false, onSearch: setText }}
      defaultActiveFirstOption
      notFoundContent={asked ? (found.isAsking ? '正在查找…' : '没有找到。可输入编号、标题里的字、地址、单位，或姓名的全拼、首字母。') : null}
      onSelect={(value: string) => {
        setText('')
        box.current?.blur()
        choices.find((choice) => choice.value === value)?.go()
      }}
    >
      <Input ref={box} prefix={<SearchOutlined aria-hidden="true" />} suffix={<kbd>Ctrl K</kbd>} placeholder="搜索或命令" aria-label="搜索或打开页面" allowClear={false} />
    </AutoComplete>
  )
}

/** What can be done with the open case, the key that does it beside. */
function useMoveChoices(asked: string): { title: string; moves: Choice[] } {
  const offer = useOffered()
  const moves = (offer?.commands ?? [])
    .filter(({ label }) => asked === '' || label.includes(asked))
    .map(({ id, label, key, run }) => ({ value: `move:${id}`, label: key ? `${label}（${key.toUpperCase()}）` : label, go: run }))
  return { title: offer?.title ?? '', moves }
}

function usePageChoices(asked: string): Choice[] {
  const can = useCan()
  const navigate = useNavigate()
  const desks = desksOf(can).map((desk) => ({
    words: `${DESKS[desk]} 列表`, value: `desk:${desk}`, label: `${DESKS[desk]}台`, go: () => void navigate({ to: '/desk/$desk', params: { desk } }),
  }))
  const pages = PAGES.filter(({ permission }) => can(permission)).map(({ to, label, words }) => ({
    words: `${label} ${words}`, value: `page:${to}`, label, go: () => void navigate({ to }),
  }))
  const all = can('case.read') ? [{ words: '全部 案件 列表 搜索', value: 'desk:all', label: '全部案件', go: () => void navigate({ to: '/desk/$desk', params: { desk: 'all' } }) }] : []
  return [...desks, ...all, ...pages].filter(({ words }) => asked === '' || words.toLowerCase().includes(asked.toLowerCase()))
}

/** Where a thing of each kind opens. */
function useOpen(): (kind: SearchKind, id: string) => void {
  const navigate = useNavigate()
  return (kind, id) => void navigate({ to: pageOf(kind, id) })
}

/** What the server finds, kind by kind. Answers to other words are not shown: Enter would open them. */
function useFound(asked: string): { groups: { label: string; options: Choice[] }[]; isAsking: boolean } {
  const open = useOpen()
  const settled = useSettled(asked, TYPING_MS)
  const found = useQuery({
    queryKey: ['search', settled],
    queryFn: ({ signal }) => api.call(searchAll, { query: { q: settled, limit: SHOWN }, signal }),
    enabled: settled !== '',
  })
  const groups = asked !== settled ? [] : (found.data?.groups ?? []).map(({ kind, hits }) => ({
    label: SEARCH_KINDS[kind], options: hits.map(({ id, title, detail }: SearchHit) => ({ value: `${kind}:${id}`, label: `${title}（${detail}）`, go: () => open(kind, id) })),
  }))
  return { groups, isAsking: asked !== settled || found.isFetching }
}
