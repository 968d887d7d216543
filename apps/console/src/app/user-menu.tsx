import { UserOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Dropdown } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { logout } from '@yihu/contracts'
import { api } from './api.ts'
import { clearDrafts, draftCount } from './drafts.ts'
import { useMe } from './session.ts'

const PasswordDialog = lazy(async () => ({ default: (await import('../features/session/password-dialog.tsx')).PasswordDialog }))
const TotpDialog = lazy(async () => ({ default: (await import('../features/session/totp-dialog.tsx')).TotpDialog }))

/** Who is here, and what concerns one's own account. */
export function UserMenu() {
  const me = useMe()
  const [dialog, setDialog] = useState<'password' | 'totp' | null>(null)
  const leave = useLeave()
  if (!me) return null
  const role = me.roleNames.join('、')
  const where = [...me.units, ...me.areas].map(({ name }) => name).slice(0, 3).join('、')
  const items = [
    { key: 'who', type: 'group' as const, label: <span>{me.name} · {role}{where ? <><br />{where}</> : null}</span> },
    { key: 'password', label: '修改密码', onClick: () => setDialog('password') },
    { key: 'totp', label: me.hasTotp ? '更换动态口令' : '开启动态口令', onClick: () => setDialog('totp') },
    { type: 'divider' as const },
    { key: 'leave', label: '退出', onClick: () => void leave() },
  ]
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button type="text" className="user">
          <UserOutlined className="user-icon" />
          <span className="user-role">{me.roleNames[0]}</span>
          <span className="user-name">{me.name}</span>
          <span aria-hidden="true">▾</span>
          <span className="unseen">账号菜单</span>
        </Button>
      </Dropdown>
      <Suspense>
        {dialog === 'password' ? <PasswordDialog onClose={() => setDialog(null)} /> : null}
        {dialog === 'totp' ? <TotpDialog onClose={() => setDialog(null)} /> : null}
      </Suspense>
    </>
  )
}

/** Leaving a shared desk takes the drafts along, so it asks when there are any. */
function useLeave() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { modal, message } = App.useApp()
  return async () => {
    const drafts = draftCount()
    const isSure = drafts === 0 || (await modal.confirm({
      title: `还有 ${drafts} 份没写完的内容`, content: '退出后会从这台电脑上清除。', okText: '退出并清除', cancelText: '先不退出',
    }))
    if (!isSure) return
    try {
      await api.call(logout)
    } catch {
      // Without the server the cookie cannot be taken back: saying so is better than a false goodbye.
      message.error('网络断了，还没有退出。请稍后再退出一次。')
      return
    }
    clearDrafts()
    queries.clear()
    await navigate({ to: '/login' })
  }
}
