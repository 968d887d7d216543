import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { readWhole } from './read-whole.ts'

test('一边读一边还在变长的表整个不收，说清等它写完；写完了的读得一字不差', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'yihu-read-'))
  const file = path.join(folder, '居民.csv')
  writeFileSync(file, '姓名,出生日期\n')
  let isRead = false
  const problem = readWhole(file).then(() => null, (error: unknown) => String(error)).finally(() => { isRead = true })
  for (; !isRead; await turn()) appendFileSync(file, '秦叔宝,1980-03-01\n')
  expect(await problem).toContain('文件还在变化')
  const text = '姓名\n秦叔宝\n'
  writeFileSync(file, text)
  expect((await readWhole(file)).toString()).toBe(text)
  rmSync(folder, { recursive: true })
})
