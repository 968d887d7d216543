import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Answers with an Excel sheet to be kept under a name. */
export function sendSheet(reply: FastifyReply, name: string, sheet: Readable): void {
  void reply.type(TYPE).header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}.xlsx`).header('cache-control', 'no-store').send(sheet)
}
