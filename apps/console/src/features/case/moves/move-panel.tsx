import { Alert, Button, Form } from 'antd'
import type { FormInstance } from 'antd'
import { Fragment, useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { MoveForm } from '@yihu/contracts'
import type { CaseDetail } from '@yihu/contracts'
import { MOVES } from '@yihu/domain'
import { textOf } from '../../../app/conditions.tsx'
import { readDraft, writeDraft } from '../../../app/drafts.ts'
import { fieldErrors, showRefused } from '../../../app/refused.ts'
import { DraftReply } from '../../intelligence/draft-reply.tsx'
import { ReplyCheck } from '../../intelligence/reply-check.tsx'
import { MoveField } from './move-field.tsx'
import { MOVE_SHAPES } from './move-table.ts'
import type { StaffMove } from './move-table.ts'
import { startValues, toBody } from './move-values.ts'
import type { Values } from './move-values.ts'
import { Suggestion } from './suggestion.tsx'
import { draftKey, useMove } from './use-move.ts'

interface MovePanelProps {
  readonly detail: CaseDetail
  readonly move: StaffMove
  readonly preset?: Values | undefined
  readonly onClose: () => void
  readonly onDone: (move: StaffMove) => void
}

/** The form of one move, open on the case's own page so that everything stays in sight while writing. */
export function MovePanel({ detail, move, preset, onClose, onDone }: MovePanelProps) {
  const [form] = Form.useForm<Record<string, unknown>>()
  const [openedAt] = useState(detail.version)
  const key = draftKey(detail.id, move)
  const [draft] = useState(() => readDraft(key))
  const make = useMove(detail)
  const panel = useRef<HTMLElement>(null)
  const { fields, consequence, isGrave } = MOVE_SHAPES[move]
  const isOffered = detail.moves.some((one) => one.move === move)
  const isChanged = detail.version !== openedAt

  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('textarea, input:not([type=file])')?.focus({ preventScroll: true })
    panel.current?.scrollIntoView({ block: 'nearest' })
  }, [])

  const submit = () => {
    const parsed = MoveForm.safeParse(toBody(move, allOf(form)))
    form.setFields(fields.map(({ name }) => ({ name, errors: [] })))
    if (!parsed.success) {
      const messages = Object.fromEntries(parsed.error.issues.toReversed().map((issue) => [issue.path.join('.'), issue.message]))
      form.setFields(fieldErrors(messages))
      return
    }
    make.mutate(parsed.data, {
      onSuccess: () => onDone(move),
      onError: (error) => showRefused(form, error),
    })
  }
  const changed = (change: Readonly<Record<string, unknown>>, values: Values) => {
    writeDraft(key, values)
    form.setFields(Object.keys(change).map((name) => ({ name, errors: [] })))
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
    if (event.key === 'Escape') onClose()
  }
  const initial = { ...startValues(move, detail), ...(isValues(draft) ? draft : {}), ...preset }
  return (
    <section className="move-panel" ref={panel} aria-label={MOVES[move].label} onKeyDown={pressed}>
      <h2>{MOVES[move].label}</h2>
      {isChanged && !make.isError ? <Alert type="info" showIcon title={`同事刚刚更新了这件案子，现在是“${detail.stateLabel}”。您填写的内容还在，请核对后再提交。`} /> : null}
      {make.isError ? <Alert type="error" showIcon role="alert" title={textOf(make.error)} /> : null}
      {isOffered ? null : <Alert type="warning" showIcon title="这件案子现在不能做这个操作了。您填写的内容还在，需要时可以复制。" />}
      <Form form={form} layout="vertical" initialValues={initial} onValuesChange={changed} disabled={make.isPending}>
        <Suggestion move={move} detail={detail} onPick={(values) => { form.setFieldsValue(values); writeDraft(key, allOf(form)) }} />
        {fields.map((field) => (
          <Fragment key={field.name}>
            <MoveField field={field} caseId={detail.id} />
            {move === 'reply' && field.name === 'text' ? <DraftReply form={form} detail={detail} onWritten={() => writeDraft(key, allOf(form))} /> : null}
            {move === 'reply' && field.name === 'text' ? <ReplyCheck form={form} detail={detail} /> : null}
          </Fragment>
        ))}
      </Form>
      {consequence ? <p className="soft">{consequence}</p> : null}
      <div className="move-foot">
        <Button type="primary" danger={isGrave ?? false} loading={make.isPending} disabled={!isOffered} onClick={submit}>{MOVES[move].label}</Button>
        <Button onClick={onClose}>先不办</Button>
        <span className="soft"><span className="move-key"><kbd>Ctrl Enter</kbd> 提交　</span>{draft === null ? '写的内容会自动保存在这台电脑上' : '已恢复上次没写完的内容'}</span>
      </div>
    </section>
  )
}

/** Also what no field shows at the moment, e.g. a draft of an earlier form. */
function allOf(form: FormInstance<Record<string, unknown>>): Values {
  return form.getFieldsValue(true) as Values // antd types the whole store as any
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null
}
