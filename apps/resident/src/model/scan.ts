/**
 * The code of a QR page, from wherever the platform puts it: `?code=` before or behind the hash (H5),
 * a mini-program's `scene` (`code=XXXX` or the bare code), or `q`, the whole scanned address.
 */
export function scannedCode(params: Readonly<Record<string, string | undefined>>, search = ''): string | undefined {
  const fromPage = params['code'] ?? valueIn(search, 'code')
  if (fromPage) return plausible(decode(fromPage))
  const scene = params['scene']
  if (scene) return plausible(valueIn(decode(scene), 'code') ?? decode(scene))
  const address = params['q'] && decode(params['q'])
  if (!address) return undefined
  return plausible(valueIn(address, 'code') ?? /\/q\/([^/?#]+)/u.exec(address)?.[1] ?? '')
}

function valueIn(query: string, name: string): string | undefined {
  return new RegExp(`(?:^|[?&])${name}=([^&#]*)`, 'u').exec(query)?.[1]
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** Codes are short and plain; anything else is not ours and is not sent on. */
function plausible(code: string): string | undefined {
  return /^[\w.~-]{2,64}$/u.test(code) ? code : undefined
}
