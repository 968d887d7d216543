/** A code table: code → name. */
export type CodeTable = Readonly<Record<string, string>>

const ETHNICITIES = `汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族`

/**
 * Code tables of the registers. National ones: sex GB/T 2261.1, marital state GB/T 2261.2, ethnicity GB/T 3304,
 * education GB/T 4658, political status GB/T 4762, relation to the head of a household GB/T 4761, occupation
 * GB/T 2261.4. The others are our own.
 */
export const CODE_TABLES = {
  sex: { 1: '男', 2: '女', 0: '未知的性别', 9: '未说明的性别' },
  marital: { 10: '未婚', 20: '已婚', 21: '初婚', 22: '再婚', 23: '复婚', 30: '丧偶', 40: '离婚', 90: '未说明的婚姻状况' },
  ethnicity: { ...Object.fromEntries(ETHNICITIES.split(' ').map((name, index) => [String(index + 1).padStart(2, '0'), name])), 97: '其他', 98: '外国血统中国籍人士' },
  education: {
    10: '研究生教育', 11: '博士研究生毕业', 14: '硕士研究生毕业', 20: '大学本科教育', 21: '大学本科毕业', 30: '大学专科教育', 31: '大学专科毕业', 40: '中等职业教育', 41: '中等专科毕业',
    44: '职业高中毕业', 47: '技工学校毕业', 60: '普通高级中学教育', 61: '普通高中毕业', 70: '初级中学教育', 71: '初中毕业', 80: '小学教育', 81: '小学毕业', 90: '其他',
  },
  political: {
    '01': '中国共产党党员', '02': '中国共产党预备党员', '03': '中国共产主义青年团团员', '04': '民革党员', '05': '民盟盟员', '06': '民建会员', '07': '民进会员', '08': '农工党党员',
    '09': '致公党党员', '10': '九三学社社员', '11': '台盟盟员', '12': '无党派人士', '13': '群众',
  },
  kin: {
    '01': '本人', '02': '户主', 10: '配偶', 11: '夫', 12: '妻', 20: '子', 27: '养子或继子', 28: '女婿', 30: '女', 37: '养女或继女', 38: '儿媳', 40: '孙子、孙女或外孙子、外孙女', 41: '孙子',
    42: '孙女', 43: '外孙子', 44: '外孙女', 50: '父母', 51: '父亲', 52: '母亲', 53: '公公', 54: '婆婆', 55: '岳父', 56: '岳母', 57: '继父或养父', 58: '继母或养母',
    60: '祖父母或外祖父母', 61: '祖父', 62: '祖母', 63: '外祖父', 64: '外祖母', 70: '兄弟姐妹', 71: '兄', 73: '弟', 75: '姐姐', 77: '妹妹', 90: '其他亲属', 99: '非亲属',
  },
  idType: { 111: '居民身份证', 112: '临时居民身份证', 113: '户口簿', 114: '军官证', 414: '普通护照', 511: '台湾居民来往大陆通行证', 516: '港澳居民来往内地通行证', 553: '外国人永久居留证', 990: '其他' },
  occupation: {
    11: '国家公务员', 13: '专业技术人员', 17: '职员', 21: '企业管理人员', 24: '工人', 27: '农民', 31: '学生', 37: '现役军人', 51: '自由职业者', 54: '个体经营者', 70: '无业人员', 80: '退（离）休人员', 90: '其他',
  },
  residence: { local: '户籍人口', separated: '人户分离人员', floating: '流动人口', overseas: '境外人员', 'left-behind': '留守人员' },
  houseUse: { self: '自住', rented: '出租', vacant: '空置', business: '经营', collective: '集体宿舍', office: '办公', other: '其他' },
  householdKind: { family: '家庭户', collective: '集体户' },
  organisationKind: {
    party: '党组织', enterprise: '企业', contractor: '施工单位', supervisor: '监理单位', shop: '商铺', property: '物业公司', 'owners-committee': '业主委员会', 'renewal-committee': '自改委员会', alliance: '联盟单位', school: '学校', department: '部门',
  },
  partyLevel: { 1: '街道党工委', 2: '社区党总支', 3: '网格党支部', 4: '楼栋党小组', 5: '党员中心户' },
  plateKind: { '01': '大型汽车', '02': '小型汽车', '07': '两轮摩托车', 16: '教练汽车', 51: '大型新能源汽车', 52: '小型新能源汽车', 99: '电动自行车' },
} as const satisfies Readonly<Record<string, CodeTable>>

/** «户主» of the table `kin`: who a household is called after. */
export const HEAD_OF_HOUSEHOLD = '02'

export type CodeTableName = keyof typeof CODE_TABLES

/** The code that a code or a name of a table means: «汉» and «汉族» are one; undefined when it is neither. */
export function codeOf(table: CodeTableName, said: string): string | undefined {
  const codes: CodeTable = CODE_TABLES[table]
  const text = said.trim()
  if (Object.hasOwn(codes, text)) return text
  const named = Object.entries(codes).filter(([, name]) => name === text || `${text}族` === name)
  return named.length === 1 ? named[0]?.[0] : undefined
}

/** The name of a code; the code itself when the table does not know it. */
export function nameOfCode(table: CodeTableName, code: string): string {
  const codes: CodeTable = CODE_TABLES[table]
  return codes[code] ?? code
}
