import { App as AntApp, ConfigProvider, theme } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { createContext, use, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { antdTheme, cssVariables } from '@yihu/ui'
import type { Mode } from '@yihu/ui'

dayjs.locale('zh-cn')

type Choice = Mode | 'auto'

interface ThemeChoice {
  readonly mode: Mode
  readonly choice: Choice
  readonly choose: (choice: Choice) => void
  /** A page that has one look whatever was chosen; null lets go. */
  readonly force: (mode: Mode | null) => void
}

const KEY = 'yihu:theme'
const ThemeContext = createContext<ThemeChoice>({ mode: 'light', choice: 'auto', choose: () => {}, force: () => {} })
const darkQuery = globalThis.matchMedia('(prefers-color-scheme: dark)')
const stillQuery = globalThis.matchMedia('(prefers-reduced-motion: reduce)')

/** Whether a media query matches, followed live. */
export function useMedia(query: MediaQueryList): boolean {
  return useSyncExternalStore(
    (changed) => {
      query.addEventListener('change', changed)
      return () => query.removeEventListener('change', changed)
    },
    () => query.matches,
  )
}

/** The theme in use and how to choose another. */
export function useTheme(): ThemeChoice {
  return use(ThemeContext)
}

/** While a page is shown, one look for it: the wall is dark. */
export function useForcedTheme(mode: Mode): void {
  const { force } = useTheme()
  useEffect(() => {
    force(mode)
    return () => force(null)
  }, [force, mode])
}

function storedChoice(): Choice {
  const stored = localStorage.getItem(KEY)
  return stored === 'light' || stored === 'dark' ? stored : 'auto'
}

/** Light or dark for antd and for the style sheets, by choice or by the system. */
export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const [choice, setChoice] = useState(storedChoice)
  const [forced, force] = useState<Mode | null>(null)
  const isSystemDark = useMedia(darkQuery)
  const isStill = useMedia(stillQuery)
  const mode: Mode = forced ?? (choice === 'auto' ? (isSystemDark ? 'dark' : 'light') : choice)

  useEffect(() => {
    const root = document.documentElement
    for (const [name, value] of Object.entries(cssVariables(mode))) root.style.setProperty(name, value)
    root.style.colorScheme = mode
    root.dataset['theme'] = mode
  }, [mode])

  const value = useMemo<ThemeChoice>(
    () => ({
      mode,
      choice,
      choose: (next) => {
        localStorage.setItem(KEY, next)
        setChoice(next)
      },
      force,
    }),
    [mode, choice],
  )
  const config = useMemo(() => {
    const { token, components } = antdTheme(mode)
    return { algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm, token: { ...token, motion: !isStill }, components }
  }, [mode, isStill])

  return (
    <ThemeContext value={value}>
      <ConfigProvider locale={zhCN} theme={config} button={{ autoInsertSpace: false }} form={{ requiredMark: 'optional' }}>
        <AntApp message={{ maxCount: 3, top: 56 }} notification={{ placement: 'bottomRight' }} component={false}>
          {children}
        </AntApp>
      </ConfigProvider>
    </ThemeContext>
  )
}
