import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Form, Input } from 'antd'
import { useEffect, useEffectEvent, useId, useMemo, useState } from 'react'
import { editAreas, showAreaNeighbours } from '@yihu/contracts'
import type { AnswerOf } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading, textOf } from '../../app/conditions.tsx'
import { EMPTY, featureOf } from '../../map/geometry.ts'
import type { Shapes } from '../../map/geometry.ts'
import type { Handle, HandleActions } from '../../map/handles.ts'
import { useSettled } from '../intake/class-suggestions.tsx'
import { Problems } from './problems.tsx'
import type { Problem } from './problems.tsx'
import { useBorderEdit } from './use-border-edit.ts'

type Neighbourhood = AnswerOf<typeof showAreaNeighbours>

/** What the editor draws on the map beside it. */
export interface EditDrawing extends HandleActions {
  readonly shapes: Shapes
  readonly handles: readonly Handle[]
}

interface AreaEditorProps {
  readonly code: string
  readonly onDraw: (drawing: EditDrawing | null) => void
  readonly onFound: (problems: readonly Problem[]) => void
  readonly onShow: (problem: Problem) => void
  readonly onClose: () => void
}

/** Renames an area and moves its border on the map; what that would make wrong is shown while it moves. */
export function AreaEditor(props: AreaEditorProps) {
  const near = useQuery({ queryKey: ['area-neighbours', props.code], queryFn: ({ signal }) => api.call(showAreaNeighbours, { params: { code: props.code }, signal }), staleTime: Infinity, gcTime: 0 })
  if (near.isPending) return <Loading />
  if (near.isError) return <><Failed error={near.error} retry={() => void near.refetch()} /><Button onClick={props.onClose}>返回</Button></>
  if (!near.data.area.isMine) return <><Alert type="info" showIcon title={`“${near.data.area.name}”不在您的管辖范围，不能修改。`} /><Button onClick={props.onClose}>返回</Button></>
  return <Editor {...props} near={near.data} />
}

function Editor({ near, onDraw, onFound, onShow, onClose }: AreaEditorProps & { readonly near: Neighbourhood }) {
  const { area } = near
  const edit = useBorderEdit(near)
  const [name, setName] = useState(area.name)
  const [reason, setReason] = useState('')
  const [acceptGaps, setAcceptGaps] = useState(false)
  const ids = { name: useId(), reason: useId() }
  const all = useMemo(() => new Map([area, ...near.neighbours].map((one) => [one.code, one])), [area, near.neighbours])
  const changes = useMemo(() => [...new Set([...(name.trim() !== area.name ? [area.code] : []), ...edit.changed])].flatMap((code) => {
    const one = all.get(code)
    const geometry = edit.changed.includes(code) ? edit.now[code] : undefined
    return one ? [{ code, etag: one.etag, ...(code === area.code ? { name: name.trim() } : {}), ...(geometry ? { geometry } : {}) }] : []
  }), [all, area, name, edit])
  const check = useCheck(changes)
  const problems = check.data?.problems ?? []
  useDrawing({ edit, onDraw })
  const tell = useEffectEvent(() => onFound(problems))
  useEffect(() => { tell() }, [check.data])
  const save = useSave(() => ({ areas: changes, reason, dryRun: false, acceptGaps }), onClose)
  const isBlocked = problems.some(({ kind }) => kind !== 'gap' || !acceptGaps)
  return (
    <>
      <h2>修改{area.levelName}</h2>
      <p className="soft">拖动地图上的圆点移动边界；拖动小圆点加拐点；双击去掉拐点。与邻居、上级共用的拐点一起动。</p>
      {edit.isTooFine ? <Alert type="info" showIcon title="这个边界拐点太多，不适合手工拖动，请用“导入边界”。" /> : null}
      <Form layout="vertical" requiredMark={false} disabled={save.isPending}>
        <Form.Item label="名称" htmlFor={ids.name}><Input id={ids.name} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} /></Form.Item>
        <Form.Item label="变更依据" htmlFor={ids.reason}><Input id={ids.reason} value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} placeholder="例如：2026 年网格调整方案" /></Form.Item>
      </Form>
      <p className="soft">{edit.changed.length > 0 ? `动了 ${edit.changed.length} 个区域的边界：${edit.changed.map((code) => all.get(code)?.name ?? code).join('、')}` : '边界还没有动。'}{' '}
        <Button size="small" disabled={!edit.canUndo} onClick={edit.undo}>撤销一步</Button> <Button size="small" disabled={!edit.canUndo} onClick={edit.reset}>全部还原</Button></p>
      <Findings check={check} isChanged={changes.length > 0} onShow={onShow} />
      {problems.some(({ kind }) => kind === 'gap') ? <Checkbox checked={acceptGaps} onChange={(event) => setAcceptGaps(event.target.checked)}>缝隙是有意留的，以后再补</Checkbox> : null}
      {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      <p className="area-editor-do">
        <Button type="primary" loading={save.isPending} disabled={changes.length === 0 || name.trim() === '' || reason.trim() === '' || check.isFetching || check.isError || isBlocked} onClick={() => save.mutate()}>保存</Button>
        <Button onClick={onClose}>不改了</Button>
        {changes.length > 0 && reason.trim() === '' ? <span className="soft">请填写变更依据。</span> : null}
      </p>
    </>
  )
}

