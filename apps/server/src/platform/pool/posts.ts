import { localDate, phoneDigits } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { wordsOf } from './around.ts'
import { namesOf } from './names.ts'
import { personsOfPhone, postsHeldBy } from './repo-posts.ts'
import type { HeldPost } from './repo-posts.ts'
import { phoneIndex } from './seal.ts'

/** Who a telephone is, as far as posts go. */
export interface PhoneHolder {
  readonly personId: string
  readonly posts: readonly HeldPost[]
  /** Several people of the register have this telephone: it says of nobody who they are. */
  readonly isShared: boolean
}

/** The person a telephone belongs to and the posts of these roles they hold today; null: nobody, or nobody with such a post. Ask as the system: it may be somebody's anywhere. */
export async function holderOfPhone(tx: Tx, context: Pick<Context, 'vault' | 'clock'>, { phone, roles }: { readonly phone: string; readonly roles: readonly string[] }): Promise<PhoneHolder | null> {
  const found = await personsOfPhone(tx, phoneIndex(context, phoneDigits(phone)))
  const day = localDate(context.clock.now())
  for (const { id: personId, state } of found) {
    const posts = state === 'active' ? await postsHeldBy(tx, { personId, roles, day }) : []
    if (posts.length > 0) return { personId, posts, isShared: found.length > 1 }
  }
  return null
}

/** What these people are called: by name while they hold an office, masked otherwise. */
export async function peopleNames(tx: Tx, context: Context, ids: readonly string[]): Promise<(personId: string) => string> {
  const { nameOf } = await namesOf(tx, context, { words: await wordsOf(tx, context), relations: [], persons: [...new Set(ids)], own: [] })
  return nameOf
}
