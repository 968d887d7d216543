/**
 * The audit trail and the hash chains. Owns `audit_row`, `chain_head`, `chain_check`; raises and hears nothing.
 * Everybody above records sensitive acts with `record` and seals own rows with `seal`.
 */
import { defineModule } from '../../kernel/module.ts'
import { routes } from './routes.ts'

export { actsOn, actsOnEach } from './acts-on.ts'
export { canonical, genesis, linkHash } from './chain.ts'
export { seal } from './seal.ts'
export { chainNames, headOf } from './repo.ts'
export { beatCheck, endCheck, endSilentChecks, forgetChecks, insertCheck, readChecks } from './repo-check.ts'
export type { CheckedChain, StoredCheck } from './repo-check.ts'
export { verifyLinks } from './verify.ts'
export type { ChainFault } from './verify.ts'
export { purposeText } from './purpose.ts'
export { record, recordMany } from './record.ts'
export { verifyTrail } from './verify-trail.ts'

/** The manifest. */
export const audit = defineModule({
  id: 'audit',
  name: '审计',
  permissions: { 'audit.read': '查看审计记录' },
  routes,
})
