import { enqueue } from '@yihu/domain'
import type { Outbox, OutboxItem } from '@yihu/domain'
import type { Kept } from '../model/form.ts'
import { newId } from '../model/ids.ts'
import { phoneNow, setPhone } from './phone.ts'
import { keep, read } from './sealed.ts'
import { unkept, wasKept } from './space.ts'

const AT = { kind: 'outbox', id: 'all' } as const
const changed = new BroadcastChannel('yihu-patrol-outbox')
changed.addEventListener('message', () => void reload())

/**
 * Changes the outbox and has it safe before anything else happens. Two tabs of one phone take turns, and each starts
 * from what is kept, not from what it remembers.
 */
export async function changeOutbox(change: (outbox: Outbox) => Outbox): Promise<Outbox> {
  return navigator.locks.request('yihu-patrol-outbox', async () => {
    const { seal } = phoneNow()
    if (!seal) return []
    const outbox = change((await read<Outbox>(seal, AT)) ?? [])
    // Logged out meanwhile: nothing of theirs comes back.
    if (phoneNow().seal?.owner !== seal.owner) return []
    await keep(seal, AT, outbox)
    setPhone({ outbox })
    changed.postMessage(null)
    return outbox
  })
}

/** What is kept, where another tab may have changed it; never something older than what was just put there. */
export async function reload(): Promise<void> {
  await navigator.locks.request('yihu-patrol-outbox', async () => {
    const { seal } = phoneNow()
    const outbox = seal && (await read<Outbox>(seal, AT))
    if (outbox && phoneNow().seal === seal) setPhone({ outbox })
  })
}

/** Puts something done into the outbox; `full`: the phone did not keep it, which every page says. */
export async function done({ id = newId(), ...deed }: Pick<OutboxItem, 'kind' | 'key' | 'body'> & { readonly id?: string }): Promise<Kept> {
  const of = deed.kind.startsWith('track.') ? 'track' : 'work'
  try {
    // One form open in two tabs: what the second one hands in is a deed of its own.
    await changeOutbox((outbox) => enqueue(outbox, { id: outbox.some((one) => one.id === id) ? newId() : id, at: new Date().toISOString(), ...deed }))
    return wasKept(of)
  } catch (error) {
    return unkept(error, { of })
  }
}
