const RELOADED = 'yihu:reloaded'
const AT_MOST_EVERY_MS = 60_000

/**
 * After an update of the server the pieces of a page that is still open are gone. The new page is fetched then, once,
 * and only when the server really answers: without a network the page that is there is worth more. Drafts stay.
 */
export function renewAfterUpdate(): void {
  globalThis.addEventListener('vite:preloadError', () => {
    const last = Number(sessionStorage.getItem(RELOADED) ?? 0)
    if (Date.now() - last > AT_MOST_EVERY_MS) void reloadWhenReachable()
  })
}

async function reloadWhenReachable(): Promise<void> {
  try {
    const { ok } = await fetch('/healthz', { cache: 'no-store' })
    if (!ok) return
  } catch {
    return
  }
  sessionStorage.setItem(RELOADED, String(Date.now()))
  globalThis.location.reload()
}
