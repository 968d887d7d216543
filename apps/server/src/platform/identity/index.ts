/**
 * Who is who: units, people with roles, areas and units, sessions, second factor, machine keys.
 * Owns `unit`, `user_account`, `login_failure`, `user_role`, `user_area`, `user_unit`, `area_loan`, `session`, `api_key`.
 * Raises `user.seen`; hears nothing; every login and every change of a person is an audit row.
 */
import { defineModule } from '../../kernel/module.ts'
import { routes } from './routes.ts'
import { sweepSessions } from './sweep-sessions.ts'

export { actorOf } from './actor-of.ts'
export { addApiKey, revokeApiKey } from './api-keys.ts'
export { createAuthenticator } from './authenticator.ts'
export { DEMO_PASSWORD } from './password.ts'
export { hasDemoAccounts } from './demo.ts'
export { endSession, isActiveUser } from './end-session.ts'
export { lendAreas, takeBackAreas } from './lend.ts'
export { endedLoans } from './repo-loan.ts'
export type { EndedLoan } from './repo-loan.ts'
export { namesOf, ownAreas, peopleAround, peopleIn, usersOf } from './repo-account.ts'
export type { Whom } from './repo-account.ts'
export { allUnits, unitNames, upsertUnits } from './repo-unit.ts'
export { MACHINE_PERMISSIONS, ROLE_PERMISSIONS, rolesWith } from './roles.ts'
export { rescueUser } from './rescue.ts'
export { saveUnit } from './save-unit.ts'
export { upsertUser } from './upsert.ts'

/** The manifest. */
export const identity = defineModule({
  id: 'identity',
  name: '用户与权限',
  permissions: { 'user.manage': '用户管理', 'user.create': '新建用户', 'user.see-as': '以某人身份查看', 'key.manage': '管理接口密钥', 'unit.manage': '单位管理', 'security.manage': '安全管理' },
  routes,
  jobs: [{ name: 'identity.sweep', cron: '17 3 * * *', isMadeUp: true, run: sweepSessions }],
})
