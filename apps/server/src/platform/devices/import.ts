import { DeviceId, Fault } from '@yihu/contracts'
import type { AnswerOf, importDevices as contract } from '@yihu/contracts'
import type { Context } from '../../kernel/context.ts'
import { emit } from '../../kernel/events/index.ts'
import type { Actor } from '../../kernel/http/index.ts'
import { newId } from '../../kernel/id.ts'
import { areasOf } from '../areas/index.ts'
import type { AreaIndex } from '../areas/index.ts'
import { record } from '../audit/index.ts'
import { unitNames } from '../identity/index.ts'
import { readSheet } from '../imports/index.ts'
import { placeDevice } from './place.ts'
import { productsOf } from './product.ts'
import { changeDevice, devicesById, insertDevices } from './repo-device.ts'
import type { StoredDevice } from './repo-device.ts'
import { inputOf } from './save.ts'
import { newSecret } from './secret.ts'

type Answer = AnswerOf<typeof contract>
type Problem = Answer['problems'][number]

/** Names of the columns; the first is what the template calls it. */
const COLUMNS = {
  id: ['设备编号', '编号', 'deveui', 'sn', 'id'], name: ['名称', '设备名称', 'name'], product: ['产品编号', '产品', '型号', 'product'], lon: ['经度', 'lon'], lat: ['纬度', 'lat'],
  area: ['区域编码', '区域', 'area'], address: ['地址', '安装位置', 'address'], unit: ['责任单位', '单位', 'unit'], keeper: ['负责人', '联系人', 'keeper'],
} as const
type Column = keyof typeof COLUMNS
const columns = Object.keys(COLUMNS) as Column[] // keys of a literal table

interface Line {
  readonly row: number
  readonly id: string
  readonly form: Parameters<typeof inputOf>[0]
  readonly place: ReturnType<typeof placeDevice>
}

interface Ground {
  readonly tree: AreaIndex
  readonly actor: Actor
  readonly products: ReadonlyMap<string, string>
  readonly units: ReadonlyMap<string, string>
}

const MOST_PROBLEMS = 200

/**
 * Registers a sheet of devices in one transaction: new ids are added with a secret of their own, known ones changed.
 * With a problem in any row, or as a dry run, nothing is written.
 * @throws import-unreadable, import-too-large, import-columns-missing
 */
export async function importDevices(context: Context, actor: Actor, { bytes, fileName, isDryRun, ip }: { bytes: Buffer; fileName: string; isDryRun: boolean; ip: string }): Promise<Answer> {
  const tree = await areasOf(context)
  const now = context.clock.now()
  return context.db.transact(actor.scope, async (tx) => {
    const products = new Map((await productsOf(tx)).flatMap(({ id, name }) => [[id, id], [name, id]] as const))
    const units = new Map([...(await unitNames(tx))].flatMap(([id, name]) => [[id, id], [name, id]] as const))
    const { lines, problems, rows } = await readLines(bytes, fileName, { tree, actor, products, units })
    const known = new Map((await devicesById(tx, lines.map(({ id }) => id))).map((device) => [device.id, device]))
    const fresh = lines.filter(({ id }) => !known.has(id)).map((line) => ({ ...line, secret: newSecret() }))
    const answer = { rows, added: fresh.length, changed: lines.length - fresh.length, problems, secrets: [] as Answer['secrets'] }
    if (problems.length > 0 || isDryRun) return answer
    const added = await insertDevices(tx, fresh.map(({ form, ...line }) => inputOf(form, { ...line, at: new Date(now), by: actor.name })))
    // An id of another street is not in sight and cannot be taken either.
    const taken = fresh.filter(({ id }) => !added.has(id))
    if (taken[0]) throw new Fault('device-exists', { details: { id: taken[0].id } })
    for (const line of lines) await change(tx, known.get(line.id), { line, at: new Date(now) })
    for (const [path, group] of Map.groupBy(lines, ({ place }) => place.areaPath)) await emit(tx, { topic: 'device.changed', scopePath: path, payload: { ids: group.map(({ id }) => id) } })
    await record(tx, { at: now, by: actor, action: 'device.import', object: fileName, result: 'done', ip, detail: { added: answer.added, changed: answer.changed } })
    return { ...answer, secrets: fresh.map(({ id, secret }) => ({ id, secret })) }
  })
}

