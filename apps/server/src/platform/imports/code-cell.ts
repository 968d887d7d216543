import type { CodeTable } from '@yihu/domain'
import { CellRefused } from './cell-refused.ts'

/** The code that a cell gives as itself or by its name. @throws CellRefused */
export function codeOfCell(field: string, { said, codes, label }: { readonly said: string; readonly codes: CodeTable; readonly label: string }): string {
  if (Object.hasOwn(codes, said)) return said
  const [code] = Object.entries(codes).find(([, name]) => name === said) ?? []
  if (code === undefined) throw new CellRefused(field, said === '' ? `请填写${label}` : `没有“${said.slice(0, 20)}”，只有${Object.values(codes).slice(0, 20).join('、')}`)
  return code
}
