import { useClockFault } from './server-time.ts'

/** This computer's clock is wrong: said once, with what it means. */
export function ClockWarning() {
  const minutes = useClockFault()
  if (minutes === 0) return null
  return <p className="clock-warning" role="status">◆ 这台电脑的时钟{minutes > 0 ? '慢' : '快'}了约 {Math.abs(minutes)} 分钟。页面上的时间和期限都按服务器的时钟算，不受影响；请校准电脑时钟。</p>
}