async function change(tx: Parameters<typeof changeDevice>[0], device: StoredDevice | undefined, { line, at }: { line: Line; at: Date }): Promise<void> {
  if (!device) return
  const { form, place } = line
  await changeDevice(tx, device, {
    product_id: form.productId, name: form.name, area_path: place.areaPath, area_name: place.areaName, lon: place.lon, lat: place.lat,
    address: form.address ?? device.address, unit_id: form.unitId ?? device.unit_id, keeper: form.keeper ?? device.keeper, at,
  })
}

async function readLines(bytes: Buffer, fileName: string, ground: Ground): Promise<{ lines: Line[]; problems: Problem[]; rows: number }> {
  const sheet = await readSheet(bytes, { fileName, score: (cells) => columns.filter((column) => columnAt(cells, column) >= 0).length })
  const missing = (['name', 'product'] as const).filter((column) => columnAt(sheet.header, column) < 0)
  if (missing.length > 0) throw new Fault('import-columns-missing', { details: { columns: missing.map((column) => COLUMNS[column][0]).join('、') } })
  const lines: Line[] = []
  const problems: Problem[] = []
  const seen = new Set<string>()
  let rows = 0
  for await (const { number, cells } of sheet.rows()) {
    rows += 1
    const read = readLine(number, (column) => cells[columnAt(sheet.header, column)] ?? '', ground)
    if ('message' in read) problems.push(read)
    else if (seen.has(read.id)) problems.push({ row: number, column: COLUMNS.id[0], message: `设备编号 ${read.id} 在表里出现了两次` })
    else lines.push(read)
    if ('id' in read) seen.add(read.id)
    if (problems.length >= MOST_PROBLEMS) break
  }
  return { lines, problems, rows }
}

function columnAt(header: readonly string[], column: Column): number {
  const names: readonly string[] = COLUMNS[column]
  return header.findIndex((cell) => names.includes(cell.trim().toLowerCase()))
}

function readLine(row: number, cell: (column: Column) => string, { tree, actor, products, units }: Ground): Line | Problem {
  const problem = (column: Column, message: string): Problem => ({ row, column: COLUMNS[column][0], message })
  const id = cell('id') || newId()
  if (!DeviceId.safeParse(id).success) return problem('id', '只能有字母、数字、下划线和短横，最长 64 位')
  const name = cell('name')
  if (name === '' || name.length > 60) return problem('name', '请填写名称，最长 60 个字')
  const productId = products.get(cell('product'))
  if (!productId) return problem('product', `没有产品“${cell('product')}”`)
  const unitId = cell('unit') === '' ? undefined : units.get(cell('unit'))
  if (cell('unit') !== '' && !unitId) return problem('unit', `没有单位“${cell('unit')}”`)
  const area = cell('area') === '' ? undefined : (tree.byCode(cell('area')) ?? tree.byPath(cell('area')))
  if (cell('area') !== '' && !area) return problem('area', `没有区域“${cell('area')}”`)
  const [lon, lat] = [numberOf(cell('lon')), numberOf(cell('lat'))]
  if (Number.isNaN(lon ?? 0) || Number.isNaN(lat ?? 0)) return problem('lon', '经纬度要是数字')
  const form = { name, productId, areaPath: area?.path, lon, lat, crs: 'WGS-84' as const, unitId, address: cell('address') || undefined, keeper: cell('keeper') || undefined }
  try {
    return { row, id, form, place: placeDevice(form, { tree, scope: actor.scope }) }
  } catch (error) {
    if (error instanceof Fault) return problem(form.areaPath ? 'area' : 'lon', Object.values(error.fields ?? {})[0] ?? error.message)
    throw error
  }
}

function numberOf(text: string): number | undefined {
  return text === '' ? undefined : Number(text)
}
