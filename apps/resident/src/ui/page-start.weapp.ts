/** WeChat moves its reader to a new page by itself. */
export function usePageStart(_headingId: string): void {
  // nothing to do
}
