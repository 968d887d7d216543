import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AreaLevel } from '@yihu/contracts'
import type { AreaShape, CrsName } from '@yihu/domain'
import { LEVEL_DEPTH } from './area.ts'
import type { StoredArea } from './area.ts'
import type { AreaIndex } from './area-index.ts'
import { labelPoint, parseShape } from './shape.ts'

/** Something a file says that cannot be imported as it is. */
export interface FileProblem {
  readonly kind: 'invalid' | 'field'
  readonly message: string
  readonly areas: string[]
  readonly squareMetres: null
  readonly geometry: null
}

interface FileOptions {
  readonly level: AreaLevel
  readonly crs: CrsName
  readonly validFrom: string
  readonly index: AreaIndex
  /** Whether the editor is responsible for a path. */
  readonly mayEdit: (path: string) => boolean
}

const MOST_FEATURES = 20_000

/** Names under which files give the fields, by preference. */
const FIELDS = {
  code: ['code', '编码', '代码', '区划代码', 'id'],
  name: ['name', '名称', '区域名称'],
  parent: ['parent', 'parent_code', '上级', '上级编码'],
  address: ['address', '地址'],
  aliases: ['aliases', '别名', '曾用名'],
} as const

/** Digits of an official code; finer levels follow local custom. GB/T 2260, GB/T 10114, statistical codes, GB/T 30428.1. */
const CODE_DIGITS: Partial<Record<AreaLevel, number>> = { district: 6, street: 9, community: 12, grid: 15 }
const LABELS: Readonly<Record<AreaLevel, string>> = { district: 'd', street: 's', community: 'c', grid: 'g', estate: 'e', building: 'b', unit: 'u', room: 'r' }

/** Features read before other work gets a turn. */
const TURN = 50

/** Reads a parsed GeoJSON file: the areas that are usable as they are, and what is wrong with the others. */
export async function readFile(json: unknown, options: FileOptions): Promise<{ areas: StoredArea[]; problems: FileProblem[] }> {
  const features = featuresOf(json)
  if (!features) return { areas: [], problems: [fault('invalid', '文件不是 GeoJSON FeatureCollection', [])] }
  if (features.length > MOST_FEATURES) return { areas: [], problems: [fault('invalid', `文件有 ${features.length} 个图形，一次最多 ${MOST_FEATURES} 个，请分开导入`, [])] }
  const areas = new Map<string, StoredArea>()
  const problems: FileProblem[] = []
  for (const [at, feature] of features.entries()) {
    if (at % TURN === 0) await nextTurn()
    const read = readFeature(feature, { ...options, at: at + 1 })
    if ('kind' in read) problems.push(read)
    else if (areas.has(read.code)) problems.push(fault('field', `编码 ${read.code} 在文件里出现了两次`, [read.code]))
    else areas.set(read.code, read)
  }
  return { areas: [...areas.values()], problems }
}

function featuresOf(json: unknown): unknown[] | null {
  if (typeof json !== 'object' || json === null || !('type' in json) || !('features' in json)) return null
  return json.type === 'FeatureCollection' && Array.isArray(json.features) ? json.features : null
}

function fault(kind: FileProblem['kind'], message: string, areas: string[]): FileProblem {
  return { kind, message, areas, squareMetres: null, geometry: null }
}

function readFeature(feature: unknown, options: FileOptions & { at: number }): StoredArea | FileProblem {
  const { geometry, properties } = partsOf(feature)
  const field = (name: keyof typeof FIELDS): string => FIELDS[name].map((key) => properties[key]).filter(isWritten).map(String)[0]?.trim() ?? ''
  const [code, name] = [field('code'), field('name')]
  const where = `第 ${options.at} 个图形${name === '' ? '' : `“${name.slice(0, 30)}”`}`
  const wrong = fieldProblem({ code, name }, options.level)
  if (wrong !== null) return fault('field', `${where}：${wrong}`, code === '' ? [] : [code])
  const parsed = parseShape(geometry, options.crs)
  if ('problem' in parsed) return fault('invalid', `${where}：${parsed.problem}`, [code])
  const placed = placeInTree({ code, parent: field('parent'), shape: parsed.shape }, options)
  if ('problem' in placed) return fault('field', `${where}：${placed.problem}`, [code])
  const known = options.index.byCode(code)
  return {
    code, level: options.level, parent: placed.parent, path: placed.path, name,
    address: field('address') || (known?.address ?? null),
    aliases: field('aliases') === '' ? (known?.aliases ?? []) : field('aliases').split(/[,，、;；\s]+/u).filter((alias) => alias !== ''),
    point: labelPoint(parsed.shape), geometry: parsed.shape, attrs: { ...known?.attrs, ...extraOf(properties) }, validFrom: options.validFrom, validTo: null,
  }
}

