import { expect, test } from 'vitest'
import { boundsOf, EMPTY, shapesOf } from './geometry.ts'

const square = { type: 'Polygon', coordinates: [[[118, 36], [118.1, 36], [118.1, 36.2], [118, 36]]] }

test('the wire’s features become shapes with one kind each', () => {
  const shapes = shapesOf([
    { type: 'Feature', geometry: square, properties: { kind: 'grid', name: '第 1 网格' } },
    { type: 'Feature', geometry: { type: 'LineString', coordinates: [[118, 36], [118.2, 36.1]] }, properties: { kind: 'road', class: 'main' } },
    { type: 'Feature', geometry: { type: 'Blob', coordinates: [] }, properties: {} },
  ])
  expect(shapes.features.map(({ properties }) => properties['kind'])).toEqual(['grid', 'main'])
})

test('bounds hold every corner, nothing has no bounds', () => {
  expect(boundsOf(shapesOf([{ type: 'Feature', geometry: square, properties: {} }]))).toEqual([118, 36, 118.1, 36.2])
  expect(boundsOf(EMPTY)).toBeNull()
})
