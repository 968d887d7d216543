import type { Tx } from '../../kernel/db/index.ts'

/** The tables this module owns. */
type IdentityTables = 'unit' | 'user_account' | 'login_failure' | 'user_role' | 'user_area' | 'user_unit' | 'area_loan' | 'session' | 'api_key'

/** The transaction, seeing only this module's tables. */
export const own = (tx: Tx) => tx.$pickTables<IdentityTables>()
