export const SEASONS_KEY = ['seasons']

/** Codes of classes as people type them, with whatever stands between. */
export function readCodes(typed: string): string[] {
  return [...new Set(typed.toUpperCase().split(/[^A-Z0-9]+/u).filter((code) => code !== ''))]
}
