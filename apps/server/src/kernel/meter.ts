/** Counts exchanges for `/metrics` (Prometheus text format): by route and status class, with their durations. */
export function createMeter() {
  const exchanges = new Map<string, { count: number; seconds: number }>()
  return {
    count(route: string, status: number, milliseconds: number): void {
      const key = `route="${route}",status="${Math.floor(status / 100)}xx"`
      const entry = exchanges.get(key) ?? { count: 0, seconds: 0 }
      entry.count += 1
      entry.seconds += milliseconds / 1000
      exchanges.set(key, entry)
    },
    text(): string {
      const memory = process.memoryUsage()
      const lines = [
        '# TYPE yihu_http_requests_total counter',
        ...[...exchanges].map(([key, { count }]) => `yihu_http_requests_total{${key}} ${count}`),
        '# TYPE yihu_http_seconds_total counter',
        ...[...exchanges].map(([key, { seconds }]) => `yihu_http_seconds_total{${key}} ${seconds.toFixed(6)}`),
        '# TYPE process_resident_memory_bytes gauge',
        `process_resident_memory_bytes ${memory.rss}`,
        '# TYPE nodejs_heap_used_bytes gauge',
        `nodejs_heap_used_bytes ${memory.heapUsed}`,
      ]
      return `${lines.join('\n')}\n`
    },
  }
}
