import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/index.ts'
import type { GridTables } from '../tables.ts'

const own = (tx: Tx) => tx.$pickTables<GridTables>()

/** That whoever holds a post agreed, by which login, and until when. */
export interface PostConsent {
  readonly postId: string
  readonly agreedAt: Date
  readonly endedAt: Date | null
}

interface Agreeing {
  readonly postId: string
  readonly accountId: string
  readonly personId: string
  readonly path: string
  readonly at: Date
}

/** Agrees, also once more after having left. */
export async function agree(tx: Tx, { postId, accountId, personId, path, at }: Agreeing): Promise<void> {
  await own(tx).insertInto('grid_post_consent').values({ post_id: postId, account_id: accountId, person_id: personId, area_path: path, agreed_at: at, ended_at: null, ended_by: null })
    .onConflict((conflict) => conflict.columns(['post_id', 'account_id']).doUpdateSet({ agreed_at: at, ended_at: null, ended_by: null, person_id: personId, area_path: path })).execute()
}

/** Which of these posts a login has agreed for. */
export async function agreedAmong(tx: Tx, { accountId, postIds }: { readonly accountId: string; readonly postIds: readonly string[] }): Promise<string[]> {
  if (postIds.length === 0) return []
  const rows = await own(tx).selectFrom('grid_post_consent').select('post_id').where('account_id', '=', accountId).where('post_id', 'in', [...postIds]).where('ended_at', 'is', null).execute()
  return rows.map((row) => row.post_id)
}

/** Ends what a login agreed to. @returns how many */
export async function leave(tx: Tx, { accountId, at }: { readonly accountId: string; readonly at: Date }): Promise<number> {
  return (await own(tx).updateTable('grid_post_consent').set({ ended_at: at, ended_by: 'self' }).where('account_id', '=', accountId).where('ended_at', 'is', null).returning('post_id').execute()).length
}

/** What was agreed for posts in an area, the latest word on each. */
export async function consentsIn(tx: Tx, area: string): Promise<Map<string, PostConsent>> {
  const { rows } = await sql<PostConsent>`
    select distinct on (post_id) post_id as "postId", agreed_at as "agreedAt", ended_at as "endedAt" from grid_post_consent where area_path <@ ${area}::ltree order by post_id, (ended_at is null) desc, agreed_at desc`.execute(tx)
  return new Map(rows.map((row) => [row.postId, row]))
}

/** Consents of people of the register, in words of when. */
export async function consentsOf(tx: Tx, personIds: readonly string[]): Promise<PostConsent[]> {
  const rows = await own(tx).selectFrom('grid_post_consent').select(['post_id', 'agreed_at', 'ended_at']).where('person_id', 'in', [...personIds]).orderBy('agreed_at', 'desc').execute()
  return rows.map((row) => ({ postId: row.post_id, agreedAt: row.agreed_at, endedAt: row.ended_at }))
}

/** Forgets the consents of people of the register. */
export async function forgetConsents(tx: Tx, personIds: readonly string[]): Promise<string[]> {
  return (await own(tx).deleteFrom('grid_post_consent').where('person_id', 'in', [...personIds]).returning('post_id').execute()).map((row) => row.post_id)
}

/** Posts that somebody agreed for and has not left. */
export async function postsInUse(tx: Tx): Promise<string[]> {
  return (await own(tx).selectFrom('grid_post_consent').select('post_id').distinct().where('ended_at', 'is', null).execute()).map((row) => row.post_id)
}

/** Closes what was agreed for posts that have ended, and forgets what ended before a moment. */
export async function settleConsents(tx: Tx, { ended, at, before }: { readonly ended: readonly string[]; readonly at: Date; readonly before: Date }): Promise<void> {
  if (ended.length > 0) await own(tx).updateTable('grid_post_consent').set({ ended_at: at, ended_by: 'post' }).where('post_id', 'in', [...ended]).where('ended_at', 'is', null).execute()
  await own(tx).deleteFrom('grid_post_consent').where('ended_at', '<', before).execute()
}
