import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { AREA_LEVELS, AreaLevel, Crs, Fault } from '@yihu/contracts'
import type { ImportKindId } from '@yihu/contracts'
import { CRS_OF_WIRE, importAreaFile } from '../platform/areas/index.ts'
import { careSheet } from '../platform/care/index.ts'
import { importFile, importKindsWith } from '../platform/imports/index.ts'
import { need, note, pick, say, UsageError } from './command.ts'
import type { Command } from './command.ts'
import { readWhole } from './read-whole.ts'
import { withHouse } from './with-house.ts'

const NOTE_EVERY_MS = 1000

/** `yihu import appeals FILE`, `yihu import residents FILE`, `yihu import areas FILE`. */
export const importCommand: Command = {
  usage: 'import appeals 文件.xlsx|.csv|.jsonl [--source import] | residents | households | houses | organisations | vehicles | relations | parts | care 文件.xlsx|.csv（房屋、单位、部件也可以 .geojson） [--source police] --as-of 年-月-日（部件可不写） | areas 文件.geojson --level 层级 [--crs 坐标系] [--reason 依据] [--dry-run]',
  summary: '导入工单或留言表（同一工单不会导入两次），居民、户、房屋、单位、车辆、关系、部件、看护对象登记表（已有的更新，不重复），或某一层级的区域边界（先上级后下级，有重叠、越界就不写入）。进度在标准错误，结果是一行 JSON',
  run: ([what, ...args]) => pick({ appeals: sheet('orders'), residents: sheet('person'), households: sheet('household'), houses: sheet('house'), organisations: sheet('organisation'), vehicles: sheet('vehicle'), relations: sheet('relation'), parts: sheet('part'), care: sheet('care'), areas }, what, 'import')(args),
}

/** Sheets that must say of which day they are. */
const DATED: ReadonlySet<ImportKindId> = new Set(['person', 'household', 'house', 'organisation', 'vehicle', 'relation', 'care'])

const sheet = (kind: ImportKindId) => (args: readonly string[]) => importSheet(kind, args)

async function importSheet(kind: ImportKindId, args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { source: { type: 'string' }, 'as-of': { type: 'string' } } })
  const [file, another] = positionals
  if (another !== undefined) throw new UsageError(`一次导入一个文件 / one file at a time: ${another}`)
  if (values.source !== undefined && !/^[\w-]{1,40}$/u.test(values.source)) throw new UsageError('--source 只能是字母、数字和连字符 / letters, digits, hyphens')
  if (values['as-of'] !== undefined && !/^\d{4}-\d{2}-\d{2}$/u.test(values['as-of'])) throw new UsageError('--as-of 写成 2026-05-07 / a day')
  if (values['as-of'] === undefined && DATED.has(kind)) throw new UsageError('登记表要写 --as-of 年-月-日：表里是哪一天的情况，比它新的内容不会被它盖掉 / registers need a day')
  const bytes = await readWhole(need(file, '文件'))
  const began = performance.now()
  let notedAt = began
  return withHouse(async ({ context }) => {
    importKindsWith(context, [careSheet])
    const result = await importFile(context, {
      kind, bytes, fileName: path.basename(file ?? ''), source: values.source, asOf: values['as-of'],
      onProgress({ done, rows }) {
        if (performance.now() - notedAt < NOTE_EVERY_MS) return
        notedAt = performance.now()
        note(`${done} / ${rows} 行`)
      },
    })
    say(JSON.stringify({ ...result, seconds: Math.round(performance.now() - began) / 1000 }))
    return result.state === 'done' ? 0 : 1
  })
}

const AREA_OPTIONS = { level: { type: 'string' }, crs: { type: 'string' }, reason: { type: 'string' }, 'dry-run': { type: 'boolean' } } as const

async function areas(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: AREA_OPTIONS })
  const [file, another] = positionals
  if (another !== undefined) throw new UsageError(`一次导入一个文件 / one file at a time: ${another}`)
  const level = AreaLevel.safeParse(need(values.level, '--level'))
  if (!level.success) throw new UsageError(`没有“${values.level}”这个层级 / unknown level, use: ${Object.keys(AREA_LEVELS).join(' | ')}`)
  const crs = Crs.safeParse(values.crs ?? 'WGS-84')
  if (!crs.success) throw new UsageError(`不认识坐标系 ${values.crs} / unknown crs, use: ${Crs.options.join(' | ')}`)
  const text = await readFile(need(file, '文件'), 'utf8')
  return withHouse(async ({ context }) => {
    const { problems, ...counts } = await importAreaFile(context, null, {
      level: level.data, crs: CRS_OF_WIRE[crs.data], reason: values.reason ?? '导入', isDryRun: values['dry-run'] === true, text,
    }).catch(problemsToo)
    for (const { message } of problems) note(message)
    say(JSON.stringify({ ...counts, problems: problems.length }))
    return counts.written || values['dry-run'] ? 0 : 1
  })
}

type AreaImport = Awaited<ReturnType<typeof importAreaFile>>

/** A refused import carries what it found. */
function problemsToo(error: unknown): AreaImport {
  if (error instanceof Fault && error.code === 'area-import-invalid') return error.current as AreaImport // what importFile gives with this code
  throw error
}
