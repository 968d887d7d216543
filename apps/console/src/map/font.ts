import { fontFamily } from '@yihu/ui'

/** Drawn with the fonts of the computer: no glyphs, sprites or tiles are fetched from anywhere. */
export const FONT = [fontFamily.split(',').map((name) => name.replaceAll('"', '')).find((name) => name.startsWith('Noto')) ?? 'sans-serif']
