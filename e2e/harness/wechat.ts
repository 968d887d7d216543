/** What `YIHU_API_ORIGIN` is when nobody says otherwise (apps/resident/config/taro.mjs). */
const BUILT_FOR = 'http://localhost:8080'
const PICTURE = 'wxfile://tmp_picture.jpg'
const VOICE = 'wxfile://tmp_voice.mp3'

interface Options {
  readonly url?: string
  readonly success?: (answer: unknown) => void
  readonly fail?: (error: { readonly errMsg: string }) => void
  readonly complete?: () => void
}

interface World {
  readonly origin: string
  /** What the camera takes. */
  readonly picture: Buffer
  /** Opening pages. */
  readonly turn: { readonly push: (url: string) => void; readonly replace: (url: string) => void; readonly only: (url: string) => void; readonly depth: () => number }
}

/** WeChat's own side of a mini-program, as far as ours asks for it; an interface that is not here is missing for the app too. */
export function wechat({ origin, picture, turn }: World): Record<string, unknown> {
  const kept = new Map<string, unknown>()
  const answer = (options: Options | undefined, value: unknown) => setTimeout(() => { options?.success?.(value); options?.complete?.() }, 0)
  const go = (open: (url: string) => void) => ({ success, fail, complete, url = '' }: Options) => {
    try {
      open(url)
      success?.({ errMsg: 'ok' })
    } catch (error) {
      fail?.({ errMsg: String(error) })
    }
    complete?.()
  }
  return {
    canIUse: () => true, getWindowInfo: () => ({ windowWidth: 375 }), getSystemInfoSync: () => ({ windowWidth: 375, platform: 'android' }), nextTick: (act: () => void) => setTimeout(act, 0),
    getStorageSync: (key: string) => kept.get(key) ?? '', setStorageSync: (key: string, value: unknown) => kept.set(key, value), removeStorageSync: (key: string) => kept.delete(key),
    navigateTo: go((url) => { if (turn.depth() >= 10) throw new Error('navigateTo:fail webview count limit exceed'); turn.push(url) }),
    redirectTo: go(turn.replace), reLaunch: go(turn.only),
    onNetworkStatusChange: () => undefined, offNetworkStatusChange: () => undefined, pageScrollTo: (options: Options) => answer(options, {}),
    getSetting: (options: Options) => answer(options, { authSetting: {} }), setClipboardData: (options: Options) => answer(options, {}), login: (options: Options) => answer(options, { code: 'code-of-wechat' }),
    getLocation: (options: Options) => answer(options, { longitude: 118.3, latitude: 36.81, accuracy: 20 }),
    chooseLocation: (options: Options) => answer(options, { longitude: 118.306, latitude: 36.812, name: '12号楼', address: '桓公路31号' }),
    getRandomValues: (options: Options & { readonly length: number }) => answer(options, { randomValues: crypto.getRandomValues(new Uint8Array(options.length)).buffer }),
    chooseMedia: (options: Options) => answer(options, { tempFiles: [{ tempFilePath: PICTURE, size: picture.length }] }),
    getFileSystemManager: () => ({ saveFile: (options: Options & { readonly tempFilePath: string }) => answer(options, { savedFilePath: options.tempFilePath }), access: (options: Options) => answer(options, {}), removeSavedFile: (options: Options) => answer(options, {}) }),
    createInnerAudioContext: () => ({ play: () => undefined, destroy: () => undefined }), getRecorderManager: recorder,
    request: (options: Options & { readonly method: string; readonly data?: unknown; readonly header: Record<string, string> }) =>
      exchange(options, { origin, init: { method: options.method, headers: options.header, ...(options.data !== undefined && { body: JSON.stringify(options.data) }) }, read: wordsOrJson }),
    uploadFile: (options: Options & { readonly name: string }) => {
      const form = new FormData()
      form.append(options.name, new Blob([new Uint8Array(picture)]), 'picture.jpg')
      return exchange(options, { origin, init: { method: 'POST', body: form }, read: (text) => text })
    },
  }
}

/** Begins and ends as WeChat's recorder tells it; what it hears is nothing. */
function recorder() {
  const told: Record<string, (what?: unknown) => void> = {}
  return {
    onError: () => undefined, onInterruptionBegin: () => undefined, onStop: (act: () => void) => { told['stop'] = act }, onStart: (act: () => void) => { told['start'] = act },
    start: () => setTimeout(() => told['start']?.(), 0), stop: () => setTimeout(() => told['stop']?.({ tempFilePath: VOICE, fileSize: 9000, duration: 3000 }), 0),
  }
}

function exchange(options: Options, { origin, init, read }: { readonly origin: string; readonly init: RequestInit; readonly read: (text: string) => unknown }) {
  void fetch((options.url ?? '').replace(BUILT_FOR, origin), init)
    .then(async (response) => options.success?.({ statusCode: response.status, data: read(await response.text()) }))
    .catch((error: unknown) => options.fail?.({ errMsg: String(error) }))
    .finally(options.complete)
  return { abort: () => undefined }
}

function wordsOrJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
