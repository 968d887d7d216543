import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyStaticOptions } from '@fastify/static'
import { liveEvents } from '@yihu/contracts'
import { sql } from 'kysely'
import type { Context } from './kernel/context.ts'
import { answerUnknownRoute, createRouter, createServer, describeApi, repeatAnswers, signedIn, streamEvents } from './kernel/http/index.ts'
import type { Route } from './kernel/http/index.ts'
import type { Indicator } from './kernel/indicator.ts'
import type { Module } from './kernel/module.ts'
import { createMeter } from './kernel/meter.ts'
import { command } from './modules/command/index.ts'
import { community } from './modules/community/index.ts'
import { grid, visitSheet } from './modules/grid/index.ts'
import { showcase } from './modules/showcase/index.ts'
import { alarmBriefs, alarms, alarmsOfDevices } from './platform/alarms/index.ts'
import { areas } from './platform/areas/index.ts'
import { audit } from './platform/audit/index.ts'
import { calendar } from './platform/calendar/index.ts'
import { care, careSheet } from './platform/care/index.ts'
import { checks } from './platform/checks/index.ts'
import { cases, countOpenCases, foreseeDeadlines } from './platform/cases/index.ts'
import { catalogue, readClassesWith } from './platform/catalogue/index.ts'
import { codes, printAddressWith } from './platform/codes/index.ts'
import { devices, devicesIn } from './platform/devices/index.ts'
import { duty } from './platform/duty/index.ts'
import { createAuthenticator, hasDemoAccounts, identity } from './platform/identity/index.ts'
import { caseExports, exportVisitsWith } from './platform/exports/index.ts'
import { imports, importKindsWith } from './platform/imports/index.ts'
import { fetchSnapshotsFrom, forgetDevices, intake, seenBetween } from './platform/intake/index.ts'
import { notices, sendTextsWith } from './platform/notices/index.ts'
import type { SmsSetting } from './platform/notices/index.ts'
import { caseBriefs, shifts } from './platform/shifts/index.ts'
import { openData } from './platform/open-data/index.ts'
import { open311 } from './platform/open311/index.ts'
import { pool } from './platform/pool/index.ts'
import { search } from './platform/search/index.ts'
import { knowResidents, signals, watchReports } from './platform/signals/index.ts'
import { sync } from './platform/sync/index.ts'
import { tracks } from './platform/tracks/index.ts'
import { bigdata, disagreementsOn } from './services/bigdata/index.ts'
import { classReaderOf, draftWith, findCluster, intelligence, openLanguageModel } from './services/intelligence/index.ts'
import type { LanguageSetting } from './services/intelligence/index.ts'
import { knownResident, resident, signInByWechat, tellByWechat } from './services/resident/index.ts'
import type { WechatSetting } from './services/resident/index.ts'
import { figureFor, offerOuterBases, originsOf, visualization } from './services/visualization/index.ts'
import type { OuterSetting } from './services/visualization/index.ts'
import { VERSION } from './version.ts'

/** Every module of the house, lowest floor first. The tenth of the nine is one folder and one line here. */
export const modules: readonly Module[] = [audit, identity, calendar({ countOpenCases, foreseeDeadlines }), catalogue, areas, duty, notices, cases, codes({ devicesIn }), signals, imports, pool({ personData: () => modules.flatMap((module) => module.personData ?? []) }), intelligence, bigdata({ findCluster }), resident({ phoneData: () => modules.flatMap((module) => module.phoneData ?? []) }), devices, checks, tracks, care({ alarmsOf: alarmsOfDevices }), alarms({ forget: forgetDevices, seenBetween }), intake, open311, openData, command, community, grid, showcase, caseExports({ figureOf: (context, actor, asked) => figureFor(context, actor, asked, figures()) }), search, sync({ modules: () => modules }), shifts({ briefs: [...caseBriefs, ...alarmBriefs] }), visualization({ indicators: figures, sayOtherwise: disagreementsOn, layers: () => modules.flatMap((module) => module.layers ?? []) })]

/** The figures of all modules. */
function figures(): readonly Indicator[] {
  return modules.flatMap((module) => module.indicators ?? [])
}

/** All permissions any module declares, with their Chinese names. */
export function permissionNames(): ReadonlyMap<string, string> {
  return new Map(modules.flatMap((module) => Object.entries(module.permissions ?? {})))
}

interface AppOptions {
  /** Parse answers against their contracts too (tests). */
  readonly checkAnswers?: boolean
  readonly limitRates?: boolean
  /** More reports in a minute than this are a flood. */
  readonly floodPerMinute?: number
  /** The address that residents know, for what is printed. */
  readonly publicUrl?: string | undefined
  /** Where the pictures of a Frigate are fetched. */
  readonly frigateUrl?: string | undefined
  /** A language model that drafts replies. */
  readonly language?: LanguageSetting | undefined
  /** Text messages to telephones. */
  readonly sms?: SmsSetting | undefined
  /** Login of residents by WeChat. */
  readonly wechat?: (WechatSetting & { readonly template: string | undefined }) | undefined
  /** Base maps of others. */
  readonly outer?: OuterSetting | undefined
}

