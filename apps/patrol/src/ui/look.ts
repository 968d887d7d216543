import { cssVariables, fontFamily } from '@yihu/ui'

const KEY = 'yihu-patrol:large'

/** Colours of both themes as the system asks for them, and the size of letters as chosen. */
export function applyLook(): void {
  const rules = (mode: 'light' | 'dark') => Object.entries(cssVariables(mode)).map(([name, value]) => `${name}:${value}`).join(';')
  const style = document.createElement('style')
  style.textContent = `:root{${rules('light')};--font:${fontFamily}}@media (prefers-color-scheme:dark){:root{${rules('dark')}}}`
  document.head.append(style)
  document.documentElement.classList.toggle('large', isLarge())
}

export function isLarge(): boolean {
  return localStorage.getItem(KEY) === 'yes'
}

export function setLarge(isOn: boolean): void {
  localStorage.setItem(KEY, isOn ? 'yes' : 'no')
  document.documentElement.classList.toggle('large', isOn)
}
