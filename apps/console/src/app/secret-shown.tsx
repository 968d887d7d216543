import { Alert, App, Button, Modal } from 'antd'
import type { ReactNode } from 'react'
import './secret.css'

interface SecretShownProps {
  readonly title: string
  readonly secret: string
  /** What to do with it, and what if it is lost. */
  readonly hint: string
  readonly children?: ReactNode
  readonly onClose: () => void
}

/** A secret that is shown this once: no click beside the window loses it. */
export function SecretShown({ title, secret, hint, children, onClose }: SecretShownProps) {
  const { message } = App.useApp()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret)
      message.success('已复制')
    } catch {
      message.warning('浏览器不让复制，请手工选中密钥再复制')
    }
  }
  return (
    <Modal title={title} open closable={false} mask={{ closable: false }} keyboard={false} footer={<Button type="primary" onClick={onClose}>我已保存好</Button>}>
      <Alert type="warning" showIcon title="密钥只显示这一次，关掉就再也看不到。" description={hint} />
      <p className="secret"><code>{secret}</code> <Button size="small" onClick={() => void copy()}>复制</Button></p>
      {children}
    </Modal>
  )
}
