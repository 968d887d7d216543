import type { ReactNode } from 'react'

export interface BoxProps {
  className?: string | undefined
  as?: 'div' | 'section' | 'header' | 'footer' | 'nav' | 'ul' | 'ol'
  label?: string
  children?: ReactNode
}

export interface HeadingProps {
  level: 1 | 2 | 3
  className?: string
  id?: string
  children: ReactNode
}

export interface TextProps {
  className?: string
  /** A paragraph of its own. */
  block?: boolean
  /** Only for the eye. */
  ornament?: boolean
  /** The instant these words stand for, ISO-8601. */
  time?: string
  children: ReactNode
}

export interface ButtonProps {
  id?: string
  kind?: 'primary' | 'plain' | 'quiet' | 'danger'
  onPress: () => void
  disabled?: boolean
  /** For screen readers, where the words on the button need their surroundings. */
  label?: string
  expanded?: boolean
  children: ReactNode
}

export interface LinkProps {
  href: string
  onPress: () => void
  className?: string
  children: ReactNode
}

export interface SwitchProps {
  on: boolean
  onPress: () => void
  children: ReactNode
}

export interface FieldProps {
  id: string
  label: string
  hint?: string | undefined
  error?: string | undefined
  value: string
  onChange: (value: string) => void
  /** More than one line of text, this many shown at first. */
  lines?: number
  /** `digits`: a code that a text message brought. */
  kind?: 'text' | 'phone' | 'address' | 'code' | 'digits'
  example?: string
  readOnly?: boolean
}

export interface ChoiceProps<T extends string | number> {
  id: string
  label: string
  error?: string | undefined
  options: readonly { readonly value: T; readonly word: string; readonly shape?: string }[]
  value: T | undefined
  onChange: (value: T) => void
}

export interface PictureProps {
  src: string
  alt: string
  /** The whole picture, opened on touch. */
  full?: string | undefined
}
