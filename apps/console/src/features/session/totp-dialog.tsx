import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Input, Modal, QRCode } from 'antd'
import { useState } from 'react'
import { confirmTotp, startTotp } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { Failed, Loading, textOf } from '../../app/conditions.tsx'
import { meQuery } from '../../app/session.ts'
import { palettes } from '@yihu/ui'

/** Turns the one-time code on: secret as a picture and as text, then one code to prove that it works. */
export function TotpDialog({ onClose }: { readonly onClose: () => void }) {
  const [code, setCode] = useState('')
  const { message } = App.useApp()
  const queries = useQueryClient()
  const secret = useQuery({ queryKey: ['totp'], queryFn: () => api.call(startTotp), staleTime: Infinity, gcTime: 0, retry: false })
  const confirm = useMutation({
    mutationFn: () => api.call(confirmTotp, { body: { totp: code } }),
    onSuccess: async () => {
      message.success('动态口令已开启，下次登录时需要输入')
      await queries.invalidateQueries({ queryKey: meQuery.queryKey })
      onClose()
    },
  })
  return (
    <Modal title="动态口令" open onCancel={onClose} okText="开启" cancelText="不开启" okButtonProps={{ disabled: !/^\d{6}$/u.test(code) }}
      confirmLoading={confirm.isPending} onOk={() => confirm.mutate()}>
      {secret.isPending ? <Loading rows={4} /> : null}
      {secret.isError ? <Failed error={secret.error} retry={() => void secret.refetch()} /> : null}
      {secret.data ? (
        <ol className="totp">
          <li>
            <p>1. 用手机上的口令应用扫这个码，或手工输入密钥 <code>{secret.data.secret}</code></p>
            <QRCode value={secret.data.uri} color={palettes.light.text} bgColor={palettes.light.surface} />
          </li>
          <li>
            <label htmlFor="totp-code">2. 输入应用里显示的六位数字</label>
            <Input id="totp-code" value={code} onChange={(event) => setCode(event.target.value.trim())} inputMode="numeric" maxLength={6} autoComplete="one-time-code" />
          </li>
        </ol>
      ) : null}
      {confirm.isError ? <Alert type="error" showIcon title={textOf(confirm.error)} /> : null}
    </Modal>
  )
}
