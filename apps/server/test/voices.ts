import { readFileSync } from 'node:fs'

/** Two seconds of a tone, as Chromium 149's MediaRecorder wrote them (`audio/webm;codecs=opus`, `audio/mp4` in fragments). */
export const RECORDED = { webm: readFileSync(new URL('voices/chrome.webm', import.meta.url)), m4a: readFileSync(new URL('voices/chrome.m4a', import.meta.url)) } as const

/** What a recording should not tell: where, and by whom. */
export const SECRET = '+36.8085+118.0550/ Li Xiumei'

const u16 = (value: number): Buffer => Buffer.from([value & 0xff, value >>> 8])
const u32 = (value: number): Buffer => Buffer.from([24, 16, 8, 0].map((bits) => (value >>> bits) & 0xff))

/** A WAV of this many seconds, 8 bits at so many samples a second, with a comment. */
export function wav(seconds: number, { rate = 1000 }: { rate?: number } = {}): Buffer {
  const chunk = (name: string, content: Buffer): Buffer => Buffer.concat([Buffer.from(name, 'latin1'), u32(content.length).reverse(), content, Buffer.alloc(content.length % 2)])
  const format = Buffer.concat([u16(1), u16(1), u32(rate).reverse(), u32(rate).reverse(), u16(1), u16(8)])
  const chunks = Buffer.concat([chunk('LIST', Buffer.from(`INFOIART${SECRET}`, 'latin1')), chunk('fmt ', format), chunk('data', Buffer.alloc(Math.round(seconds * rate), 128))])
  return Buffer.concat([Buffer.from('RIFF', 'latin1'), u32(chunks.length + 4).reverse(), Buffer.from('WAVE', 'latin1'), chunks])
}

/** An MP3 of this many seconds: silent frames of 8 kbit/s at 8 kHz between tags. */
export function mp3(seconds: number): Buffer {
  const frame = Buffer.concat([Buffer.from([0xff, 0xe3, 0x18, 0xc0]), Buffer.alloc(68)])
  const words = Buffer.from(SECRET, 'latin1')
  const id3 = Buffer.concat([Buffer.from('ID3\u0003\u0000\u0000\u0000\u0000\u0000', 'latin1'), Buffer.from([words.length]), words])
  return Buffer.concat([id3, Buffer.concat(Array.from({ length: Math.round(seconds / 0.072) }, () => frame)), Buffer.from(`TAG${SECRET}`.padEnd(128), 'latin1')])
}

/** An M4A of this many seconds with a place in `udta/©xyz`; `handler` names what its track holds. */
export function m4a(seconds: number, { handler = 'soun' }: { handler?: string } = {}): Buffer {
  const box = (type: string, ...parts: readonly Buffer[]): Buffer => Buffer.concat([u32(8 + parts.reduce((sum, { length }) => sum + length, 0)), Buffer.from(type, 'latin1'), ...parts])
  const timed = (...parts: readonly number[]): Buffer => Buffer.concat([u32(0), u32(0xe0000000), u32(0xe0000000), ...parts.map(u32)])
  const table = box('stbl', box('stsd', u32(0), u32(1), box('mp4a', Buffer.alloc(28))), box('stts', u32(0), u32(1), u32(Math.round(seconds * 10)), u32(100)))
  const media = box('mdia', box('mdhd', timed(1000, 0)), box('hdlr', u32(0), u32(0), Buffer.from(handler, 'latin1'), Buffer.alloc(12)), box('minf', table))
  const place = box('udta', box('\u00a9xyz', Buffer.from(SECRET, 'latin1')))
  return Buffer.concat([box('ftyp', Buffer.from('M4A \u0000\u0000\u0000\u0000', 'latin1')), box('moov', box('mvhd', timed(1000, 1)), box('trak', box('tkhd', timed(1)), media, place), place), box('mdat', Buffer.alloc(64)), box('meta', Buffer.from(SECRET, 'latin1'))])
}

/** A WebM of this many seconds, one block each, sizes unknown as recorders leave them; `type` 1 is pictures. */
export function webm(seconds: number, { type = 2 }: { type?: number } = {}): Buffer {
  const element = (id: string, content: Buffer): Buffer => Buffer.concat([Buffer.from(id, 'hex'), Buffer.from([0x40 | (content.length >>> 8), content.length & 0xff]), content])
  const open = (id: string): Buffer => Buffer.from(`${id}01ffffffffffffff`, 'hex')
  const track = Buffer.concat([element('d7', Buffer.from([1])), element('83', Buffer.from([type])), element('86', Buffer.from('A_OPUS')), element('536e', Buffer.from(SECRET))])
  const clusters = Array.from({ length: seconds }, (_, second) => Buffer.concat([open('1f43b675'), element('e7', u32(second * 1000)), element('a3', Buffer.from([0x81, 0x03, 0xe8, 0x80, 1, 2, 3]))]))
  const tags = element('1254c367', Buffer.from(SECRET))
  return Buffer.concat([element('1a45dfa3', element('4282', Buffer.from('webm'))), open('18538067'), element('1549a966', element('7ba9', Buffer.from(SECRET))), tags, element('1654ae6b', element('ae', track)), ...clusters])
}
