/** What a file is by its first bytes, whatever its name says. */
export interface FileType {
  readonly kind: 'image' | 'document' | 'audio' | 'video'
  readonly mediaType: string
  /** As a person would say it. */
  readonly label: string
}

interface Signature extends FileType {
  readonly matches: (head: Buffer) => boolean
}

const at = (offset: number, text: string) => (head: Buffer): boolean => head.toString('latin1', offset, offset + text.length) === text
const both = (...tests: readonly ((head: Buffer) => boolean)[]) => (head: Buffer): boolean => tests.every((test) => test(head))
const brand = (pattern: RegExp) => (head: Buffer): boolean => at(4, 'ftyp')(head) && pattern.test(head.toString('latin1', 8, 12))
const inside = (text: string) => (head: Buffer): boolean => head.includes(text, 0, 'latin1')

const OFFICE = 'application/vnd.openxmlformats-officedocument'

const SIGNATURES: readonly Signature[] = [
  { kind: 'image', mediaType: 'image/jpeg', label: 'JPEG 图片', matches: at(0, '\u00FF\u00D8\u00FF') },
  { kind: 'image', mediaType: 'image/png', label: 'PNG 图片', matches: at(0, '\u0089PNG\r\n\u001A\n') },
  { kind: 'image', mediaType: 'image/webp', label: 'WebP 图片', matches: both(at(0, 'RIFF'), at(8, 'WEBP')) },
  { kind: 'image', mediaType: 'image/gif', label: 'GIF 动图', matches: at(0, 'GIF8') },
  { kind: 'image', mediaType: 'image/heic', label: 'HEIC 图片', matches: brand(/^(hei[cxms]|hevc|mif1|msf1)$/) },
  { kind: 'image', mediaType: 'image/avif', label: 'AVIF 图片', matches: brand(/^avi[fs]$/) },
  { kind: 'audio', mediaType: 'audio/mp4', label: 'M4A 录音', matches: brand(/^M4A /) },
  { kind: 'video', mediaType: 'video/quicktime', label: 'MOV 视频', matches: brand(/^qt {2}$/) },
  { kind: 'video', mediaType: 'video/mp4', label: 'MP4 视频', matches: at(4, 'ftyp') },
  { kind: 'video', mediaType: 'video/webm', label: 'WebM 音视频', matches: both(at(0, '\u001A\u0045\u00DF\u00A3'), inside('webm')) },
  { kind: 'audio', mediaType: 'audio/mpeg', label: 'MP3 录音', matches: (head) => at(0, 'ID3')(head) || ((head[0] ?? 0) === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2) },
  { kind: 'audio', mediaType: 'audio/aac', label: 'AAC 录音', matches: (head) => (head[0] ?? 0) === 0xff && ((head[1] ?? 0) & 0xf6) === 0xf0 },
  { kind: 'audio', mediaType: 'audio/wav', label: 'WAV 录音', matches: both(at(0, 'RIFF'), at(8, 'WAVE')) },
  { kind: 'audio', mediaType: 'audio/ogg', label: 'OGG 录音', matches: at(0, 'OggS') },
  { kind: 'audio', mediaType: 'audio/amr', label: 'AMR 录音', matches: at(0, '#!AMR') },
  { kind: 'document', mediaType: 'application/pdf', label: 'PDF 文件', matches: at(0, '%PDF-') },
  { kind: 'document', mediaType: `${OFFICE}.spreadsheetml.sheet`, label: 'Excel 表格', matches: both(at(0, 'PK\u0003\u0004'), inside('xl/')) },
  { kind: 'document', mediaType: `${OFFICE}.wordprocessingml.document`, label: 'Word 文档', matches: both(at(0, 'PK\u0003\u0004'), inside('word/')) },
]

/** How many bytes are looked at. */
const HEAD_BYTES = 8192

/** The type of a file by its first bytes; undefined when it is none we know. */
export function fileTypeOf(head: Uint8Array): FileType | undefined {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, HEAD_BYTES))
  const found = SIGNATURES.find((signature) => signature.matches(bytes))
  return found && { kind: found.kind, mediaType: found.mediaType, label: found.label }
}
