import { useRouter } from '@tarojs/taro'

/** The parameters this page was opened with, decoded (Taro hands them out as they stand in the address). */
export function usePageParams(): Readonly<Record<string, string | undefined>> {
  const { params } = useRouter()
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value === undefined ? value : decoded(value)]))
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
