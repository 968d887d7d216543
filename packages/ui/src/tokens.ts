/** The only raw values of the look; antd theme, CSS variables and map colours are derived from them. */
export type Mode = 'light' | 'dark'

const light = {
  accent: '#1F5FBF',
  /** Under the pointer and while pressed. */
  accentStrong: '#184C9A',
  onAccent: '#FFFFFF',
  accentSoft: '#E7EFFB',
  page: '#F3F5F8',
  surface: '#FFFFFF',
  raised: '#FFFFFF',
  hover: '#EEF2F7',
  text: '#18212D',
  textSoft: '#465365',
  line: '#D5DCE5',
  lineStrong: '#7C8898',
  green: '#16713D',
  greenSoft: '#E3F3E9',
  amber: '#8A5200',
  amberSoft: '#FCF0DA',
  red: '#B8231A',
  redSoft: '#FCE9E7',
  grey: '#526071',
  greySoft: '#EAEEF3',
  violet: '#6438A0',
  violetSoft: '#F0E9FA',
  shadow: '0 2px 10px rgba(24, 33, 45, 0.16)',
} as const

export type Palette = { readonly [K in keyof typeof light]: string }

const dark: Palette = {
  accent: '#6EA8FF',
  accentStrong: '#93BEFF',
  onAccent: '#0B1626',
  accentSoft: '#1B2E4B',
  page: '#0F141B',
  surface: '#171E27',
  raised: '#1F2833',
  hover: '#222D3A',
  text: '#E6EBF2',
  textSoft: '#AAB5C3',
  line: '#323E4C',
  lineStrong: '#7F8C9C',
  green: '#62CB8E',
  greenSoft: '#16301F',
  amber: '#F0B458',
  amberSoft: '#372912',
  red: '#FF8E84',
  redSoft: '#3D1D1B',
  grey: '#A3AEBB',
  greySoft: '#27313D',
  violet: '#C2A4F0',
  violetSoft: '#2C2140',
  shadow: '0 2px 12px rgba(0, 0, 0, 0.6)',
}

export const palettes: Readonly<Record<Mode, Palette>> = { light, dark }

export const fontFamily = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",system-ui,sans-serif'
export const space = { xs: 4, s: 8, m: 12, l: 16, xl: 24, xxl: 32 } as const
export const radius = 6
/** Size and line height in px by kind of surface. */
export const type = { small: [12, 18], desk: [14, 22], phone: [16, 24], title: [18, 26], elder: [22, 34], wall: [24, 36] } as const

/** The tokens as CSS custom properties (`--yihu-…`), for style sheets. */
export function cssVariables(mode: Mode): Record<string, string> {
  const names = Object.entries(palettes[mode]).map(([name, value]): [string, string] => [`--yihu-${name.replaceAll(/[A-Z]/gu, (c) => `-${c.toLowerCase()}`)}`, value])
  return Object.fromEntries(names)
}
