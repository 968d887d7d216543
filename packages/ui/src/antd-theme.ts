import { fontFamily, palettes, radius, type } from './tokens.ts'
import type { Mode } from './tokens.ts'

/** antd's theme out of the tokens; the light or dark algorithm is chosen by whoever imports antd. */
export function antdTheme(mode: Mode) {
  const p = palettes[mode]
  return {
    token: {
      colorPrimary: p.accent,
      colorPrimaryHover: p.accentStrong,
      colorPrimaryActive: p.accentStrong,
      colorLinkHover: p.accentStrong,
      colorLinkActive: p.accentStrong,
      colorInfo: p.accent,
      colorLink: p.accent,
      colorSuccess: p.green,
      colorWarning: p.amber,
      colorError: p.red,
      colorInfoBg: p.accentSoft,
      colorInfoBorder: p.accent,
      colorSuccessBg: p.greenSoft,
      colorSuccessBorder: p.green,
      colorWarningBg: p.amberSoft,
      colorWarningBorder: p.amber,
      colorErrorBg: p.redSoft,
      colorErrorBorder: p.red,
      colorText: p.text,
      colorTextBase: p.text,
      colorTextSecondary: p.textSoft,
      colorTextTertiary: p.textSoft,
      colorTextDescription: p.textSoft,
      colorTextPlaceholder: p.textSoft,
      colorIcon: p.textSoft,
      colorBgLayout: p.page,
      colorBgContainer: p.surface,
      colorBgElevated: p.raised,
      colorBorder: p.lineStrong,
      colorBorderSecondary: p.line,
      colorSplit: p.line,
      colorTextLightSolid: p.onAccent,
      borderRadius: radius,
      boxShadow: p.shadow,
      boxShadowSecondary: p.shadow,
      fontFamily,
      fontSize: type.desk[0],
      lineHeight: type.desk[1] / type.desk[0],
      motionDurationSlow: '0.18s',
      motionDurationMid: '0.14s',
      motionDurationFast: '0.08s',
    },
    components: {
      Button: { primaryColor: p.onAccent, dangerColor: p.onAccent, primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      // An empty table says so in a sentence that has to be read.
      Table: { colorTextDisabled: p.textSoft, headerBg: p.hover, rowHoverBg: p.hover, cellPaddingBlock: 8 },
      Tooltip: { colorBgSpotlight: p.text, colorTextLightSolid: p.surface },
    },
  } as const
}
