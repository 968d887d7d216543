import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { ConllError, readConll, scoreSegments, tagTokens, trainAddressModel } from '@yihu/domain'
import type { LabelledAddress } from '@yihu/domain'
import { need, UsageError } from './command.ts'

/** `eval address --train A.txt --test B.txt`: learns to tag address elements from A and tags B; exact spans count. */
export async function evaluateAddress(args: string[]): Promise<object> {
  const { values } = parseArgs({ args, options: { train: { type: 'string' }, test: { type: 'string' } } })
  const train = await readAddresses(need(values.train, '--train'))
  const test = await readAddresses(need(values.test, '--test'))
  const model = trainAddressModel(train)
  const began = performance.now()
  const found = test.map(({ tokens }) => tagTokens(model, tokens))
  const seconds = (performance.now() - began) / 1000
  return { ...scoreSegments(test.map(({ segments }) => segments), found), perSecond: Math.round(test.length / seconds) }
}

async function readAddresses(file: string): Promise<LabelledAddress[]> {
  try {
    return readConll(await readFile(file, 'utf8'))
  } catch (error) {
    throw error instanceof ConllError ? new UsageError(`${file}: ${error.message}`) : error
  }
}
