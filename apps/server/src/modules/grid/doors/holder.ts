import { Fault } from '@yihu/contracts'
import type { PostStanding } from '@yihu/contracts'
import type { Context } from '../../../kernel/context.ts'
import { systemScope } from '../../../kernel/db/index.ts'
import type { Scope, Tx } from '../../../kernel/db/index.ts'
import { areasOf } from '../../../platform/areas/index.ts'
import type { AreaIndex } from '../../../platform/areas/index.ts'
import type { record } from '../../../platform/audit/index.ts'
import { doorsOf, holderOfPhone, homeText } from '../../../platform/pool/index.ts'
import type { HeldPost, LinkedDoor } from '../../../platform/pool/index.ts'
import { nameBelow, roleName } from '../sight.ts'
import { NOTICE } from './notice.ts'
import { agreedAmong } from './repo-consent.ts'

/** Who signed in as a resident. */
export interface SignedIn {
  readonly id: string
  readonly phone: string | null
}

/** Posts whose holders come by their own telephone: they see doors, and no case of their neighbours'. */
export const DOOR_ROLES: readonly string[] = ['building-chief', 'group-leader', 'centre-household']

/** More than this nobody is the contact of. */
const MOST_DOORS = 500

interface Found {
  readonly state: PostStanding['state']
  readonly personId: string | null
  readonly posts: readonly HeldPost[]
}

/** How somebody who signed in stands now: asked anew each time, so that a post that ended shows nothing from then on. */
export async function standingOf(tx: Tx, context: Context, { id, phone }: SignedIn): Promise<Found> {
  const holder = phone === null ? null : await holderOfPhone(tx, context, { phone, roles: DOOR_ROLES })
  if (!holder) return { state: 'none', personId: null, posts: [] }
  const { personId, posts, isShared } = holder
  if (isShared) return { state: 'shared', personId: null, posts: [] }
  const agreed = await agreedAmong(tx, { accountId: id, postIds: posts.map((post) => post.id) })
  return { state: agreed.length > 0 ? 'open' : 'asked', personId, posts }
}

/** A post in words: «红色楼长», «桑家小区12号楼». */
export function postWords(tree: AreaIndex, { role, path, organisation }: HeldPost): PostStanding['posts'][number] {
  return { role: roleName(role), place: organisation ?? (nameBelow(tree, path) || tree.nameOf(path)) }
}

export function shownStanding(tree: AreaIndex, { state, posts }: Found): PostStanding {
  return { state, posts: posts.map((post) => postWords(tree, post)), notice: state === 'asked' || state === 'open' ? [...NOTICE] : [] }
}

/** A door in words: «桑家小区12号楼 3单元501室». */
export function placeOf(tree: AreaIndex, { path, unit, room }: LinkedDoor): string {
  return `${nameBelow(tree, path)} ${homeText({ unit, room })}`
}

/** Somebody who may see doors now, and which. */
export interface Holder {
  readonly accountId: string
  readonly personId: string
  readonly phone: string
  /** The first of their posts, by which what they do is signed. */
  readonly post: HeldPost
  readonly tree: AreaIndex
  readonly doors: readonly LinkedDoor[]
  readonly homeless: number
  /** No further than the buildings of their doors. */
  readonly scope: Scope
}

/** @throws post-needed, post-consent-needed */
export async function holderOf(context: Context, signedIn: SignedIn): Promise<Holder> {
  const tree = await areasOf(context)
  return context.db.transact(systemScope, async (tx) => {
    const { state, personId, posts: [post] } = await standingOf(tx, context, signedIn)
    if (personId === null || post === undefined || signedIn.phone === null) throw new Fault('post-needed')
    if (state !== 'open') throw new Fault('post-consent-needed')
    const { doors, homeless } = await doorsOf(tx, { personId, limit: MOST_DOORS })
    return { accountId: signedIn.id, personId, phone: signedIn.phone, post, tree, doors, homeless, scope: { paths: [...new Set(doors.map(({ path }) => path))], units: [], userId: null } }
  })
}

/** One of the doors somebody is the contact of. @throws door-gone */
export function doorOf({ doors }: Pick<Holder, 'doors'>, id: string): LinkedDoor {
  const door = doors.find((one) => one.id === id)
  if (!door) throw new Fault('door-gone')
  return door
}

/** How the trail names them: by their post, and by their number in the register. */
export function traceOf({ personId, role }: { readonly personId: string; readonly role: string }): Pick<Parameters<typeof record>[1], 'by' | 'object'> {
  return { by: { userId: null, username: '居民端', name: roleName(role) }, object: `居民 ${personId.slice(-12)}` }
}