type Changes = Parameters<typeof send>[0]['areas']

function send(body: { areas: { code: string; etag: string; name?: string; geometry?: { type: string; coordinates: unknown } }[]; reason: string; dryRun: boolean; acceptGaps: boolean }) {
  return api.call(editAreas, { body })
}

/** Asks what a change would make wrong, once the hand rests. */
function useCheck(changes: Changes) {
  const asked = useSettled(JSON.stringify(changes), 400)
  return useQuery({
    queryKey: ['area-edit-check', asked],
    queryFn: () => send({ areas: JSON.parse(asked) as Changes, reason: '检查', dryRun: true, acceptGaps: true }), // written two lines above
    enabled: asked !== '[]',
    retry: false,
    gcTime: 0,
    placeholderData: (last) => last,
  })
}

function useSave(body: () => Parameters<typeof send>[0], onSaved: () => void) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  return useMutation({
    mutationFn: () => send(body()),
    onSuccess: async ({ changed }) => {
      message.success(`已保存 ${changed} 个区域，原来的边界留在历史里`)
      onSaved()
      await Promise.all([['areas'], ['area'], ['base-map'], ['area-borders']].map((queryKey) => queries.invalidateQueries({ queryKey })))
    },
  })
}

function useDrawing({ edit, onDraw }: { edit: ReturnType<typeof useBorderEdit>; onDraw: AreaEditorProps['onDraw'] }) {
  const { now, handles, changed } = edit
  const move = useEffectEvent(edit.move)
  const remove = useEffectEvent(edit.remove)
  const draw = useEffectEvent(onDraw)
  const codes = changed.join()
  useEffect(() => {
    const [own] = Object.keys(now)
    const drawn = [...new Set([...(own ? [own] : []), ...codes.split(',')])]
    const shapes = { ...EMPTY, features: drawn.flatMap((code) => featureOf(now[code] ?? null)) }
    draw({ shapes, handles, onMove: (id, to) => move(id, to), onRemove: (id) => remove(id) })
  }, [now, handles, codes])
  useEffect(() => () => draw(null), [])
}

function Findings({ check, isChanged, onShow }: { readonly check: ReturnType<typeof useCheck>; readonly isChanged: boolean; readonly onShow: (problem: Problem) => void }) {
  if (!isChanged) return null
  if (check.isError) return <Alert type="error" showIcon role="alert" title={textOf(check.error)} />
  if (!check.data) return <p className="soft">正在检查…</p>
  return (
    <section aria-live="polite" aria-busy={check.isFetching}>
      <Problems problems={check.data.problems} onShow={onShow} />
      {check.data.known > 0 ? <p className="soft">这里原来就有 {check.data.known} 处问题，不是这次改出来的。</p> : null}
    </section>
  )
}
