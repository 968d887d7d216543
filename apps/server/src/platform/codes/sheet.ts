import type { FastifyReply } from 'fastify'
import { Fault, SHEET_LIMIT } from '@yihu/contracts'
import type { codeSheet, QueryOf } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { areasOf } from '../areas/index.ts'
import { printCodes } from './label-sheet.ts'
import type { Label } from './label.ts'
import { listCodes } from './repo.ts'
import type { PlaceCode } from './repo.ts'
import { tokenOf } from './token.ts'

interface Printing {
  readonly query: QueryOf<typeof codeSheet>
  /** Where the code's address begins: scheme and host. */
  readonly origin: string
  readonly reply: FastifyReply
}

/**
 * Sends the labels of the codes in force that match, as PDF.
 * @throws not-found when there is none, codes-too-many
 */
export async function sendSheet(context: Context, actor: Actor, { query: { ids, ...query }, origin, reply }: Printing): Promise<void> {
  const codes = await context.db.transact(actor.scope, (tx) => listCodes(tx, { ...query, q: query.q?.trim(), state: 'active', limit: SHEET_LIMIT, ...(ids ? { ids: ids.split(',').map(Number) } : {}) }))
  if (codes.length === 0) throw new Fault('not-found')
  if (codes.length > SHEET_LIMIT) throw new Fault('codes-too-many', { details: { limit: SHEET_LIMIT } })
  const tree = await areasOf(context)
  const labelOf = (code: PlaceCode): Label => {
    const text = tokenOf(context.vault, code)
    return { url: `${origin}/q/${text}`, code: text, name: code.name, areaName: tree.fullNameOf(code.path), address: code.address, version: code.version }
  }
  const title = `智慧码 ${codes.length} 个`
  const [papers, labels] = [codes.filter(({ kind }) => kind === 'sheet'), codes.filter(({ kind }) => kind !== 'sheet')]
  const bytes = await printCodes({ labels: labels.map(labelOf), papers: papers.map(labelOf), title })
  void reply.header('content-type', 'application/pdf').header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(title)}.pdf`).header('cache-control', 'no-store').send(bytes)
}
