/** What somebody reads before they agree. */
export const NOTICE: readonly { readonly title: string; readonly text: string }[] = [
  { title: '您看得到什么', text: '只有您联系的门：哪栋楼、几单元、几室。看不到住的是谁、电话、标签、案件，也看不到别人的记录。' },
  { title: '您做什么', text: '上门看看，记一笔：见到、没见到，还是约好再来；邻居有事，替他反映。全凭自愿，不排名、不算在线时间、不记路线。' },
  { title: '会留下什么记录', text: '您哪天看过这一页、敲过哪扇门、写了什么说明，平台都记下来；社区和网格员看得到您敲过门和您的说明。说明里的电话、证件号、车牌和认得出的姓名当场盖住，病情、家事请不要写；说明存一年就销毁。' },
  { title: '随时能退出', text: '点“不再用”马上看不到；任职结束的当天，这一页也就没有了。' },
]
