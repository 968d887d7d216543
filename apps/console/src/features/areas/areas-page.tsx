import { useQueries, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Button, Input, Tree } from 'antd'
import { useMemo, useState } from 'react'
import { checkTopology, listAreas } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading, NoPermission } from '../../app/conditions.tsx'
import { useCan } from '../../app/session.ts'
import { BaseMap } from '../../map/base-map.tsx'
import { EMPTY, featureOf } from '../../map/geometry.ts'
import type { Shapes } from '../../map/geometry.ts'
import { areasQuery } from '../cases/queries.ts'
import { useSettled } from '../intake/class-suggestions.tsx'
import { AreaDetail } from './area-detail.tsx'
import { AreaEditor } from './area-editor.tsx'
import type { EditDrawing } from './area-editor.tsx'
import { AreaPast } from './area-past.tsx'
import { areaQuery } from './area-query.ts'
import { AreaImport } from './area-import.tsx'
import { areaOptions } from './area-options.ts'
import type { AreaOption } from './area-options.ts'
import { Problems } from './problems.tsx'
import type { Problem } from './problems.tsx'
import './areas.css'

const route = getRouteApi('/shell/areas')

/** Communities, grids and what is below, as a tree and on the map. */
export function AreasPage() {
  const can = useCan()
  return can('area.read') ? <Areas /> : <NoPermission what="区域" />
}

function Areas() {
  const can = useCan()
  const { code } = route.useSearch()
  const navigate = useNavigate()
  const [side, setSide] = useState<'detail' | 'import' | 'check' | 'edit' | 'past'>('detail')
  const [drawing, setDrawing] = useState<EditDrawing | null>(null)
  const [past, setPast] = useState<Shapes>(EMPTY)
  const [problems, setProblems] = useState<readonly Problem[]>([])
  const [shown, setShown] = useState<Problem | null>(null)
  const area = useQuery({ ...areaQuery(code ?? ''), enabled: code !== undefined })
  const selected = useMemo(() => (area.data ? { ...EMPTY, features: featureOf(area.data.geometry) } : EMPTY), [area.data])
  const drawn = useMemo(() => ({ ...EMPTY, features: (shown ? [shown] : problems).flatMap(({ geometry }) => featureOf(geometry)) }), [problems, shown])
  const see = (found: readonly Problem[]) => {
    setShown(null)
    setProblems(found)
  }
  const choose = (next: string) => {
    see([])
    setSide('detail')
    void navigate({ to: '.', search: { code: next }, replace: true })
  }
  return (
    <div className="areas">
      <section className="areas-list" aria-label="区域列表">
        <div className="areas-tools">
          <h1>区域</h1>
          <Button size="small" onClick={() => setSide('check')}>查缝隙和重叠</Button>
          <Button size="small" onClick={() => setSide('past')}>以前的边界</Button>
          {can('area.edit') ? <Button size="small" onClick={() => setSide('import')}>导入边界</Button> : null}
        </div>
        <AreaTree chosen={code} onChoose={choose} />
      </section>
      <div className="areas-map"><BaseMap selected={side === 'past' ? past : (drawing?.shapes ?? selected)} problems={drawn} keepsView={drawing !== null && shown === null}
        {...(drawing ? { handles: drawing.handles, handleActions: drawing } : {})} onPick={(_at, [found]) => { if (found && side !== 'edit') choose(found) }} label="区域地图，点一处看它属于哪个网格" /></div>
      <section className="areas-side" aria-label="详情">
        {side === 'detail' ? <AreaDetail query={area} code={code} onChoose={choose} onEdit={can('area.edit') ? () => setSide('edit') : null} /> : null}
        {side === 'edit' && code ? <AreaEditor key={code} code={code} onDraw={setDrawing} onFound={see} onShow={setShown} onClose={() => { see([]); setSide('detail') }} /> : null}
        {side === 'past' ? <AreaPast onDraw={setPast} /> : null}
        {side === 'check' ? <TopologyCheck onFound={see} onShow={setShown} /> : null}
        {side === 'import' ? <AreaImport onFound={see} onShow={setShown} /> : null}
      </section>
    </div>
  )
}

interface TreeNode {
  readonly key: string
  readonly title: string
  readonly isLeaf: boolean
  readonly children?: TreeNode[]
}

function toNode({ code, label, isLeaf, children }: AreaOption): TreeNode {
  return { key: code, title: label, isLeaf, ...(children ? { children: children.map(toNode) } : {}) }
}

function AreaTree({ chosen, onChoose }: { readonly chosen: string | undefined; readonly onChoose: (code: string) => void }) {
  const [opened, setOpened] = useState<readonly string[]>([])
  const [words, setWords] = useState('')
  const asked = useSettled(words.trim(), 350)
  const tops = useQuery(areasQuery(undefined))
  // One street alone is opened at once.
  const only = tops.data?.areas.length === 1 ? tops.data.areas.map(({ code }) => code) : []
  const below = useQueries({ queries: [...new Set([...only, ...opened])].map((code) => areasQuery(code)) })
  const found = useQuery({ queryKey: ['areas', 'search', asked], queryFn: ({ signal }) => api.call(listAreas, { query: { q: asked, limit: 100 }, signal }), enabled: asked !== '' })
  const known = asked === '' ? [...(tops.data?.areas ?? []), ...below.flatMap(({ data }) => data?.areas ?? [])] : (found.data?.areas ?? [])
  return (
    <>
      <Input.Search className="areas-search" value={words} onChange={(event) => setWords(event.target.value)} placeholder="社区、网格、小区名称" aria-label="查找区域" allowClear loading={found.isFetching} />
      {tops.isPending ? <Loading /> : null}
      {tops.isError ? <Failed error={tops.error} retry={() => void tops.refetch()} /> : null}
      {asked !== '' && found.data?.areas.length === 0 ? <p className="soft areas-none">没有找到“{asked}”。</p> : null}
      <div className="areas-scroll">
        <Tree.DirectoryTree key={`${asked} ${only.join()}`} defaultExpandedKeys={only} showIcon={false} expandAction={false} selectedKeys={chosen ? [chosen] : []} treeData={areaOptions(known).map(toNode)}
          loadData={({ key }) => { setOpened((codes) => [...new Set([...codes, String(key)])]); return Promise.resolve() }}
          onSelect={([key]) => { if (key !== undefined) onChoose(String(key)) }} />
      </div>
    </>
  )
}

interface FindingProps {
  readonly onFound: (problems: readonly Problem[]) => void
  readonly onShow: (problem: Problem) => void
}

function TopologyCheck({ onFound, onShow }: FindingProps) {
  const found = useQuery({
    queryKey: ['areas', 'topology'],
    queryFn: async ({ signal }) => {
      const answer = await api.call(checkTopology, { query: { level: 'grid' }, signal })
      onFound(answer.problems)
      return answer
    },
    staleTime: 0,
  })
  if (found.isPending) return <Loading />
  if (found.isError) return <Failed error={found.error} retry={() => void found.refetch()} />
  return (
    <>
      <h2>缝隙和重叠</h2>
      <p className="soft">查了 {found.data.checked} 个网格。</p>
      <Problems problems={found.data.problems} onShow={onShow} />
    </>
  )
}
