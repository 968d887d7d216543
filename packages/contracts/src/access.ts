import { z } from 'zod'
import { AreaPath, Id, text } from './common.ts'
import { contract } from './contract.ts'
import { Role } from './session.ts'

/** A machine's key as the list shows it; the key itself is shown once, when it is made. */
export const ApiKeyRow = z.object({
  id: Id,
  name: z.string(),
  permissions: z.array(z.object({ id: z.string(), name: z.string() })),
  areas: z.array(z.object({ path: z.string(), name: z.string() })),
  state: z.enum(['active', 'expired', 'revoked']),
  createdAt: z.string(),
  createdBy: z.string().nullable(),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
})
export type ApiKeyRow = z.infer<typeof ApiKeyRow>

export const listApiKeys = contract({
  method: 'GET', path: '/api-keys', tag: '接口密钥', summary: '设备和外部系统的接口密钥',
  answer: z.object({ keys: z.array(ApiKeyRow), permissions: z.array(z.object({ id: z.string(), name: z.string() })) }),
})

export const createApiKey = contract({
  method: 'POST', path: '/api-keys', tag: '接口密钥', summary: '新建接口密钥；密钥只在这一次显示', status: 201,
  body: z.object({
    name: text(60, '用途'),
    permissions: z.array(z.string().max(40)).min(1, '至少选一项权限').max(20),
    areas: z.array(AreaPath).min(1, '至少选一个区域').max(20),
    days: z.number({ error: '请填写有效天数' }).int('请填整数').min(1, '至少 1 天').max(1095, '最多 1095 天（三年）'),
  }),
  answer: z.object({ key: z.string(), row: ApiKeyRow }),
})

export const revokeApiKey = contract({
  method: 'DELETE', path: '/api-keys/:id', tag: '接口密钥', summary: '停用接口密钥，不能恢复', params: z.object({ id: Id }), answer: ApiKeyRow,
})

export const startSeeing = contract({
  method: 'POST', path: '/session/seeing', tag: '登录', summary: '以某人身份查看：只能看，15 分钟，记入审计并告知本人', status: 201,
  body: z.object({ userId: Id, reason: text(200, '查看的原因') }),
  answer: z.object({ name: z.string(), until: z.string() }),
})

export const stopSeeing = contract({ method: 'DELETE', path: '/session/seeing', tag: '登录', summary: '结束以某人身份查看', status: 204, answer: z.undefined() })

/** The three officers (三员) and who holds each duty. */
export const listOfficers = contract({
  method: 'GET', path: '/officers', tag: '用户', summary: '三员：谁担任系统管理员、安全保密管理员、安全审计员',
  answer: z.object({
    duties: z.array(z.object({ role: Role, name: z.string(), mayDo: z.string(), holders: z.array(z.object({ id: Id, username: z.string(), name: z.string(), isActive: z.boolean() })) })),
    /** What is not as it should be, in words. */
    problems: z.array(z.string()),
  }),
})
