import { CloseOutlined, PaperClipOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { useId, useRef, useState } from 'react'
import type { ChangeEvent, ClipboardEvent, DragEvent } from 'react'
import { uploadFile } from '@yihu/contracts'
import { api } from '../../../app/api.ts'
import { textOf } from '../../../app/conditions.tsx'
import type { SentFile } from './move-values.ts'

interface Sending {
  readonly key: number
  readonly name: string
  readonly share: number
  readonly problem: string | null
  readonly file: File
}

interface EvidenceInputProps {
  readonly value?: readonly SentFile[]
  readonly onChange?: (files: readonly SentFile[]) => void
  readonly id?: string
  /** Through which door a file goes in; usually the cases'. */
  readonly send?: (file: File, onProgress: (share: number) => void) => Promise<{ readonly id: string }>
}

/** Photos and documents: chosen, dropped or pasted; each is sent at once with its progress, and may be tried again. */
export function EvidenceInput({ value = [], onChange, id, send: sendFile = toCases }: EvidenceInputProps) {
  const own = useId()
  const box = useRef<HTMLInputElement>(null)
  const { sending, send, drop } = useSending({ value, onChange, sendFile })
  const take = (files: Iterable<File>) => { for (const file of files) void send(file) }
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    take(event.target.files ?? [])
    event.target.value = ''
  }
  const dropped = (event: DragEvent) => {
    event.preventDefault()
    take(event.dataTransfer.files)
  }
  const pasted = (event: ClipboardEvent) => take(event.clipboardData.files)
  return (
    <div className="evidence" onDragOver={(event) => event.preventDefault()} onDrop={dropped} onPaste={pasted}>
      <input ref={box} id={id ?? own} className="unseen" type="file" multiple accept="image/*,.pdf,.doc,.docx,.xls,.xlsx,audio/*" onChange={chosen} aria-label="选择照片和文件" />
      <Button icon={<PaperClipOutlined />} onClick={() => box.current?.click()}>选择照片或文件</Button>
      <span className="soft"> 也可以拖到这里或直接粘贴</span>
      <ul>
        {value.map((file) => (
          <li key={file.id}>
            ✓ {file.name}
            <Button type="text" size="small" icon={<CloseOutlined />} aria-label={`去掉 ${file.name}`} onClick={() => onChange?.(value.filter((one) => one.id !== file.id))} />
          </li>
        ))}
        {sending.map(({ key, name, share, problem, file }) => (
          <li key={key}>
            {problem === null ? <>{name} <Progress percent={Math.round(share * 100)} size="small" aria-label={`${name} 上传进度`} /></> : (
              <span className="tone-red" role="alert">
                {name}：{problem}
                <Button type="link" size="small" onClick={() => { drop(key); void send(file) }}>再传一次</Button>
                <Button type="link" size="small" onClick={() => drop(key)}>不传了</Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

let lastKey = 0

const toCases = (file: File, onProgress: (share: number) => void) => api.upload(uploadFile, { file, onProgress })

interface Sender {
  readonly value: readonly SentFile[]
  readonly onChange: EvidenceInputProps['onChange']
  readonly sendFile: NonNullable<EvidenceInputProps['send']>
}

function useSending({ value, onChange, sendFile }: Sender) {
  const [sending, setSending] = useState<readonly Sending[]>([])
  // Several uploads may end in one tick; each must see the others' files.
  const sent = useRef(value)
  sent.current = value
  const drop = (key: number) => setSending((all) => all.filter((one) => one.key !== key))
  const send = async (file: File) => {
    lastKey += 1
    const key = lastKey
    const change = (next: Partial<Sending>) => setSending((all) => all.map((one) => (one.key === key ? { ...one, ...next } : one)))
    setSending((all) => [...all, { key, name: file.name, share: 0, problem: null, file }])
    try {
      const { id } = await sendFile(file, (share) => change({ share }))
      drop(key)
      sent.current = [...sent.current, { id, name: file.name }]
      onChange?.(sent.current)
    } catch (error) {
      change({ problem: textOf(error) })
    }
  }
  return { sending, send, drop }
}