/** The HTTP face of one server: routes of all modules, pages, health; not yet listening. */
export async function createApp(context: Context, options: AppOptions = {}) {
  readClassesWith(context, classReaderOf)
  exportVisitsWith(context, visitSheet)
  importKindsWith(context, [careSheet])
  if (options.publicUrl !== undefined) printAddressWith(context, options.publicUrl)
  if (options.frigateUrl !== undefined) fetchSnapshotsFrom(context, options.frigateUrl)
  if (options.language) draftWith(context, openLanguageModel(options.language))
  if (options.sms) sendTextsWith(context, options.sms)
  if (options.wechat) signInByWechat(context, options.wechat)
  if (options.wechat?.template !== undefined) tellByWechat(context, { ...options.wechat, template: options.wechat.template })
  if (options.outer) offerOuterBases(context, options.outer)
  const { limitRates = true, floodPerMinute = 30 } = options
  const app = await createServer({ log: context.log, limitRates, connectTo: options.outer ? originsOf(options.outer) : [] })
  if (limitRates) watchReports(context, { floodPerMinute })
  knowResidents(context, knownResident)
  const meter = createMeter()
  app.addHook('onResponse', async (request, reply) => meter.count(request.routeOptions.url ?? 'unknown', reply.statusCode, reply.elapsedTime))
  const routes: Route[] = []
  const authenticator = createAuthenticator(context)
  const permissions = permissionNames()
  const router = createRouter(app, {
    authenticator, permissions, checkAnswers: options.checkAnswers ?? false, routes,
    again: repeatAnswers(app, { holds: authenticator.holds, count: meter.count }),
  })
  for (const module of modules) module.routes?.(router, context)
  router.on(liveEvents, signedIn(), ({ request, reply, actor }) =>
    streamEvents(context.live, { reply, actor, refresh: () => authenticator.person(request), permissions: new Set(permissions.keys()) }),
  )
  const description = describeApi(routes, VERSION)
  app.get('/api/openapi.json', async () => description)
  app.get('/healthz', async () => ({ ok: true, version: VERSION }))
  app.get('/readyz', async () => {
    await sql`select 1`.execute(context.db.owner)
    return { ok: true, version: VERSION, isDemo: await hasDemoAccounts(context) }
  })
  app.get('/metrics', async (_request, reply) => reply.type('text/plain; version=0.0.4').send(meter.text()))
  await servePages(app)
  return { app, routes }
}

type App = Awaited<ReturnType<typeof createServer>>

const built = {
  console: fileURLToPath(new URL('../../console/dist', import.meta.url)),
  resident: fileURLToPath(new URL('../../resident/dist/h5', import.meta.url)),
  patrol: fileURLToPath(new URL('../../patrol/dist', import.meta.url)),
}

/** The built pages: the resident's under /i/, the patrol app under /patrol/, the console at /, where unknown pages are its own client-side routes. */
async function servePages(app: App): Promise<void> {
  app.get('/q/:code', async (request, reply) => {
    const { code } = request.params as { code: string } // the path has exactly this parameter
    return reply.redirect(`/i/#/pages/report/index?code=${encodeURIComponent(code.slice(0, 64))}`)
  })
  const immutable = { maxAge: '1y', immutable: true, index: false, cacheControl: true } as const
  await serveFolder(app, { root: built.resident, at: '/i', files: { ...immutable, preCompressed: true } })
  // The worker and the manifest keep their names: only what carries its hash stays for good.
  await serveFolder(app, { root: built.patrol, at: '/patrol', files: { index: false, cacheControl: false, setHeaders: (reply, file) => void reply.header('cache-control', file.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache') } })
  const console = existsSync(`${built.console}/index.html`) ? await readFile(`${built.console}/index.html`, 'utf8') : null
  if (console) await app.register(fastifyStatic, { root: `${built.console}/assets`, prefix: '/assets/', decorateReply: false, ...immutable })
  app.setNotFoundHandler(async (request, reply) => {
    // A person who mistyped an address of i雪宫 is told so by a page of it.
    if (request.method === 'GET' && request.url.startsWith('/i/') && request.headers.accept?.includes('text/html')) return reply.redirect('/i/#/pages/missing/index')
    const isPage = request.method === 'GET' && !/^\/(?:api|assets|i|patrol|open-data)\//u.test(request.url) && /text\/html|\*\/\*/u.test(request.headers.accept ?? '*/*')
    if (!console || !isPage) return answerUnknownRoute(request, reply)
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(console)
  })
}

/** An app of one page: the page at its folder, everything else as files. */
async function serveFolder(app: App, { root, at, files }: { root: string; at: string; files: Omit<FastifyStaticOptions, 'root'> }): Promise<void> {
  if (!existsSync(`${root}/index.html`)) return
  const page = await readFile(`${root}/index.html`, 'utf8')
  await app.register(fastifyStatic, { root, prefix: `${at}/`, decorateReply: false, ...files })
  for (const path of [at, `${at}/`]) app.get(path, async (_request, reply) => reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page))
}
