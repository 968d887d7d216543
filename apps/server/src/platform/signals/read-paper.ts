import { Fault } from '@yihu/contracts'
import type { AnswerOf, readPaper as contract } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { readQr } from '../../kernel/qr.ts'
import { areasOf } from '../areas/index.ts'
import { keepPhoto } from '../cases/index.ts'
import { placeOfCode } from '../codes/index.ts'

/**
 * Keeps the photo of a filled-in sheet (纸质登记表) and says of which area it is, for a clerk to write down what it says.
 * A sheet whose code cannot be read, or counts no more, is kept all the same: `problem` says what is missing.
 * @throws the refusals of any photo
 */
export async function readPaper(context: Context, { bytes, name, by }: { bytes: Buffer; name: string; by: string }): Promise<AnswerOf<typeof contract>> {
  const { id } = await keepPhoto(context, { bytes, name, by })
  const text = await readQr(bytes)
  const code = text === null ? undefined : /\/q\/([\w-]{1,64})$/u.exec(text)?.[1]
  if (code === undefined) return { file: { id, name }, place: null, problem: '照片里没有找到登记表的码，请自己填写地址。照片已附上。' }
  try {
    const place = await placeOfCode(context, code)
    return { file: { id, name }, place: { code, name: place.name, areaName: (await areasOf(context)).fullNameOf(place.path), point: place.point }, problem: null }
  } catch (error) {
    if (error instanceof Fault && (error.code === 'code-unknown' || error.code === 'code-revoked')) return { file: { id, name }, place: null, problem: `${error.fields?.['code'] ?? '这张登记表的码不能用'}，请自己填写地址。照片已附上。` }
    throw error
  }
}
