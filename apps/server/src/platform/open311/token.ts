import { Fault, Id } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { systemScope } from '../../kernel/db/index.ts'
import { findCase } from '../cases/index.ts'
import type { Tree } from './format.ts'

/**
 * What became of a submission that had to be sorted first: its number as soon as the street has looked at it, before
 * that the token alone.
 * @throws Fault not-found for what is no token of ours
 */
export async function resolveToken({ db }: Context, token: string): Promise<Tree> {
  const found = Id.safeParse(token).success ? await db.transact(systemScope, (tx) => findCase(tx, token)) : undefined
  if (found?.source !== 'open311') throw new Fault('not-found', { fields: { token: '没有这个凭证' } })
  return { ...(found.core.state === 'registered' ? {} : { service_request_id: found.number }), token }
}
