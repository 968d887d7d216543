import decodeQr from 'qr/decode.js'
import sharp from 'sharp'

/** Longest edges at which a photo is looked at: fine print needs the first, a shaky hand is read better at the others. */
const EDGES = [1600, 1000, 600]

/**
 * The text of the QR code in a photo that the decoder of images accepts; null where there is none to be read. Some tenths
 * of a second at worst.
 */
export async function readQr(photo: Buffer): Promise<string | null> {
  for (const edge of EDGES) {
    const { data, info } = await sharp(photo).rotate().resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true }).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
    const text = tryDecode({ data, width: info.width, height: info.height })
    if (text !== null) return text
  }
  return null
}

function tryDecode(image: { data: Uint8Array; width: number; height: number }): string | null {
  try {
    return decodeQr(image)
  } catch {
    // The decoder throws wherever it finds no code.
    return null
  }
}
