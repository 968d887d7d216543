import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Modal, Popconfirm, Tag } from 'antd'
import { useRef, useState } from 'react'
import { ApiError } from '@yihu/client'
import { previewNoticeTemplate, resetNoticeTemplate, saveNoticeTemplate } from '@yihu/contracts'
import type { NoticeTemplateRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { useSettled } from '../intake/class-suggestions.tsx'

interface TemplateDialogProps {
  readonly row: NoticeTemplateRow
  readonly onClose: () => void
}

/** One text with its places; what it will look like stands beside it while it is typed. */
export function TemplateDialog({ row, onClose }: TemplateDialogProps) {
  const [words, setWords] = useState({ title: row.title, text: row.text })
  const queries = useQueryClient()
  const { message } = App.useApp()
  const asked = useSettled(JSON.stringify(words), 300)
  const preview = useQuery({
    queryKey: ['notice-templates', 'preview', row.key, asked],
    queryFn: ({ signal }) => api.call(previewNoticeTemplate, { params: { key: row.key }, body: JSON.parse(asked) as typeof words, signal }), // written two lines above
    retry: false,
    placeholderData: (last) => last,
  })
  const done = async (text: string) => {
    message.success(text)
    await queries.invalidateQueries({ queryKey: ['notice-templates'] })
    onClose()
  }
  const save = useMutation({
    mutationFn: () => api.call(saveNoticeTemplate, { params: { key: row.key }, body: { ...words, version: row.version } }),
    onSuccess: () => done('已保存，下一条就用这句话'),
  })
  const reset = useMutation({ mutationFn: () => api.call(resetNoticeTemplate, { params: { key: row.key } }), onSuccess: () => done('已恢复原文') })
  const fault = save.error ?? preview.error
  const fields = fault instanceof ApiError ? fault.fields : {}
  const isSame = words.title === row.title && words.text === row.text
  return (
    <Modal title={row.name} open onCancel={onClose} width={620} footer={(
      <div className="template-foot">
        {row.version > 0 ? <Popconfirm title="恢复随产品的原文？" description={`${row.original.title} ${row.original.text}`} okText="恢复原文" cancelText="不恢复" onConfirm={() => reset.mutate()}><Button loading={reset.isPending}>恢复原文…</Button></Popconfirm> : <span />}
        <span><Button onClick={onClose}>取消</Button> <Button type="primary" loading={save.isPending} disabled={isSame || Object.keys(fields).length > 0} onClick={() => save.mutate()}>保存</Button></span>
      </div>
    )}>
      <Words row={row} words={words} fields={fields} onChange={(next) => { setWords(next); save.reset() }} />
      {save.isError && Object.keys(fields).length === 0 ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      {reset.isError ? <Alert type="error" showIcon role="alert" title={textOf(reset.error)} /> : null}
      <section className="template-example" aria-live="polite">
        <p className="soft">{row.audience === 'resident' ? '居民看到的（举例）' : '收到的人看到的（举例）'}</p>
        {preview.isError ? <p className="tone-red">▲ 改好标出的地方才能预览。</p> : <>{preview.data?.title ? <p><strong>{preview.data.title}</strong></p> : null}<p>{preview.data?.text ?? row.example.text}</p></>}
      </section>
    </Modal>
  )
}

interface WordsProps {
  readonly row: NoticeTemplateRow
  readonly words: { readonly title: string; readonly text: string }
  readonly fields: Readonly<Record<string, string>>
  readonly onChange: (words: { title: string; text: string }) => void
}

function Words({ row, words, fields, onChange }: WordsProps) {
  const last = useRef<'title' | 'text'>('text')
  const helpOf = (name: string) => (fields[name] ? { validateStatus: 'error' as const, help: fields[name] } : {})
  const put = (place: string) => onChange({ ...words, [last.current]: `${words[last.current]}{${place}}` })
  return (
    <Form layout="vertical" requiredMark={false}>
      {row.original.title ? (
        <Form.Item label="标题" htmlFor="template-title" {...helpOf('title')}>
          <Input id="template-title" value={words.title} maxLength={60} onFocus={() => { last.current = 'title' }} onChange={(event) => onChange({ ...words, title: event.target.value })} />
        </Form.Item>
      ) : null}
      <Form.Item label="正文" htmlFor="template-text" {...helpOf('text')}>
        <Input.TextArea id="template-text" value={words.text} maxLength={500} showCount autoSize={{ minRows: 3, maxRows: 8 }} onFocus={() => { last.current = 'text' }} onChange={(event) => onChange({ ...words, text: event.target.value })} />
      </Form.Item>
      <p className="template-places"><span className="soft">点一下加进去：</span>
        {row.fields.map(({ name, isNeeded, example }) => <Button key={name} size="small" onClick={() => put(name)} title={`例如 ${example}`}>{`{${name}}`}{isNeeded ? <Tag className="template-needed">必需</Tag> : null}</Button>)}
      </p>
    </Form>
  )
}
