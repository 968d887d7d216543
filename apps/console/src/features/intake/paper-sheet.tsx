import { useMutation } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useRef } from 'react'
import { readPaper } from '@yihu/contracts'
import type { AnswerOf } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'

/** The photo of a filled-in sheet: says of which area it is and stays with the case; the clerk writes down what it says. */
export function PaperSheet({ onRead }: { readonly onRead: (answer: AnswerOf<typeof readPaper>) => void }) {
  const box = useRef<HTMLInputElement>(null)
  const read = useMutation({ mutationFn: (file: File) => api.upload(readPaper, { file }), onSuccess: onRead })
  return (
    <div className="intake-paper">
      <input ref={box} className="unseen" type="file" accept="image/*" aria-label="登记表的照片" onChange={(event) => { const [file] = event.target.files ?? []; if (file) read.mutate(file); event.target.value = '' }} />
      <Button size="small" loading={read.isPending} onClick={() => box.current?.click()}>登记纸质登记表…</Button>
      {read.isError ? <Alert type="error" showIcon role="alert" title={textOf(read.error)} /> : null}
      {read.data?.problem ? <Alert type="warning" showIcon role="status" title={read.data.problem} /> : null}
      {read.data?.place ? <Alert type="success" showIcon role="status" title={`这张是“${read.data.place.name}”，照片已附上。请照着写下反映的事，再核对地址。`} /> : null}
    </div>
  )
}
