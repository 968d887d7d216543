import path from 'node:path'
import { LIMITS, tooLarge, unreadable } from './limits.ts'
import { readXml } from './xml.ts'
import type { XmlListener } from './xml.ts'
import { inflate, readZip } from './zip.ts'
import type { ZipEntry } from './zip.ts'

/** A worksheet that a person sees when opening the file. */
export interface WorksheetPart {
  readonly name: string
  readonly entry: ZipEntry
}

/** What the cells of all sheets refer to. */
export interface Workbook {
  readonly file: Buffer
  readonly sheets: readonly WorksheetPart[]
  readonly strings: readonly string[]
  /** By style index: whether a number of that style is shown as a date or time. */
  readonly dateStyles: readonly boolean[]
  /** Dates count from 1904 (old Mac files). */
  readonly isFrom1904: boolean
}

interface Link {
  readonly id: string
  readonly kind: string
  readonly target: string
}

/**
 * Opens an .xlsx: visible worksheets in tab order, shared strings, date styles. Links that lead outside are not followed.
 * @throws Fault import-unreadable, import-too-large
 */
export async function openWorkbook(file: Buffer): Promise<Workbook> {
  const entries = readZip(file)
  const read = (name: string, listener: XmlListener): Promise<void> => {
    const entry = entries.get(name)
    return entry ? readXml(inflate(file, entry), listener) : Promise.resolve()
  }
  const main = (await readLinks(read, '')).find(({ kind }) => kind === 'officeDocument')?.target ?? 'xl/workbook.xml'
  refuseOthers(entries, main)
  const links = await readLinks(read, main)
  const { sheets, isFrom1904 } = await readSheets(read, main)
  const partOf = (kind: string): string => links.find((link) => link.kind === kind)?.target ?? ''
  return {
    file,
    isFrom1904,
    sheets: sheets.filter(({ isVisible }) => isVisible).flatMap(({ name, link }) => {
      const found = links.find(({ id, kind }) => id === link && kind === 'worksheet')
      const entry = found && entries.get(found.target)
      return entry ? [{ name, entry }] : []
    }),
    strings: await readStrings(read, partOf('sharedStrings')),
    dateStyles: await readStyles(read, partOf('styles')),
  }
}

type Read = (name: string, listener: XmlListener) => Promise<void>

function refuseOthers(entries: ReadonlyMap<string, ZipEntry>, main: string): void {
  if (main.endsWith('.bin')) throw unreadable('这是 .xlsb 二进制工作簿')
  if (entries.has(main) && main.startsWith('xl/')) return
  const isWord = entries.has('word/document.xml')
  throw unreadable(isWord ? '这是 Word 文档，不是 Excel 表格' : '这是压缩包，不是 Excel 表格')
}

async function readLinks(read: Read, part: string): Promise<Link[]> {
  const links: Link[] = []
  const { dir, base } = path.posix.parse(part)
  await read(path.posix.join(dir, '_rels', `${base}.rels`), {
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External') return
      const target = Target.startsWith('/') ? Target.slice(1) : path.posix.join(dir, Target)
      links.push({ id: Id, kind: Type.slice(Type.lastIndexOf('/') + 1), target })
    },
  })
  return links
}

interface SheetLine {
  readonly name: string
  readonly link: string
  readonly isVisible: boolean
}

async function readSheets(read: Read, main: string): Promise<{ sheets: SheetLine[]; isFrom1904: boolean }> {
  const sheets: SheetLine[] = []
  let isFrom1904 = false
  await read(main, {
    open(name, attributes) {
      if (name === 'workbookPr') isFrom1904 = ['1', 'true'].includes(attributes['date1904'] ?? '')
      if (name !== 'sheet') return
      if (sheets.length >= LIMITS.worksheets) throw tooLarge(`超过 ${LIMITS.worksheets} 个工作表`)
      const link = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      sheets.push({ name: attributes['name'] ?? '', link, isVisible: (attributes['state'] ?? 'visible') === 'visible' })
    },
  })
  return { sheets, isFrom1904 }
}

/** Rich text is flattened; phonetic guides (`rPh`) are left out. */
async function readStrings(read: Read, part: string): Promise<string[]> {
  const strings: string[] = []
  let [text, isText, isGuide, total] = ['', false, false, 0]
  await read(part, {
    open(name) {
      if (name === 'si') text = ''
      if (name === 't') isText = true
      if (name === 'rPh') isGuide = true
    },
    text(piece) {
      if (isText && !isGuide) text = joined(text, piece)
    },
    close(name) {
      if (name === 't') isText = false
      if (name === 'rPh') isGuide = false
      if (name !== 'si') return
      total += text.length
      if (strings.length >= LIMITS.sharedStrings || total > LIMITS.sharedChars) throw tooLarge('文字总量超过上限')
      strings.push(unescaped(text))
    },
  })
  return strings
}

/** @throws Fault import-too-large beyond what a cell may hold */
export function joined(text: string, piece: string): string {
  if (text.length + piece.length > LIMITS.cellChars) throw tooLarge(`有一个单元格超过 ${LIMITS.cellChars} 字`)
  return text + piece
}

/** `_x000D_` stands for a character that XML cannot carry. */
export function unescaped(text: string): string {
  return text.includes('_x') ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/gu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text
}

/** Built-in formats that show dates, also the Chinese ones (ECMA-376 part 1, 18.8.30). */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
}

function isDateFormat(code: string): boolean {
  const [shown = ''] = code.replaceAll(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|[_*]./giu, '').split(';')
  return /[ymdhs]/iu.test(shown.replaceAll(/general/giu, ''))
}

async function readStyles(read: Read, part: string): Promise<boolean[]> {
  const custom = new Map<number, boolean>()
  const styles: boolean[] = []
  let isCellStyle = false
  await read(part, {
    open(name, { numFmtId = '0', formatCode = '' }) {
      if (name === 'numFmt') custom.set(Number(numFmtId), isDateFormat(formatCode))
      if (name === 'cellXfs') isCellStyle = true
      if (name !== 'xf' || !isCellStyle) return
      if (styles.length >= LIMITS.styles) throw tooLarge('单元格样式过多')
      styles.push(custom.get(Number(numFmtId)) ?? isBuiltInDate(Number(numFmtId)))
    },
    close(name) {
      if (name === 'cellXfs') isCellStyle = false
    },
  })
  return styles
}