function partsOf(feature: unknown): { geometry: unknown; properties: Record<string, unknown> } {
  if (typeof feature !== 'object' || feature === null) return { geometry: null, properties: {} }
  const properties = 'properties' in feature && typeof feature.properties === 'object' && feature.properties !== null ? { ...feature.properties } : {}
  const id = 'id' in feature ? feature.id : undefined
  return { geometry: 'geometry' in feature ? feature.geometry : null, properties: { ...(isWritten(id) ? { id } : {}), ...properties } }
}

function isWritten(value: unknown): value is string | number {
  return (typeof value === 'string' && value.trim() !== '') || (typeof value === 'number' && Number.isFinite(value))
}

/** Further plain properties (land use, management level …) are kept as they are. */
function extraOf(properties: Record<string, unknown>): Record<string, unknown> {
  const named = new Set<string>(Object.values(FIELDS).flat())
  return Object.fromEntries(Object.entries(properties).filter(([key, value]) => !named.has(key) && key.length <= 40 && isWritten(value) && String(value).length <= 500))
}

function fieldProblem({ code, name }: { code: string; name: string }, level: AreaLevel): string | null {
  const digits = CODE_DIGITS[level]
  if (code === '') return '缺少编码（code）'
  if (digits !== undefined && !new RegExp(String.raw`^\d{${digits}}$`, 'u').test(code)) return `编码 ${code.slice(0, 40)} 应为 ${digits} 位数字`
  if (!/^[\w-]{2,40}$/u.test(code)) return `编码 ${code.slice(0, 40)} 只能有字母、数字和连字符，最多 40 位`
  if (name === '') return '缺少名称（name）'
  return name.length > 60 ? '名称超过 60 个字' : null
}

/** The parent: as given, else by the leading digits of the code, else the coarser area around the label point. */
function placeInTree(
  { code, parent: given, shape }: { code: string; parent: string; shape: AreaShape },
  { level, index, mayEdit }: FileOptions,
): { parent: string | null; path: string } | { problem: string } {
  const known = index.byCode(code)
  if (known && known.level !== level) return { problem: `编码 ${code} 已是另一层级的“${known.name}”` }
  const parent = given === '' ? (known ? index.byCode(known.parent ?? '') : guessParent({ code, level, shape }, index)) : index.byCode(given)
  if (given !== '' && !parent) return { problem: `上级 ${given.slice(0, 40)} 不存在，请先导入上级` }
  if (!parent && level !== 'district') return { problem: '找不到上级区域，请填写上级编码（parent）' }
  if (parent && LEVEL_DEPTH[parent.level] >= LEVEL_DEPTH[level]) return { problem: `上级“${parent.name}”不是更高的层级` }
  if (known && known.parent !== (parent?.code ?? null)) return { problem: '上级与现有的不同；改变隶属关系要先合并或停用原区域，不能用导入完成' }
  const path = known?.path ?? [...(parent ? [parent.path] : []), labelOf(code, { level, parent })].join('.')
  if (!mayEdit(path)) return { problem: '不在您的管辖范围' }
  return { parent: parent?.code ?? null, path }
}

function guessParent({ code, level, shape }: { code: string; level: AreaLevel; shape: AreaShape }, index: AreaIndex): StoredArea | undefined {
  for (let length = code.length - 1; length >= 6; length -= 1) {
    const area = index.byCode(code.slice(0, length))
    if (area && LEVEL_DEPTH[area.level] < LEVEL_DEPTH[level]) return area
  }
  const point = labelPoint(shape)
  const around = point && index.locate(point)
  const link = around && index.chainOf(around.path).findLast((one) => LEVEL_DEPTH[one.level] < LEVEL_DEPTH[level])
  return link ? index.byCode(link.code) : undefined
}

/** A label of letters, digits and underscores: what the code adds to its parent's, else the whole code. */
function labelOf(code: string, { level, parent }: { level: AreaLevel; parent: StoredArea | undefined }): string {
  const rest = parent && code.startsWith(parent.code) ? code.slice(parent.code.length) : code
  return `${LABELS[level]}${(rest || code).replaceAll('-', '_')}`
}
