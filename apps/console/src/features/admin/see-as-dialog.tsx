import { useMutation } from '@tanstack/react-query'
import { Alert, Input, Modal } from 'antd'
import { useState } from 'react'
import { startSeeing } from '@yihu/contracts'
import type { UserRow } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { clearDrafts } from '../../app/drafts.ts'

/** Asks why, then shows the house as the person sees it. */
export function SeeAsDialog({ user, onClose }: { readonly user: UserRow; readonly onClose: () => void }) {
  const [reason, setReason] = useState('')
  const start = useMutation({
    mutationFn: () => api.call(startSeeing, { body: { userId: user.id, reason } }),
    onSuccess: () => {
      clearDrafts()
      // Loaded anew: nothing of the administrator's own pages stays among what the other person would see.
      globalThis.location.assign('/')
    },
  })
  return (
    <Modal title={`以${user.name}的身份查看`} open onCancel={onClose} onOk={() => start.mutate()} okText="开始查看" cancelText="不看了" confirmLoading={start.isPending} okButtonProps={{ disabled: reason.trim() === '' }}>
      <label htmlFor="see-as-reason">查看的原因</label>
      <Input.TextArea id="see-as-reason" value={reason} onChange={(event) => setReason(event.target.value)} autoSize={{ minRows: 2 }} maxLength={200} placeholder="例如：他说收件箱里看不到案件" />
      <p className="soft">最长 15 分钟，只能看，不能办理或修改。开始和结束都记入审计，{user.name}会收到通知，通知里有您的姓名和原因。没写完的草稿会从这台电脑上清除。</p>
      {start.isError ? <Alert type="error" showIcon role="alert" title={textOf(start.error)} /> : null}
    </Modal>
  )
}
