const KEY = 'yihu-patrol:large'

/** The size of letters as chosen; colours are in the page (vite.config.ts). */
export function applyLook(): void {
  document.documentElement.classList.toggle('large', isLarge())
}

export function isLarge(): boolean {
  return localStorage.getItem(KEY) === 'yes'
}

export function setLarge(isOn: boolean): void {
  localStorage.setItem(KEY, isOn ? 'yes' : 'no')
  document.documentElement.classList.toggle('large', isOn)
}
