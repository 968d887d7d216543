import { Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { ApiError } from '@yihu/client'
import './conditions.css'

interface Condition {
  readonly mark: string
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}

function ConditionPage({ mark, title, children, action }: Condition) {
  return (
    <div className="condition" role="status">
      <span className="condition-mark" aria-hidden="true">{mark}</span>
      <p className="condition-title">{title}</p>
      {children ? <div className="condition-text">{children}</div> : null}
      {action}
    </div>
  )
}

/** Nothing here: says what will be here and how to begin. */
export function Empty({ title, children, action }: Omit<Condition, 'mark'>) {
  return <ConditionPage mark="○" title={title} action={action}>{children}</ConditionPage>
}

/** Something did not load: what happened and a way on. No permission is said as such. */
export function Failed({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const isForbidden = error instanceof ApiError && error.status === 403
  const isOurs = error instanceof ApiError
  // What was not found needs no report; what went wrong does.
  const requestId = isOurs && error.status >= 500 ? error.requestId : null
  const reload = () => globalThis.location.reload()
  return (
    <ConditionPage mark={isForbidden ? '⊘' : '△'} title={isForbidden ? '您没有查看这里的权限' : titleOf(error)}
      action={isForbidden ? undefined : <Button onClick={isOurs && retry ? retry : reload}>{isOurs && retry ? '再试一次' : '刷新页面'}</Button>}>
      <p>{textOf(error)}</p>
      {requestId ? <p className="condition-id">请求编号 <code>{requestId}</code></p> : null}
    </ConditionPage>
  )
}

/** The person lacks the permission for this page. */
export function NoPermission({ what }: { readonly what: string }) {
  return <ConditionPage mark="⊘" title={`您的岗位看不到“${what}”`}><p>如工作需要，请联系系统管理员开通。</p></ConditionPage>
}

/** Grey lines where the content will be. */
export function Loading({ rows = 6 }: { readonly rows?: number }) {
  return <div className="loading" role="status" aria-busy="true" aria-label="正在载入"><Skeleton active title={false} paragraph={{ rows }} /></div>
}

function titleOf(error: unknown): string {
  if (error instanceof ApiError && error.code === 'offline') return '网络断了'
  return error instanceof ApiError && error.status === 404 ? '没有找到' : '没有载入成功'
}

/** The Chinese text of any error: the server's own, or a plain one. */
export function textOf(error: unknown): string {
  if (error instanceof ApiError) return error.message
  return '这一页没有载入完整：网络断了，或系统刚刚更新。您填写的内容还在，请刷新页面；若一直如此，请告诉管理员。'
}
