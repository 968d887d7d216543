import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Fault, IMPORT_KINDS, ImportKindId, importBlank, importErrors, listImports, previewImport, showImport, startImport } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Tx } from '../../kernel/db/index.ts'
import { may, notWhileSeeing, readUpload } from '../../kernel/http/index.ts'
import type { Actor, Router } from '../../kernel/http/index.ts'
import { record } from '../audit/index.ts'
import { moverOf } from '../cases/index.ts'
import { blankSheet } from './blank-sheet.ts'
import { errorSheet } from './error-sheet.ts'
import { homeOf } from './home.ts'
import type { Job } from './job.ts'
import type { Mapping } from './mapping.ts'
import { findJob, newestJobs } from './repo.ts'
import { runImport } from './run.ts'
import { kindOf } from './kinds.ts'
import { LIMITS } from './sheet/limits.ts'
import { jobOnWire } from './show.ts'
import { start } from './start.ts'
import { uploadSheet } from './upload.ts'

const LISTED = 50
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Contract → use case. */
export function routes(router: Router, context: Context): void {
  router.on(previewImport, may('import.run', { max: 20, windowSeconds: 60 }), async ({ request, query, actor }) => {
    requireKind(context, actor, query.kind)
    const { bytes, name } = await readUpload(request, { maxBytes: LIMITS.fileBytes })
    const id = await uploadSheet(context, { kind: query.kind, bytes, fileName: name, path: await homeOf(context, actor.scope), by: moverOf(actor) })
    return shown(context, actor, id)
  })

  router.on(startImport, may('import.run'), async ({ params, body, actor, request }) => {
    await startRecorded(context, { id: params.id, ...body, actor, ip: request.ip })
    runImport(context, params.id).catch((error: unknown) => context.log.error({ err: error, importId: params.id }, 'an import could not begin'))
    return shown(context, actor, params.id)
  })

  router.on(showImport, may('import.run'), ({ params, actor }) => shown(context, actor, params.id))

  router.on(listImports, may('import.run'), ({ actor }) =>
    context.db.transact(actor.scope, async (tx) => {
      const jobs = await newestJobs(tx, { kinds: ImportKindId.options.filter((kind) => permits(context, actor, kind)), limit: LISTED })
      const imports = []
      for (const job of jobs) imports.push(await jobOnWire(tx, context, job))
      return { imports }
    }),
  )

  router.on(importBlank, may('import.run'), async ({ query, actor, reply }) => {
    requireKind(context, actor, query.kind)
    return sendSheet(reply, { name: `${IMPORT_KINDS[query.kind]}-空表`, bytes: await blankSheet(kindOf(context, query.kind)) })
  })

  router.on(importErrors, notWhileSeeing(may('import.run')), ({ params, actor, request, reply }) => sendErrors(context, { id: params.id, actor, request, reply }))
}

function shown(context: Context, actor: Actor, id: string) {
  return context.db.transact(actor.scope, async (tx) => {
    const job = await requireJob(tx, id)
    requireKind(context, actor, job.kind)
    return jobOnWire(tx, context, job)
  })
}

function permits(context: Context, actor: Actor, kind: Job['kind']): boolean {
  return actor.permissions.has(kindOf(context, kind).permission)
}

/** @throws permission-missing */
function requireKind(context: Context, actor: Actor, kind: Job['kind']): void {
  if (!permits(context, actor, kind)) throw new Fault('permission-missing', { details: { permission: IMPORT_KINDS[kind] } })
}

async function requireJob(tx: Tx, id: string): Promise<Job> {
  const job = await findJob(tx, id)
  if (!job) throw new Fault('not-found')
  return job
}

interface Starting {
  readonly id: string
  readonly mapping: Mapping
  readonly crs: Job['crs']
  readonly source?: string | undefined
  readonly asOf?: string | undefined
  readonly actor: Actor
  readonly ip: string
}

async function startRecorded(context: Context, { id, mapping, crs, source, asOf, actor, ip }: Starting): Promise<void> {
  const at = context.clock.now()
  await context.db.transact(actor.scope, async (tx) => {
    const job = await requireJob(tx, id)
    requireKind(context, actor, job.kind)
    await start(tx, { job, kind: kindOf(context, job.kind), mapping, crs, source, asOf, at: new Date(at) })
    await record(tx, { at, by: actor, action: 'import.start', object: job.fileName, result: 'done', ip, detail: { importId: job.id, kind: job.kind, rows: job.rows, source: source ?? job.source } })
  })
}

interface Sending {
  readonly id: string
  readonly actor: Actor
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** The sheet names people, so that fetching it is an act on record. */
async function sendErrors(context: Context, { id, actor, request, reply }: Sending): Promise<void> {
  const job = await context.db.transact(actor.scope, async (tx) => {
    const found = await requireJob(tx, id)
    requireKind(context, actor, found.kind)
    await record(tx, {
      at: context.clock.now(), by: actor, action: 'import.errors', object: found.fileName, result: 'done', ip: request.ip,
      detail: { importId: found.id, rows: found.failed },
    })
    return found
  })
  sendSheet(reply, { name: `${job.fileName.replace(/\.[^.]*$/u, '')}-未导入`, bytes: errorSheet(context, { job, scope: actor.scope }) })
}

function sendSheet(reply: FastifyReply, { name, bytes }: { readonly name: string; readonly bytes: Readable | Buffer }): void {
  void reply
    .header('content-type', XLSX)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.xlsx`)}`)
    .header('cache-control', 'no-store')
    .send(bytes)
}
