import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { ApiError } from '@yihu/client'
import { login } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { claimDrafts } from '../../app/drafts.ts'
import { meQuery } from '../../app/session.ts'
import { DemoAccounts } from './demo-accounts.tsx'
import './login.css'

const route = getRouteApi('/login')

interface Values {
  readonly username: string
  readonly password: string
  readonly totp?: string
}

/** Name and password, the one-time code only when the account has one. */
export function LoginPage() {
  const [form] = Form.useForm<Values>()
  const { send, isSending, isTotpAsked, problem } = useLogin(form)
  const isDemo = useQuery({ queryKey: ['ready'], queryFn: readIsDemo, retry: false }).data ?? false
  return (
    <main className="login">
      <div className="login-box">
        <h1 className="login-logo">一呼</h1>
        <p className="login-word">一呼百应：街道、社区、网格的事，一处受理、一处看见、一处办结。</p>
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => void send(values)} disabled={isSending}>
          <Form.Item name="username" label="用户名" rules={[{ required: true, message: '请填写用户名' }]}>
            <Input autoComplete="username" autoFocus size="large" maxLength={64} />
          </Form.Item>
          <Form.Item name="password" label="密码" rules={[{ required: true, message: '请填写密码' }]}>
            <Input.Password autoComplete="current-password" size="large" maxLength={200} />
          </Form.Item>
          {isTotpAsked ? (
            <Form.Item name="totp" label="动态口令" extra="打开手机上的口令应用，输入当前的六位数字" rules={[{ required: true, pattern: /^\d{6}$/u, message: '动态口令是六位数字' }]}>
              <Input inputMode="numeric" autoComplete="one-time-code" size="large" maxLength={6} autoFocus />
            </Form.Item>
          ) : null}
          {problem ? <Alert className="login-problem" type="error" showIcon title={problem} role="alert" /> : null}
          <Button type="primary" htmlType="submit" size="large" block loading={isSending}>登录</Button>
        </Form>
        {isDemo ? <DemoAccounts onPick={(username) => form.setFieldsValue({ username, password: 'yihu-demo' })} /> : null}
      </div>
    </main>
  )
}

function useLogin(form: ReturnType<typeof Form.useForm<Values>>[0]) {
  const [isSending, setSending] = useState(false)
  const [isTotpAsked, setTotpAsked] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const { next } = route.useSearch()
  const router = useRouter()
  const queries = useQueryClient()

  const send = async (values: Values) => {
    setSending(true)
    setProblem(null)
    try {
      const { me } = await api.call(login, { body: values })
      claimDrafts(me.id)
      queries.clear()
      queries.setQueryData(meQuery.queryKey, me)
      router.history.push(next ?? '/')
    } catch (error) {
      if (error instanceof ApiError && error.code === 'totp-needed') setTotpAsked(true)
      const shown = showBesideFields(form, error)
      setProblem(shown ? null : textOf(error))
    } finally {
      setSending(false)
    }
  }
  return { send, isSending, isTotpAsked, problem }
}

const FIELD_OF_CODE: Readonly<Record<string, keyof Values>> = { 'login-wrong': 'password', 'totp-wrong': 'totp' }

/** Puts an error where it belongs; false when it belongs to no field. */
function showBesideFields(form: ReturnType<typeof Form.useForm<Values>>[0], error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  const field = FIELD_OF_CODE[error.code]
  const names = ['username', 'password', 'totp'] as const
  const fields = names.flatMap((name) => {
    const text = error.fields[name] ?? (name === field ? error.message : undefined)
    return text ? [{ name, errors: [text] }] : []
  })
  form.setFields(fields)
  return fields.length > 0
}

async function readIsDemo(): Promise<boolean> {
  const response = await fetch('/readyz')
  const body: unknown = await response.json()
  return typeof body === 'object' && body !== null && 'isDemo' in body && body.isDemo === true
}
