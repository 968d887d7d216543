import type { Random } from '../random.ts'

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文']
const FIRST = [...'建国志文秀玉桂春海晓丽永德明红淑家立振金凤庆光俊兰新洪雪思宇佳子梓欣浩']
const SECOND = [...'华英芳军平霞强梅涛兰伟燕勇杰敏静刚玲鹏娟龙丹辉萍斌琴波颖飞洁林莉轩涵怡']

/** Gives invented Chinese names and never the same one twice. */
export function openNameBook(random: Random): () => string {
  const used = new Set<string>()
  return () => {
    for (;;) {
      const name = random.pick(SURNAMES) + (random.chance(0.85) ? random.pick(FIRST) : '') + random.pick(SECOND)
      if (used.has(name)) continue
      used.add(name)
      return name
    }
  }
}
