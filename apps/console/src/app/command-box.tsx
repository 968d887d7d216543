import { SearchOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { AutoComplete, Input } from 'antd'
import type { InputRef } from 'antd'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { DESKS, listCases } from '@yihu/contracts'
import { api } from './api.ts'
import { useOffered } from './commands.ts'
import { desksOf, PAGES } from './pages.ts'
import { useCan } from './session.ts'

const SHOWN = 8
const POPUP_WIDTH = Math.min(520, globalThis.innerWidth - 24)

interface Choice {
  readonly value: string
  readonly label: string
  readonly go: () => void
}

/** Search and commands: a case by number or words, a page by name. Ctrl K from anywhere. */
export function CommandBox() {
  const [text, setText] = useState('')
  const box = useRef<InputRef>(null)
  const asked = useDeferredValue(text.trim())
  const pages = usePageChoices(asked)
  const cases = useCaseChoices(asked)
  const { title, moves } = useMoveChoices(asked)
  const choices = [...moves, ...pages, ...cases.choices]

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
    { label: cases.isAsking ? '案件（正在查找…）' : '案件', options: cases.choices },
  ].filter(({ options }) => options.length > 0)
  return (
    <AutoComplete
      className="command"
      popupMatchSelectWidth={POPUP_WIDTH}
      value={text}
      options={groups}
      showSearch={{ filterOption: false, onSearch: setText }}
      defaultActiveFirstOption
      notFoundContent={asked ? (cases.isAsking ? '正在查找…' : '没有找到。可输入案件编号、标题里的字或页面名称。') : null}
      onSelect={(value: string) => {
        setText('')
        box.current?.blur()
        choices.find((choice) => choice.value === value)?.go()
      }}
    >
      <Input ref={box} prefix={<SearchOutlined aria-hidden="true" />} suffix={<kbd>Ctrl K</kbd>} placeholder="搜索或命令" aria-label="搜索案件或打开页面" allowClear={false} />
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

function useCaseChoices(asked: string): { choices: Choice[]; isAsking: boolean } {
  const can = useCan()
  const navigate = useNavigate()
  const isAsked = asked.length >= 2 && can('case.read')
  const found = useQuery({
    queryKey: ['cases', 'command', asked],
    queryFn: ({ signal }) => api.call(listCases, { query: { q: asked, limit: SHOWN, sort: 'newest' }, signal }),
    enabled: isAsked,
  })
  const choices = (isAsked ? (found.data?.cases ?? []) : []).map(({ id, number, title, stateLabel }) => ({
    value: `case:${id}`, label: `${number} ${title}（${stateLabel}）`, go: () => void navigate({ to: '/cases/$id', params: { id } }),
  }))
  return { choices, isAsking: isAsked && found.isLoading }
}
