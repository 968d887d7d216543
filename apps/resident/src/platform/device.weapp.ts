import { getLocation, getSetting, getRandomValues, offNetworkStatusChange, onNetworkStatusChange, pageScrollTo, setClipboardData } from '@tarojs/taro'
import type { Fix } from '../model/draft.ts'
import { Problem } from '../model/problem.ts'
import { uuidFrom } from '../model/uuid.ts'

/** A random UUID from WeChat's secure generator, which Taro does not turn into a promise. */
export function newId(): Promise<string> {
  return new Promise((resolve, reject) => {
    void getRandomValues({
      length: 16,
      success: ({ randomValues }) => resolve(uuidFrom(new Uint8Array(randomValues))),
      fail: reject,
    })
  })
}

/** Where the phone is, in WGS-84. @throws Problem */
export async function locate(): Promise<Fix> {
  const fix = await getLocation({ type: 'wgs84', isHighAccuracy: true }).catch((error: unknown) => {
    const denied = JSON.stringify(error).includes('auth')
    throw new Problem(
      'refused',
      denied
        ? '微信没有允许取位置。可以点右上角「…」→「设置」允许后再点一次，或者直接写地址。'
        : '暂时取不到位置（可能在室内）。请再点一次，或者直接写地址。',
    )
  })
  return { lon: fix.longitude, lat: fix.latitude, accuracy: fix.accuracy }
}

/** Where the phone is, for whoever has allowed it before: nobody is asked, and nothing is said when it fails. */
export async function locateIfAllowed(): Promise<Fix | undefined> {
  const { authSetting } = await getSetting().catch(() => ({ authSetting: {} as Record<string, boolean | undefined> })) // nothing is known to be allowed
  return authSetting['scope.userLocation'] === true ? locate().catch(() => undefined) : undefined
}

/** Puts text on the clipboard; false where WeChat refuses. */
export function copyText(text: string): Promise<boolean> {
  return setClipboardData({ data: text }).then(
    () => true,
    () => false,
  )
}

/** A mini-program opens no foreign pages: the address is copied; answers what was done, in words. */
export async function openOutside(url: string): Promise<string> {
  return (await copyText(url)) ? '✓ 网址已复制，请打开手机浏览器粘贴。' : `请在浏览器里打开 ${url}`
}

/** Calls back when the network returns; answers the way to stop. */
export function onOnline(act: () => void): () => void {
  const heard = ({ isConnected }: { isConnected: boolean }) => {
    if (isConnected) act()
  }
  onNetworkStatusChange(heard)
  return () => offNetworkStatusChange(heard)
}

/** A mini-program has no address of its own: everything is in the page's parameters. */
export function pageSearch(): string {
  return ''
}

/** Reading aloud needs a WeChat plugin that each operator applies for; the phone's own reader works without. */
export function canSpeak(): boolean {
  return false
}

export function speak(_text: string): void {
  // never offered: see canSpeak
}

/** Brings a field into view; WeChat gives focus only through the field itself. */
export function focusOn(id: string): void {
  void pageScrollTo({ selector: `#${id}`, offsetTop: -80, duration: 0 })
}
