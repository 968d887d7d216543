import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { systemScope } from '../src/kernel/db/index.ts'
import { addEntries, closeBatch, openBatch } from '../src/platform/pool/index.ts'
import { useApp } from './app.ts'

const app = useApp()
const B12 = 'd370305.s002.c01.g001.e01.b012'
/**
 * Every canary carries these in its name, telephone, number and address; nothing else anywhere does. Long enough that
 * no ciphertext has one by chance, as megabytes of it have any three bytes.
 */
const MARKS = { name: '龘靐齉', phone: '10059930', idNumber: '99999918120', domicile: '金丝雀胡同' }
/** Written in clear on purpose: shows that the search below finds what is there. */
const DECOY = '诱鸟在此明文'
const CANARIES = 200

it('二百个有记号的居民：登记、修改、查看、合并、列表以后，数据库文件、预写日志、数据库日志、系统的文件夹里都没有明文', async () => {
  const { context, request, place } = app()
  const ids = await context.db.transact(systemScope, async (tx) => {
    const batch = await openBatch(tx, context, { areaPath: 'd370305.s002', source: 'police', asOf: '2026-05-01', title: '记号', by: null })
    const entries = Array.from({ length: CANARIES }, (_, at) => {
      const no = String(at).padStart(3, '0')
      return { areaPath: B12, values: { name: `${MARKS.name}${'甲乙丙丁戊己庚辛壬癸'.charAt(at % 10)}${no}`, phone: `${MARKS.phone}${no}`, idNumber: `${MARKS.idNumber}1010${no}`, domicile: `${MARKS.domicile}${no}号` } }
    })
    const added = await addEntries(tx, context, { batch, register: 'person', entries })
    await closeBatch(tx, batch)
    return added.map(({ id }) => id)
  })
  const [first, second, third] = ids
  const change = { version: 1, source: 'visit', values: { phone: `${MARKS.phone}771`, name: `${MARKS.name}改名` } }
  expect((await request('PATCH', `pool/person/${first}`, { as: 'grid001', body: change })).status).toBe(200)
  const { body: seen } = await request<{ values: { phone: string } }>('POST', `persons/${first}/reveal`, { as: 'grid001', body: { fields: ['name', 'phone'], purpose: 'visit' } })
  expect(seen.values.phone).toBe(`${MARKS.phone}771`)
  expect((await request('POST', `persons/${second}/merge`, { as: 'community01', body: { intoId: third, reason: '同一人' } })).status).toBe(200)
  const { body: found } = await request<{ persons: unknown[] }>('GET', `persons?q=${encodeURIComponent(`${MARKS.name}改名`)}`, { as: 'grid001' })
  expect(found.persons).toHaveLength(1)
  await request('PUT', 'pool-tags/decoy', { as: 'admin', body: { register: 'house', name: '诱鸟', note: DECOY } })
  await sql`checkpoint`.execute(context.db.owner)
  const { rows: [where] } = await sql<{ folder: string; oid: string }>`select current_setting('data_directory') as folder, oid::text from pg_database where datname = current_database()`.execute(context.db.owner)
  if (!where) throw new Error('the database does not say where it lies')
  const marks = [...Object.values(MARKS), DECOY]
  const inDatabase = await findIn([path.join(where.folder, 'base', where.oid)], marks)
  const around = await findIn([path.join(where.folder, 'pg_wal'), path.join(where.folder, 'log'), path.join(where.folder, 'pg_stat'), place.home], marks)
  expect(inDatabase).toEqual(new Set([DECOY]))
  expect(around).toEqual(new Set([DECOY]))
}, 60_000)

/** Which of the marks stand in the files of these folders, as bytes. */
async function findIn(folders: readonly string[], marks: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>()
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
    for (const entry of entries.filter((one) => one.isFile())) {
      const bytes = await readFile(path.join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0))
      marks.filter((mark) => bytes.includes(mark)).forEach((mark) => found.add(mark))
    }
  }
  return found
}
