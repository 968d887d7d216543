const KEY = 'yihu:first-page'
const NOW = 'now'

/** Whether this computer stands in the command centre: it opens with what goes on now instead of a desk. */
export function opensNow(): boolean {
  return localStorage.getItem(KEY) === NOW
}

export function openNow(isWanted: boolean): void {
  if (isWanted) localStorage.setItem(KEY, NOW)
  else localStorage.removeItem(KEY)
}
