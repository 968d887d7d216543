/** A sheet on its way: a line that says what it is, column names, rows page by page. */
export interface Sheet {
  readonly name: string
  readonly watermark: string
  readonly columns: readonly string[]
  readonly pages: AsyncIterable<readonly (readonly string[])[]>
  /** ISO instant whose state it shows. */
  readonly asOf: string
  /** Whose register it is. */
  readonly source: string
}
