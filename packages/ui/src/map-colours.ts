import type { Mode } from './tokens.ts'

/** Colours of our own vector base; labels carry a halo of the ground so that they stay readable. */
export function mapColours(mode: Mode) {
  return mode === 'light' ? day : night
}

const day = {
  ground: '#F6F4EF',
  community: '#8D9BB0',
  grid: '#B9C3D0',
  estate: '#ECE7DC',
  estateLine: '#CFC6B4',
  building: '#D8D2C6',
  buildingLine: '#BDB5A6',
  tall: '#C9BFAE',
  road: '#FFFFFF',
  roadEdge: '#D2CCC0',
  water: '#BBD7EC',
  green: '#D3E6CC',
  label: '#2A3442',
  labelSoft: '#4E5A69',
  halo: '#FFFFFF',
  selected: '#1F5FBF',
  problem: '#B8231A',
}

const night: typeof day = {
  ground: '#131A22',
  community: '#66788F',
  grid: '#3C4A5A',
  estate: '#1B232D',
  estateLine: '#36424F',
  building: '#28323E',
  buildingLine: '#3D4A58',
  tall: '#46566A',
  road: '#303C49',
  roadEdge: '#1A222B',
  water: '#18344C',
  green: '#1A3026',
  label: '#E6EBF2',
  labelSoft: '#AAB5C3',
  halo: '#0F141B',
  selected: '#6EA8FF',
  problem: '#FF8E84',
}
