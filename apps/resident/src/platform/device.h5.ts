import type { Fix } from '../model/draft.ts'
import { Problem } from '../model/problem.ts'
import { uuidFrom } from '../model/uuid.ts'

/** A random UUID. `randomUUID` itself is missing on pages without https. */
export async function newId(): Promise<string> {
  return uuidFrom(crypto.getRandomValues(new Uint8Array(16)))
}

/** Where the phone is, in WGS-84, which is what browsers give. @throws Problem */
export function locate(): Promise<Fix> {
  return new Promise((resolve, reject) => {
    if (!('geolocation' in navigator)) {
      reject(new Problem('refused', '这台手机给不出位置。请写一下地址。'))
      return
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lon: coords.longitude, lat: coords.latitude, accuracy: coords.accuracy }),
      (error) =>
        reject(
          new Problem(
            'refused',
            error.code === error.PERMISSION_DENIED
              ? '手机没有允许取位置。可以在设置里允许后再点一次，或者直接写地址。'
              : '暂时取不到位置（可能在室内）。请再点一次，或者直接写地址。',
          ),
        ),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    )
  })
}

/** Where the phone is, for whoever has allowed it before: nobody is asked, and nothing is said when it fails. */
export async function locateIfAllowed(): Promise<Fix | undefined> {
  const known = await navigator.permissions?.query({ name: 'geolocation' }).catch(() => undefined)
  return known?.state === 'granted' ? locate().catch(() => undefined) : undefined
}

/** Puts text on the clipboard; false where the browser refuses. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

/** The clipboard interface is missing on pages without https and in older WeChat. */
function copyBySelection(text: string): boolean {
  const box = document.createElement('textarea')
  box.value = text
  box.setAttribute('readonly', '')
  box.className = 'unseen'
  document.body.append(box)
  box.select()
  const copied = document.execCommand('copy')
  box.remove()
  return copied
}

/** Opens an address outside of this app; answers what was done, in words. */
export async function openOutside(url: string): Promise<string> {
  window.open(url, '_blank', 'noopener')
  return ''
}

/** Calls back when the network returns; answers the way to stop. */
export function onOnline(act: () => void): () => void {
  window.addEventListener('online', act)
  return () => window.removeEventListener('online', act)
}

/** The query string of the page's own address, before the hash. */
export function pageSearch(): string {
  return location.search
}

export function canSpeak(): boolean {
  return 'speechSynthesis' in window && 'SpeechSynthesisUtterance' in window
}

/** Reads aloud in Chinese, a little slower than usual; a second call stops the first. */
export function speak(text: string): void {
  speechSynthesis.cancel()
  const words = new SpeechSynthesisUtterance(text)
  words.lang = 'zh-CN'
  words.rate = 0.9
  speechSynthesis.speak(words)
}

/** Moves to a field by its id: the person who pressed 「提交」 lands where something is missing. */
export function focusOn(id: string): void {
  const element = document.getElementById(id)
  element?.focus({ preventScroll: true })
  element?.scrollIntoView({ block: 'center' })
}
