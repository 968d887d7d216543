import type { TownPoint, TownProduct } from '../device-types.ts'

/** name, title, unit, lowest, highest, minutes from one reading to the next (0: only when something happens) */
type Line = readonly [name: string, title: string, unit: string, min: number, max: number, everyMinutes: number]

function product(id: string, name: string, kind: string, lines: readonly Line[]): TownProduct {
  const points = lines.map(([point, title, unit, min, max, every]): TownPoint => ({ name: point, title, unit, min, max, period: every === 0 ? null : every * 60 }))
  return { id, name, kind, points }
}

/** The products of the demo street; but for the weather kinds and points are those the scenarios watch (a test of the server compares them). */
export const PRODUCTS: readonly TownProduct[] = [
  product('smoke', '独立烟感', '独立式感烟火灾探测报警器', [['smoke', '烟雾报警', '0/1', 0, 1, 0], ['temperature', '温度', '℃', -40, 200, 60]]),
  product('gas', '家用燃气报警器', '家用可燃气体探测器', [['lel', '燃气浓度', '%LEL', 0, 100, 60]]),
  product('water', '远传水表', '智能水表', [['litres', '每小时用水', 'L', 0, 5000, 60], ['total', '水表累计', 'm³', 0, 99_999, 60]]),
  product('door', '门磁', '门磁', [['door', '开门', '0/1', 0, 1, 0], ['battery', '电量', '%', 0, 100, 360]]),
  product('call', '一键呼叫器', '一键呼叫器', [['sos', '求助键', '0/1', 0, 1, 1440], ['test', '每月试呼', '0/1', 0, 1, 0]]),
  product('bracelet', '智能手环', '智能手环', [
    ['fall', '跌倒', '0/1', 0, 1, 0], ['worn', '佩戴', '0/1', 0, 1, 60], ['distance', '离家距离', 'm', 0, 1_000_000, 60], ['heart', '心率', '次/分', 0, 260, 60], ['oxygen', '血氧', '%', 0, 100, 60],
    ['steps', '每小时步数', '步', 0, 20_000, 60],
  ]),
  product('electrical', '电气火灾探测器', '电气火灾监控探测器', [['residual', '剩余电流', 'mA', 0, 5000, 60], ['cable', '线缆温度', '℃', -40, 300, 60]]),
  product('lift', '电梯终端', '电梯物联网终端', [['persons', '轿厢内人数', '人', 0, 30, 60], ['moving', '运行', '0/1', 0, 1, 60], ['door', '轿门打开', '0/1', 0, 1, 60], ['bell', '警铃按钮', '0/1', 0, 1, 0]]),
  product('charger', '充电桩', '充电桩', [['temperature', '插口温度', '℃', -40, 250, 60], ['current', '充电电流', 'A', 0, 400, 60]]),
  product('bin', '满溢感应器', '满溢感应器', [['fill', '满溢度', '%', 0, 100, 60]]),
  product('manhole', '井盖监测仪', '井盖监测仪', [['tilt', '倾角', '°', 0, 180, 60], ['gap', '水面离盖', 'cm', 0, 1000, 60]]),
  product('hydrant', '消火栓水压监测', '消防水压监测仪', [['pressure', '管网压力', 'MPa', 0, 3, 60]]),
  product('flood', '电子水尺', '电子水尺', [['depth', '积水深度', 'cm', 0, 300, 60]]),
  product('river', '水位计', '水位计', [['level', '水位', 'm', -1, 20, 60]]),
  product('outfall', '排口水质监测仪', '排口水质监测仪', [['turbidity', '浊度', 'NTU', 0, 4000, 60], ['conductivity', '电导率', 'µS/cm', 0, 20_000, 60], ['ammonia', '氨氮', 'mg/L', 0, 300, 60]]),
  product('dust', '扬尘噪声监测仪', '工地扬尘噪声监测仪', [['dust', 'PM10', 'µg/m³', 0, 5000, 60], ['noise', '等效声级', 'dB(A)', 20, 140, 60]]),
  product('car-park', '停车场系统', '停车场管理系统', [['free', '空车位', '个', 0, 5000, 60]]),
  product('fire-panel', '火灾报警主机', '火灾报警控制器（经用户信息传输装置）', [['detectors', '报警的探测器数', '个', 0, 500, 60], ['manual', '手动报警按钮', '0/1', 0, 1, 60], ['flow', '水流指示器或压力开关', '0/1', 0, 1, 60]]),
  product('gas-works', '工业可燃气体探测器', '工业可燃气体探测器', [['gas', '可燃气体浓度', '%LEL', 0, 100, 60]]),
  product('tank', '储罐仪表', '储罐仪表', [['level', '储罐液位', '%', 0, 100, 60], ['temperature', '储罐温度', '℃', -60, 400, 60]]),
  product('visitors', '客流计数器', '客流计数器', [['people', '在场人数', '人', 0, 100_000, 60]]),
  product('counter', '摄像机计数', '摄像机计数', [['strays', '线外停车数', '辆', 0, 500, 60], ['people', '画面内人数', '人', 0, 5000, 60]]),
  product('weather', '气象站', '气象站', [['temperature', '气温', '℃', -50, 60, 60], ['humidity', '湿度', '%', 0, 100, 60], ['wind', '风速', 'm/s', 0, 75, 60], ['rain', '每小时雨量', 'mm', 0, 300, 60]]),
  product('camera', '监控摄像机', '摄像机', [['frames', '每秒画面数', '帧', 0, 60, 60]]),
]
