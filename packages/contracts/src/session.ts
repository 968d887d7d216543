import { z } from 'zod'
import { contract } from './contract.ts'
import { Id, optionalText, text } from './common.ts'

export const ROLES = {
  admin: '系统管理员',
  security: '安全保密管理员',
  auditor: '安全审计员',
  'duty-chief': '值班长',
  acceptor: '受理员',
  dispatcher: '派遣员',
  community: '社区',
  'grid-worker': '网格员',
  department: '区级部门',
  property: '物业企业',
  enterprise: '园区企业',
  screen: '大屏',
} as const
export type Role = keyof typeof ROLES
const roleIds = Object.keys(ROLES) as [Role, ...Role[]] // keys of a literal table
export const Role = z.enum(roleIds)

export const Me = z.object({
  id: Id,
  username: z.string(),
  name: z.string(),
  roles: z.array(Role),
  roleNames: z.array(z.string()),
  permissions: z.array(z.string()),
  areas: z.array(z.object({ code: z.string(), path: z.string(), name: z.string(), level: z.string() })),
  units: z.array(z.object({ id: z.string(), name: z.string() })),
  hasTotp: z.boolean(),
  isDemo: z.boolean(),
  /** Set while somebody else looks as this person: who, and until when. */
  seeing: z.object({ by: z.string(), until: z.string() }).nullable(),
})
export type Me = z.infer<typeof Me>

export const login = contract({
  method: 'POST', path: '/session', tag: '登录', summary: '登录，得到会话 cookie 与 Bearer 令牌', status: 201,
  body: z.object({
    username: text(64, '用户名'),
    password: z.string().min(1, '请填写密码').max(200, '密码太长'),
    totp: z.string().regex(/^\d{6}$/u, '动态口令是六位数字').optional(),
  }),
  answer: z.object({ token: z.string(), expiresAt: z.string(), me: Me }),
})

export const whoAmI = contract({ method: 'GET', path: '/session', tag: '登录', summary: '当前登录的人', answer: Me })

export const logout = contract({ method: 'DELETE', path: '/session', tag: '登录', summary: '退出登录', status: 204, answer: z.undefined() })

export const changePassword = contract({
  method: 'POST', path: '/session/password', tag: '登录', summary: '修改自己的密码；其他会话全部退出', status: 204,
  body: z.object({ current: z.string().max(200), next: z.string().max(200) }),
  answer: z.undefined(),
})

export const startTotp = contract({
  method: 'POST', path: '/session/totp', tag: '登录', summary: '开启动态口令：得到密钥，确认后生效', status: 201,
  answer: z.object({ secret: z.string(), uri: z.string() }),
})

export const confirmTotp = contract({
  method: 'POST', path: '/session/totp/confirm', tag: '登录', summary: '用一次动态口令确认开启', status: 204,
  body: z.object({ totp: z.string().regex(/^\d{6}$/u, '动态口令是六位数字') }),
  answer: z.undefined(),
})

export const UserRow = z.object({
  id: Id,
  username: z.string(),
  name: z.string(),
  roles: z.array(Role),
  areas: z.array(z.string()),
  units: z.array(z.string()),
  isActive: z.boolean(),
  isLocked: z.boolean(),
  lastLoginAt: z.string().nullable(),
})
export type UserRow = z.infer<typeof UserRow>

export const listUsers = contract({
  method: 'GET', path: '/users', tag: '用户', summary: '用户列表',
  words: ['q'], query: z.object({ q: optionalText(64, '关键词'), cursor: z.string().optional(), limit: z.coerce.number().int().min(1).max(200).default(100) }),
  answer: z.object({ users: z.array(UserRow), next: z.string().nullable() }),
})

const UserForm = z.object({
  name: text(40, '姓名'),
  roles: z.array(Role).min(1, '至少选一个岗位').max(4),
  areas: z.array(z.string().max(200)).max(20),
  units: z.array(z.string().max(64)).max(10),
})

export const createUser = contract({
  method: 'POST', path: '/users', tag: '用户', summary: '新建用户', status: 201,
  body: UserForm.extend({ username: z.string().regex(/^[a-z][a-z0-9-]{2,31}$/u, '用户名用小写字母开头，3–32 位字母、数字或短横'), password: z.string().max(200) }),
  answer: UserRow,
})

export const updateUser = contract({
  method: 'PATCH', path: '/users/:id', tag: '用户', summary: '修改用户的姓名、岗位、范围、停用、解锁或重置密码；立即生效',
  params: z.object({ id: Id }),
  body: UserForm.partial().extend({ isActive: z.boolean().optional(), unlock: z.literal(true).optional(), password: z.string().max(200).optional() }),
  answer: UserRow,
})
