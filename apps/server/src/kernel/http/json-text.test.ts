import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { jsonText, takesGzip, writtenOf } from './json-text.ts'

describe('写好的回答', () => {
  it('压缩的和没压缩的是同一份', () => {
    const written = writtenOf(jsonText({ 标题: '楼道垃圾'.repeat(100) }))
    expect(written && gunzipSync(written.gzip).equals(written.plain)).toBe(true)
    expect(writtenOf({ 标题: '楼道垃圾' })).toBeUndefined()
  })

  it.each([
    ['gzip, deflate, br', true], ['br;q=1.0, gzip;q=0.8', true], ['gzip', true], ['gzip;q=0', false], ['br, gzip;q=0.0, x', false], ['identity', false], ['x-gzip', false], [undefined, false],
  ])('浏览器说 %s', (header, takes) => {
    expect(takesGzip(header)).toBe(takes)
  })
})
