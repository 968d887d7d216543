import { Fault } from '@yihu/contracts'
import type { ChecklistDetail, ChecklistForm } from '@yihu/contracts'
import { askedInPool, flawOf } from '@yihu/domain'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { record } from '../audit/index.ts'
import { groundOf } from '../cases/index.ts'
import type { Ground } from '../cases/index.ts'
import { streetOf } from '../imports/index.ts'
import { requireList } from './book.ts'
import { noteRefusal } from './repo-burden.ts'
import { insertVersion, writeList } from './repo-list.ts'
import type { StoredVersion } from './repo-list.ts'

interface Change<B> {
  readonly id: string
  readonly body: B
  readonly ip: string
}

/** Begins a list as a draft. */
export async function create(context: Context, actor: Actor, { form, ip }: { readonly form: ChecklistForm; readonly ip: string }): Promise<ChecklistDetail> {
  const [street, now] = [await streetOf(context), context.clock.now()]
  const id = newId(now)
  await context.db.transact(actor.scope, async (tx) => {
    await writeList(tx, street, { id, draft: form, revision: 1, changedBy: actor.name, changedAt: new Date(now) })
    await record(tx, { at: now, by: actor, action: 'check.draft', object: form.name, result: 'done', ip, detail: { id, items: form.items.length } })
  })
  return show(context, actor, id)
}

/** Writes the draft of a list; phones see nothing of it. @throws not-found, conflict */
export async function saveDraft(context: Context, actor: Actor, { id, body: { revision, form }, ip }: Change<{ readonly revision: number; readonly form: ChecklistForm }>): Promise<ChecklistDetail> {
  await change(context, actor, { id, revision, draft: form, ip, action: 'check.draft', name: form.name })
  return show(context, actor, id)
}

/** Drops the draft; what is published stays. @throws not-found, conflict */
export async function dropDraft(context: Context, actor: Actor, { id, body: { revision }, ip }: Change<{ readonly revision: number }>): Promise<void> {
  await change(context, actor, { id, revision, draft: null, ip, action: 'check.drop', name: null })
}

interface Changing {
  readonly id: string
  readonly revision: number
  readonly draft: ChecklistForm | null
  readonly ip: string
  readonly action: 'check.draft' | 'check.drop'
  readonly name: string | null
}

async function change(context: Context, actor: Actor, { id, revision, draft, ip, action, name }: Changing): Promise<void> {
  const [street, now] = [await streetOf(context), context.clock.now()]
  await context.db.transact(actor.scope, async (tx) => {
    const list = await requireList(tx, street, id)
    await next(tx, { street, list, revision, draft, actor, now })
    await record(tx, { at: now, by: actor, action, object: name ?? list.stored?.draft?.name ?? id, result: 'done', ip, detail: { id, revision: revision + 1 } })
  })
}

interface Next {
  readonly street: string
  readonly list: Awaited<ReturnType<typeof requireList>>
  readonly revision: number
  readonly draft: ChecklistForm | null
  readonly actor: Actor
  readonly now: number
}

/** The next revision, unless somebody else was quicker. @throws conflict */
async function next(tx: Tx, { street, list, revision, draft, actor, now }: Next): Promise<void> {
  const present = list.stored?.revision ?? 0
  const isKept = present === revision && (await writeList(tx, street, { id: list.id, draft, revision: revision + 1, changedBy: actor.name, changedAt: new Date(now) }))
  if (!isKept) throw new Fault('conflict', { current: { revision: present } })
}

type Publishing = Change<{ readonly revision: number; readonly note: string }>

/**
 * Publishes the draft as the next version, which nobody changes again. What is refused because the pool knows it is kept for
 * the burden meter. @throws not-found, conflict, checklist-no-draft, checklist-invalid, checklist-pool-knows, class-unknown
 */
export async function publish(context: Context, actor: Actor, publishing: Publishing): Promise<ChecklistDetail> {
  try {
    await publishNext(context, actor, publishing)
  } catch (error) {
    if (error instanceof Fault && error.code === 'checklist-pool-knows') await keepRefusal(context, actor, { id: publishing.id, fault: error })
    throw error
  }
  return show(context, actor, publishing.id)
}

/** In a transaction of its own: that of the refused act is undone. */
async function keepRefusal(context: Context, actor: Actor, { id, fault: { details } }: { readonly id: string; readonly fault: Fault }): Promise<void> {
  const [street, now] = [await streetOf(context), context.clock.now()]
  await context.db.transact(actor.scope, async (tx) => {
    const { stored } = await requireList(tx, street, id)
    await noteRefusal(tx, street, { listId: id, listName: stored?.draft?.name ?? '', item: String(details['item']), field: String(details['field']), by: actor.name, at: new Date(now) })
  })
}

async function publishNext(context: Context, actor: Actor, { id, body: { revision, note }, ip }: Publishing): Promise<void> {
  const [street, ground, now] = [await streetOf(context), await groundOf(context), context.clock.now()]
  await context.db.transact(actor.scope, async (tx) => {
    const list = await requireList(tx, street, id)
    const form = list.stored?.draft
    if (list.stored?.revision !== revision) throw new Fault('conflict', { current: { revision: list.stored?.revision ?? 0 } })
    if (!form) throw new Fault('checklist-no-draft')
    checkForm(form, ground)
    await next(tx, { street, list, revision, draft: null, actor, now })
    const version = (list.published?.version ?? 0) + 1
    await insertVersion(tx, street, { listId: id, version, form, note, publishedBy: actor.name, publishedAt: new Date(now) })
    await emit(tx, { topic: 'check.published', scopePath: street, payload: { id, version } })
    await record(tx, { at: now, by: actor, action: 'check.publish', object: `${form.name} 第 ${version} 版`, purpose: note, result: 'done', ip, detail: { id, version, items: form.items.length, isActive: form.isActive } })
  })
}

/** @throws checklist-invalid, checklist-pool-knows, class-unknown */
function checkForm({ subject, items }: ChecklistForm, ground: Ground): void {
  for (const item of items) {
    const field = askedInPool(subject, item)
    if (field !== null) throw new Fault('checklist-pool-knows', { details: { item: item.text, field } })
    const problem = flawOf(item)
    if (problem !== null) throw new Fault('checklist-invalid', { details: { item: item.text, problem } })
    if (item.classCode) ground.requireClass(item.classCode)
  }
}

/** A list with its draft and versions. @throws not-found */
export async function show(context: Context, actor: Actor, id: string): Promise<ChecklistDetail> {
  const [street, ground] = [await streetOf(context), await groundOf(context)]
  const { stored, published, versions } = await context.db.transact(actor.scope, (tx) => requireList(tx, street, id))
  const codes = [...(published?.form.items ?? []), ...(stored?.draft?.items ?? [])].flatMap(({ classCode }) => classCode ?? [])
  return {
    id, revision: stored?.revision ?? 0, form: published?.form ?? null, draft: stored?.draft ?? null, changedBy: stored?.changedBy ?? null, changedAt: stored?.changedAt.toISOString() ?? null,
    versions: versions.map(headOf), classNames: Object.fromEntries(codes.map((code) => [code, ground.classRef(code).name])), mayEdit: actor.permissions.has('check.edit'),
  }
}

/** What is said of a version in a list of them. */
export function headOf({ version, note, publishedBy, publishedAt }: StoredVersion): ChecklistDetail['versions'][number] {
  return { version, note, publishedBy, publishedAt: publishedAt?.toISOString() ?? null }
}
