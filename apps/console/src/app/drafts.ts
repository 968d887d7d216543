const PREFIX = 'yihu:draft:'
const OWNER = 'yihu:drafts-of'
const KEPT_DAYS = 14

interface Stored {
  readonly at: number
  readonly value: unknown
}

/** What somebody typed and has not sent; survives a reload, a clash, a lost network. Null when there is none. */
export function readDraft(key: string, store: Storage = localStorage): unknown {
  try {
    const stored: unknown = JSON.parse(store.getItem(PREFIX + key) ?? 'null')
    return isStored(stored) ? stored.value : null
  } catch {
    return null
  }
}

/** Keeps a draft; `null` drops it. A full or forbidden store loses the draft, never the page. */
export function writeDraft(key: string, value: unknown, store: Storage = localStorage): void {
  try {
    if (value === null) store.removeItem(PREFIX + key)
    else store.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), value }))
  } catch {
    // Nothing to do: the text is still on the page.
  }
}

/** How many drafts wait on this computer; those older than two weeks are dropped first. */
export function draftCount(store: Storage = localStorage): number {
  for (const key of draftKeys(store)) {
    const stored = safeParse(store.getItem(key))
    if (!isStored(stored) || Date.now() - stored.at > KEPT_DAYS * 86_400_000) store.removeItem(key)
  }
  return draftKeys(store).length
}

/** Whose drafts these are: somebody else's are dropped when the next person logs in on the same computer. */
export function claimDrafts(userId: string, store: Storage = localStorage): void {
  if (store.getItem(OWNER) !== userId) clearDrafts(store)
  store.setItem(OWNER, userId)
}

/** Drops all drafts: whoever leaves a shared desk leaves no names and phones behind. */
export function clearDrafts(store: Storage = localStorage): void {
  for (const key of draftKeys(store)) store.removeItem(key)
}

function draftKeys(store: Storage): string[] {
  return Array.from({ length: store.length }, (_, i) => store.key(i) ?? '').filter((key) => key.startsWith(PREFIX))
}

function safeParse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}

function isStored(value: unknown): value is Stored {
  return typeof value === 'object' && value !== null && 'at' in value && 'value' in value && typeof value.at === 'number'
}
