import { saveFile } from '../../app/save-file.ts'

/** Gives the browser a sheet to keep (.csv that Excel reads). */
export function saveSheet(name: string, rows: readonly (readonly string[])[]): void {
  const text = rows.map((row) => row.map(cellOf).join(',')).join('\r\n')
  saveFile(new Blob(['\uFEFF', text], { type: 'text/csv' }), name)
}

/** What begins like a formula is text to Excel with a quote before it. */
function cellOf(text: string): string {
  const safe = /^[=+\-@\t]/u.test(text) ? `'${text}` : text
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
