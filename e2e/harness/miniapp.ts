import { readFileSync } from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import { wechat } from './wechat.ts'

/** A node of what a page shows, under the short names of Taro's templates. */
interface Shown {
  readonly sid?: string
  readonly uid?: string
  /** Text of a text node. */
  readonly v?: string
  readonly cn?: readonly Shown[]
}

/** What a page is registered with. */
interface PageConfig {
  readonly data: { root?: Shown }
  readonly onLoad: (query: Record<string, string>) => void
  readonly onShow: () => void
  readonly onReady: () => void
  readonly onUnload?: () => void
  readonly eh: (event: object) => void
}

interface OpenPage extends PageConfig {
  readonly route: string
}

export interface Miniapp {
  readonly route: () => string
  /** All words in sight, in order. */
  readonly words: () => string
  /** Opens a page in the place of all others. */
  readonly open: (url: string) => void
  /** Touches what begins with these words. */
  readonly tap: (words: string) => void
  /** Writes into the field of this id. */
  readonly write: (id: string, value: string) => void
  /** What the app complained of. */
  readonly complaints: readonly string[]
}

/**
 * The built mini-program as WeChat runs it: its files are modules of a world that has the language, `wx` and timers, but
 * nothing of a browser, and makes no code of strings. What it asks of the network goes to `origin`.
 */
export function startMiniapp({ folder, origin, picture }: { readonly folder: string; readonly origin: string; readonly picture: Buffer }): Miniapp {
  const complaints: string[] = []
  const complain = (...words: unknown[]) => complaints.push(words.map(String).join(' '))
  const stack: OpenPage[] = []
  let registered: PageConfig | undefined
  let app: Record<string, (options: object) => void> = {}
  const turn = { push: (url: string) => push(url), replace: (url: string) => { stack.pop()?.onUnload?.(); push(url) }, only: (url: string) => { for (const page of stack.splice(0).reverse()) page.onUnload?.(); push(url) }, depth: () => stack.length }
  const world = vm.createContext({
    wx: wechat({ origin, picture, turn }), App: (config: typeof app) => { app = config }, Page: (config: PageConfig) => { registered = config },
    Component: () => undefined, getApp: () => app, getCurrentPages: () => stack, console: { ...console, error: complain, warn: complain }, setTimeout, clearTimeout, setInterval, clearInterval,
  }, { codeGeneration: { strings: false, wasm: false } })
  const load = modulesOf(folder, world)
  const configs = new Map<string, PageConfig>()
  const configOf = (route: string): PageConfig => {
    if (!configs.has(route)) load(`${route}.js`)
    const config = configs.get(route) ?? registered
    if (!config) throw new Error(`${route} is no page`)
    configs.set(route, config)
    registered = undefined
    return config
  }
  const push = (url: string) => {
    const [address = '', query = ''] = url.split('?')
    const route = address.replace(/^\//u, '')
    const page = pageOf(route, configOf(route))
    stack.push(page)
    page.onLoad(Object.fromEntries(query.split('&').filter(Boolean).map((pair) => pair.split('=') as [string, string]))) // name=value
    page.onShow()
    page.onReady()
  }
  load('app.js')
  app['onLaunch']?.({ path: 'pages/report/index', query: {} })
  const top = () => stack.at(-1) ?? raise('no page is open')
  const touch = (path: readonly Shown[], event: object) => {
    const upwards = path.filter(({ v }) => v === undefined).toReversed()
    if (upwards.length === 0) raise(`not there; the page says: ${wordsOf(top().data.root)}`)
    // As WeChat does: each one that listens hears it.
    for (const { uid, sid } of upwards) {
      const current = { id: uid ?? sid, dataset: { sid } }
      top().eh({ ...event, target: current, currentTarget: current })
    }
  }
  return {
    complaints,
    route: () => top().route,
    words: () => wordsOf(top().data.root),
    open: turn.only,
    tap: (words) => touch(pathTo(top().data.root, (node) => wordsOf(node).startsWith(words)), { type: 'tap', detail: {} }),
    write: (id, value) => touch(pathTo(top().data.root, ({ uid }) => uid === id), { type: 'input', detail: { value } }),
  }
}

function raise(words: string): never {
  throw new Error(words)
}

/** A page of its own, as WeChat makes one of what was registered. */
function pageOf(route: string, config: PageConfig): OpenPage {
  const page: OpenPage & { setData: (parts: Record<string, unknown>, done?: () => void) => void } = {
    ...config, route, data: structuredClone(config.data),
    setData: (parts, done) => {
      for (const [place, value] of Object.entries(structuredClone(parts))) put(page.data, place.match(/[^.[\]]+/gu) ?? [], value)
      if (done) setTimeout(done, 0)
    },
  }
  return page
}

/** Puts a value where WeChat's path (`root.cn.[0].v`) says. */
function put(tree: object, names: readonly string[], value: unknown): void {
  let at = tree as Record<string, Record<string, unknown>> // a tree of plain data
  for (const name of names.slice(0, -1)) at = at[name] as typeof at // the app names what it has put there before
  Object.assign(at, { [names.at(-1) ?? '']: value })
}

function wordsOf(node: Shown | undefined): string {
  return node === undefined ? '' : (node.v ?? '') + (node.cn ?? []).map(wordsOf).join('')
}

/** From the root down to the innermost node that fits; empty when none does. */
function pathTo(node: Shown | undefined, fits: (node: Shown) => boolean): Shown[] {
  if (!node) return []
  for (const child of node.cn ?? []) {
    const path = pathTo(child, fits)
    if (path.length > 0) return [node, ...path]
  }
  return fits(node) ? [node] : []
}

/** CommonJS as WeChat knows it: by relative path. */
function modulesOf(folder: string, world: vm.Context): (file: string) => unknown {
  const kept = new Map<string, unknown>()
  return function load(file) {
    if (kept.has(file)) return kept.get(file)
    const module = { exports: {} }
    kept.set(file, module.exports)
    const run = vm.runInContext(`(function(require,module,exports){${readFileSync(path.join(folder, file), 'utf8')}\n})`, world, { filename: file }) as (...given: unknown[]) => void // the function written in this line
    run((name: string) => load(path.join(path.dirname(file), `${name}.js`)), module, module.exports)
    return module.exports
  }
}
