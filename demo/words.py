"""Words that made-up people, places and companies are put together from. No records, no chance."""

# ruff: noqa: SIM905 -- many short words are easier to read, and to add to, in one text

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡"
    "余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯"
    "龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单仇解区查朴盖"
)
COMPOUND = "欧阳 上官 司马 诸葛 东方 慕容 令狐 皇甫 尉迟 公孙 端木 司徒 夏侯 长孙 宇文 独孤".split()
GIVEN_MEN = "伟强磊军勇杰涛超明刚平辉鹏飞斌波宇浩凯健俊峰亮林龙海山国建文志德成永兴东生春光荣华庆祥"
GIVEN_WOMEN = "芳娜敏静丽艳娟霞秀英玲燕红梅兰玉萍云洁琳雪婷慧颖倩怡欣悦琴月莉珍淑桂凤巧彩晓佳思雅"

UYGHUR_WOMEN = "热汗古丽 阿依古丽 古丽娜尔 帕提古丽 米热古丽 阿孜古丽 再乃甫 祖丽皮亚 努尔比亚".split()
UYGHUR_MEN = "买买提 艾尔肯 阿不都热合曼 吐尔逊 玉素甫 依明江 库尔班 努尔买买提 亚森".split()
UYGHUR_FATHERS = "尼亚孜 买买提 吐尔地 艾合买提 依布拉音 司马义 阿布都拉 热合曼 肉孜".split()
TIBETAN = "扎西顿珠 卓玛央金 次仁旺堆 格桑曲珍 边巴次仁 德吉拉姆 洛桑丹增 白玛措".split()
MONGOLIAN = "巴特尔 乌云其木格 苏日娜 呼和巴拉 斯琴高娃 那日苏 萨仁图雅 阿拉坦仓".split()
# Beyond the basic plane, or in few fonts: what a name column must not lose.
RARE = "𠮷 龑 䶮 𬭎 堃 㛃 喆 犇 𫍯 燚 淼 叕 𬱖 𤧛".split()
FOREIGN = (
    "ANNA MÜLLER",
    "Jean-Pierre D'Arcy",
    "NGUYEN VAN AN",
    "ИВАН ПЕТРОВ",
    "MARIA DA SILVA",
    "Kim Min-jun",
)
PASSPORT_LETTERS = ("E", "EA", "EB", "C", "N", "P")

# Beginnings of mobile numbers that are given out in full.
PHONE_STARTS = (
    "130 131 132 133 135 136 137 138 139 150 151 152 153 155 156 157 158 159 180 181 182 185 186".split()
)

POSTS = "操作工 班组长 质检员 检修工 仓管员 保管员 技术员 驾驶员 收银员 客服 护理员 厨师 文员 安全员 装配工 标注员".split()

# Places and companies of the big demonstration.
TOWN_NAMES = (
    "和平 安阳 新墩 龙渠 长安 上秦 大满 小满 沙井 乌江 甘浚 碱滩 三闸 党寨 靖安 花寨 平原 明永 梁家墩 西洞"
    " 红山 清泉 位奇 东乐 老军 霍城 陈户 大马营 李桥 六坝 民联 顺化 丰乐 永固 三堡 南古 南丰 洪水 新天 板桥"
).split()
TOWN_KINDS = ("镇", "乡", "街道")
COMPANY_NAMES = (
    "河西 祁连 丹霞 黑河 金穗 绿洲 丝路 昆仑 长城 新源 恒通 宏泰 瑞丰 华宇 永盛 天和 众信 金桥".split()
)
COMPANY_KINDS = {
    "装备制造有限公司": "C",
    "建筑工程有限公司": "E",
    "物流有限公司": "G",
    "商贸有限公司": "F",
    "家政服务有限公司": "O",
    "数据科技有限公司": "I",
    "餐饮管理有限公司": "H",
    "农业发展有限公司": "A",
    "新能源有限公司": "D",
}
