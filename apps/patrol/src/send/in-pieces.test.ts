import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inPieces } from './in-pieces.ts'

test('传到一半断了、被杀了、答复丢了，下次从断的地方接着传；每个字节到一次，最后只成一份', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.integer({ min: 1, max: 50 }), fc.infiniteStream(fc.constantFrom('ok', 'ok', 'ok', 'cut', 'lost')), async (bytes, piece, luck) => {
    const [here, made]: [number[], string[]] = [[], []]
    const progress = () => {
      if (here.length === bytes.length && made.length === 0) made.push('编号')
      return { have: here.length, photo: made[0] ?? null }
    }
    const exchange = async (take: () => void) => {
      const fate = luck.next().value
      if (fate === 'cut') throw new Error('cut')
      take()
      const said = progress()
      if (fate === 'lost') throw new Error('lost')
      return said
    }
    const attempt = () => inPieces({
      size: bytes.length, piece,
      ask: () => exchange(() => undefined),
      send: (from, to) => exchange(() => { if (from === here.length) here.push(...bytes.subarray(from, to)) }),
    }).catch(() => null)
    let arrived: string | null = null
    for (let tries = 0; arrived === null && tries < 2000; tries += 1) arrived = await attempt()
    expect([arrived, made, here]).toEqual(['编号', ['编号'], [...bytes]])
  }))
})

test('对方忘了、传到的对不上，下次从头再传：这次停下来，不会没完没了，也不当成不收', async () => {
  const bytes = [1, 2, 3, 4, 5, 6, 7]
  let here: number[] | null = null
  const sent: number[] = []
  const attempt = (forgetAt: number) => inPieces({
    size: bytes.length, piece: 2,
    ask: () => Promise.resolve({ have: (here ??= []).length, photo: null }),
    send: (from, to) => {
      sent.push(from)
      if (from === forgetAt) here = null
      if (here?.length === from) here.push(...bytes.slice(from, to))
      return Promise.resolve({ have: here?.length ?? 0, photo: here?.length === bytes.length ? '编号' : null })
    },
  })
  await expect(attempt(4)).rejects.toMatchObject({ status: 0 })
  await expect(attempt(0)).rejects.toMatchObject({ status: 0 })
  expect(await attempt(-1)).toBe('编号')
  expect([sent, here]).toEqual([[0, 2, 4, 0, 0, 2, 4, 6], bytes])
})
