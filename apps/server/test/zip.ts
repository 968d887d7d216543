import { crc32, deflateRawSync } from 'node:zlib'

interface Part {
  readonly name: string
  readonly content: Buffer
  /** What the zip says the size is, where that is a lie. */
  readonly declaredBytes?: number
}

/** A zip, also a wrong one. */
export function zipByHand(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, content, declaredBytes = content.length } of parts) {
    const packed = deflateRawSync(content, { level: 9 })
    const label = Buffer.from(name)
    const sizes = [crc32(content), packed.length, declaredBytes].map(u32)
    const fields = Buffer.concat([Buffer.from([20, 0, 0, 0, 8, 0, 0, 0, 0, 0]), ...sizes, u16(label.length), u16(0)])
    const local = Buffer.concat([u32(0x04_03_4b_50), fields, label, packed])
    central.push(Buffer.concat([u32(0x02_01_4b_50), Buffer.from([20, 0]), fields, Buffer.alloc(10), u32(offset), label]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.concat([u32(0x06_05_4b_50), Buffer.alloc(4), u16(parts.length), u16(parts.length), u32(directory.length), u32(offset), u16(0)])
  return Buffer.concat([...locals, directory, end])
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
