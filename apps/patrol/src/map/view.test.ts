import { expect, test } from 'vitest'
import { planeAround, toPlane, viewOf, zoomAt } from './view.ts'

const size = { width: 360, height: 600 }

test('放大缩小时手指下的地方不动；点哪里就是哪里', () => {
  const plane = planeAround({ lon: 118.3, lat: 36.81 })
  const spot = { lon: 118.302, lat: 36.8117 }
  const back = plane.spot(...plane.at(spot))
  expect([back.lon, back.lat]).toEqual([expect.closeTo(spot.lon, 9), expect.closeTo(spot.lat, 9)])
  const view = viewOf([plane.at({ lon: 118.3, lat: 36.81 }), plane.at({ lon: 118.306, lat: 36.815 })], size)
  const finger = { x: 30, y: 500 }
  const [x, y] = toPlane(view, finger, size)
  const [nextX, nextY] = toPlane(zoomAt(view, 3, { pixel: finger, size }), finger, size)
  expect([nextX, nextY]).toEqual([expect.closeTo(x, 6), expect.closeTo(y, 6)])
  expect(zoomAt(view, 1e9, { pixel: finger, size }).scale).toBe(20)
})
